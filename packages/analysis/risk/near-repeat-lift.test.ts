import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { liftAt, nearRepeatLift } from './near-repeat-lift.ts'

const bands = { distances: [0, 100, 300], days: [0, 7, 21] }

describe('nearRepeatLift', () => {
  it('counts pairs and expects row × column / all, as a plain double loop does', () => {
    const point = fc.tuple(
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 0, max: 60 }),
    )
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), (points) => {
        const lift = nearRepeatLift(
          {
            eastings: points.map((p) => p[0]),
            northings: points.map((p) => p[1]),
            days: points.map((p) => p[2]),
          },
          bands,
        )
        const observed = [0, 0, 0, 0]
        const space = [0, 0]
        const time = [0, 0]
        for (let i = 0; i < points.length; i++)
          for (let j = 0; j < i; j++) {
            const metres = Math.hypot(points[i]![0] - points[j]![0], points[i]![1] - points[j]![1])
            const days = Math.abs(points[i]![2] - points[j]![2])
            const row = metres < 100 ? 0 : metres < 300 ? 1 : -1
            const column = days < 7 ? 0 : days < 21 ? 1 : -1
            if (row >= 0) space[row]! += 1
            if (column >= 0) time[column]! += 1
            if (row >= 0 && column >= 0) observed[row * 2 + column]! += 1
          }
        const all = Math.max(1, (points.length * (points.length - 1)) / 2)
        expect([...lift.observed]).toEqual(observed)
        lift.expected.forEach((value, cell) =>
          expect(value).toBeCloseTo((space[cell >> 1]! * time[cell % 2]!) / all, 9),
        )
        for (const ratio of lift.ratio) expect(ratio).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  it('finds planted repeats, and raises risk only near, and only after', () => {
    const eastings: number[] = []
    const northings: number[] = []
    const days: number[] = []
    for (let k = 0; k < 300; k++) {
      // A thinly scattered burglary and, for every other one, a repeat next door three days later.
      const place = [((k * 7919) % 20_011) * 2, ((k * 104_729) % 20_011) * 2] as const
      const day = (k * 37) % 365
      for (const repeat of k % 2 === 0 ? [0, 1] : [0]) {
        eastings.push(place[0] + 20 * repeat)
        northings.push(place[1])
        days.push(day + 3 * repeat)
      }
    }
    const lift = nearRepeatLift({ eastings, northings, days }, bands)
    expect(lift.ratio[0]).toBeGreaterThan(4)
    expect(lift.ratio[3]).toBeLessThan(1.5)
    const recent = { eastings: [0, 0], northings: [0, 0], days: [100, 110] }
    const sites = { eastings: [50, 2000], northings: [0, 0] }
    expect(liftAt(lift, sites, recent, 104)[0]).toBeCloseTo(lift.ratio[0]!, 12)
    expect(liftAt(lift, sites, recent, 104)[1]).toBe(1)
    expect(liftAt(lift, sites, recent, 100)[0]).toBe(1)
    expect(liftAt(lift, sites, recent, 112)[0]).toBeCloseTo(lift.ratio[0]! + lift.ratio[1]! - 1, 12)
  })

  it('refuses bands that do not ascend from 0', () => {
    const none = { eastings: [], northings: [], days: [] }
    expect(() => nearRepeatLift(none, { distances: [10, 20], days: [0, 7] })).toThrow(RangeError)
    expect(nearRepeatLift(none).ratio.every((ratio) => ratio === 1)).toBe(true)
  })
})
