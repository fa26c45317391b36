import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../test/property-runs.ts'
import { clipLine, simplerLine, type Line } from './clip-line.ts'

const box = { west: 0, south: 0, east: 100, north: 100 }
const lines = fc
  .array(fc.integer({ min: -150, max: 250 }), { minLength: 4, maxLength: 40 })
  .map((numbers) => numbers.slice(0, numbers.length - (numbers.length % 2)))

const cornersOf = (line: Line): [number, number][] =>
  Array.from({ length: line.length / 2 }, (_, at) => [line[2 * at]!, line[2 * at + 1]!])

/** Points along a line, a hundred to a step. */
const pointsAlong = (line: Line): [number, number][] =>
  cornersOf(line).flatMap(([x, y], at, all) => {
    const [toX, toY] = all[at + 1] ?? [x, y]
    return Array.from({ length: 100 }, (_, share): [number, number] => [
      x + ((toX - x) * share) / 100,
      y + ((toY - y) * share) / 100,
    ])
  })

const distanceTo = (line: Line, [x, y]: [number, number]): number =>
  Math.min(
    ...cornersOf(line)
      .slice(1)
      .map(([toX, toY], at) => {
        const [fromX, fromY] = [line[2 * at]!, line[2 * at + 1]!]
        const square = (toX - fromX) ** 2 + (toY - fromY) ** 2
        const along = ((x - fromX) * (toX - fromX) + (y - fromY) * (toY - fromY)) / (square || 1)
        const share = Math.min(1, Math.max(0, along))
        return Math.hypot(x - fromX - share * (toX - fromX), y - fromY - share * (toY - fromY))
      }),
  )

test('what is clipped lies within the box and on the line, and everything of the line within the box is there', () => {
  fc.assert(
    fc.property(lines, (line) => {
      const pieces = clipLine(line, box)
      for (const piece of pieces)
        for (const point of pointsAlong(piece)) {
          expect(Math.min(...point)).toBeGreaterThan(-1e-6)
          expect(Math.max(...point)).toBeLessThan(100 + 1e-6)
          expect(distanceTo(line, point)).toBeLessThan(1e-6)
        }
      for (const point of pointsAlong(line))
        if (Math.min(...point) > 0.001 && Math.max(...point) < 99.999)
          expect(Math.min(...pieces.map((piece) => distanceTo(piece, point)))).toBeLessThan(1e-6)
    }),
  )
})

test('a line that leaves and comes back is two pieces; one that only touches is none', () => {
  expect(clipLine([50, 50, 150, 50, 150, 80, 50, 80], box)).toEqual([
    [50, 50, 100, 50],
    [100, 80, 50, 80],
  ])
  expect(clipLine([-50, 50, 50, 150], box)).toEqual([])
})

test('a simpler line has corners of the first, its ends, and nothing further away than was allowed', () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 60 }), (line, metres) => {
      const simpler = simplerLine(line, metres)
      expect([simpler.slice(0, 2), simpler.slice(-2)]).toEqual([line.slice(0, 2), line.slice(-2)])
      for (const corner of cornersOf(line))
        expect(distanceTo(simpler, corner)).toBeLessThanOrEqual(metres + 1e-6)
    }),
  )
  expect(simplerLine([0, 0, 10, 1, 20, 0, 30, 40], 2)).toEqual([0, 0, 20, 0, 30, 40])
})
