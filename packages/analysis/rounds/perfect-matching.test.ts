import fc from 'fast-check'
import { expect, test } from 'vitest'
import { perfectMatching } from './perfect-matching.ts'

/** Costs between points, the same both ways. */
const costsOf = (points: number, draws: readonly number[]): Float64Array => {
  const cost = new Float64Array(points * points)
  for (let a = 0, at = 0; a < points; a++) {
    for (let b = 0; b < a; b++) cost[a * points + b] = cost[b * points + a] = draws[at++ % draws.length]!
  }
  return cost
}

/** The cheapest by sets of points that are paired already. */
const leastCost = (points: number, cost: Float64Array): number => {
  const least = new Float64Array(1 << points).fill(Infinity)
  least[0] = 0
  for (let set = 0; set < least.length; set++) {
    let first = 0
    while ((set >> first) & 1) first++
    for (let other = first + 1; other < points; other++) {
      if ((set >> other) & 1) continue
      const paired = set | (1 << first) | (1 << other)
      least[paired] = Math.min(least[paired]!, least[set]! + cost[first * points + other]!)
    }
  }
  return least.at(-1)!
}

test.each([
  ['few different costs', fc.nat(3)],
  ['whole numbers', fc.nat(1000)],
  ['fractions', fc.double({ min: 0, max: 1, noNaN: true })],
])('pairs all points at least cost: %s', (_, draw) => {
  fc.assert(
    fc.property(fc.nat(6), fc.array(draw, { minLength: 66, maxLength: 66 }), (half, draws) => {
      const points = 2 * half
      const cost = costsOf(points, draws)
      const partner = perfectMatching(points, cost)
      let total = 0
      for (let point = 0; point < points; point++) {
        expect(partner[point]).not.toBe(point)
        expect(partner[partner[point]!]).toBe(point)
        total += cost[point * points + partner[point]!]! / 2
      }
      expect(total).toBeCloseTo(half === 0 ? 0 : leastCost(points, cost), 6)
    }),
    { numRuns: 300 },
  )
})

test('finds the pairs of many points that were drawn close together', () => {
  const points = 60
  const places = Float64Array.from(
    { length: points },
    (_, at) => 100 * (at % 30) + (at < 30 ? 0 : (at * 7) % 11),
  )
  const cost = Float64Array.from({ length: points ** 2 }, (_, at) =>
    Math.abs(places[Math.floor(at / points)]! - places[at % points]!),
  )
  expect(perfectMatching(points, cost)).toEqual(
    Int32Array.from({ length: points }, (_, at) => (at + 30) % 60),
  )
})

test('refuses what cannot be paired', () => {
  expect(() => perfectMatching(3, new Float64Array(9))).toThrow(new RangeError('3 points are an odd number'))
  expect(() => perfectMatching(2, new Float64Array(3))).toThrow(
    new RangeError('2 points need 4 costs, found 3'),
  )
  const message = 'costs must be numbers from 0, found -1'
  expect(() => perfectMatching(2, Float64Array.of(0, -1, -1, 0))).toThrow(new RangeError(message))
  expect(() => perfectMatching(2, Float64Array.of(0, Infinity, 1, 0))).toThrow(RangeError)
})
