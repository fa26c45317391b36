import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actionableRepeats } from './actionable-repeats.ts'

const options = { withinMetres: 200, withinDays: 7, leadDays: 1, metric: 'euclidean' as const }
const events = (rows: readonly (readonly [x: number, day: number, dayTo?: number])[]) => ({
  x: Float64Array.from(rows, ([x]) => x),
  y: new Float64Array(rows.length),
  day: Float64Array.from(rows, ([, day]) => day),
  dayTo: Float64Array.from(rows, ([, day, dayTo]) => dayTo ?? day),
})

test('an event counts once if an earlier one lies within the distance and the days', () => {
  // At 0 m on days 0, 3 and 4; the same day as the first; on day 7 from day 0 only; 200 m away; without a date.
  const found = actionableRepeats(
    events([
      [0, 0],
      [0, 3],
      [0, 4],
      [50, 0],
      [200, 1],
      [0, NaN],
    ]),
    options,
  )
  // Days 3 and 4 follow day 0; 200 m is outside the half-open band of the first but within 150 m of the fourth.
  expect(found).toEqual({ n: 5, missingDates: 1, repeats: 3, share: 0.6 })
})

test('the windows are half-open, and nobody can act on the same day', () => {
  expect(
    actionableRepeats(
      events([
        [0, 0],
        [200, 1],
      ]),
      options,
    ).repeats,
  ).toBe(0)
  expect(
    actionableRepeats(
      events([
        [0, 0],
        [0, 7],
      ]),
      options,
    ).repeats,
  ).toBe(0)
  expect(
    actionableRepeats(
      events([
        [0, 0],
        [0, 6],
      ]),
      options,
    ).repeats,
  ).toBe(1)
  expect(
    actionableRepeats(
      events([
        [0, 0],
        [0, 0],
      ]),
      options,
    ).repeats,
  ).toBe(0)
  expect(
    actionableRepeats(
      events([
        [0, 0],
        [0, 1],
      ]),
      { ...options, leadDays: 2 },
    ).repeats,
  ).toBe(0)
})

test('a range of days counts only where every day in it makes a repeat', () => {
  expect(
    actionableRepeats(
      events([
        [0, 0, 2],
        [0, 3, 5],
      ]),
      options,
    ).repeats,
  ).toBe(1)
  expect(
    actionableRepeats(
      events([
        [0, 0, 3],
        [0, 3, 5],
      ]),
      options,
    ).repeats,
  ).toBe(0)
  expect(
    actionableRepeats(
      events([
        [0, 0, 2],
        [0, 3, 7],
      ]),
      options,
    ).repeats,
  ).toBe(0)
})

test('no events, no share; impossible limits are refused', () => {
  expect(actionableRepeats(events([]), options).share).toBeNull()
  expect(() => actionableRepeats(events([]), { ...options, withinMetres: 0 })).toThrow('above 0 m')
  expect(() => actionableRepeats(events([]), { ...options, leadDays: 0 })).toThrow('1 day or more')
  expect(() => actionableRepeats(events([]), { ...options, withinDays: 1 })).toThrow('1 day or more')
})

test('agrees with looking at every pair', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 30 }))
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const repeats = rows.filter(([x, day]) =>
        rows.some(([at, when]) => Math.abs(x - at) < 200 && day - when >= 1 && day - when < 7),
      )
      expect(actionableRepeats(events(rows), options).repeats).toBe(repeats.length)
    }),
  )
})
