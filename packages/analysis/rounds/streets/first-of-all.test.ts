import { expect, test } from 'vitest'
import type { Stop } from './faces.ts'
import { firstOfAll } from './first-of-all.ts'

/** Doors along one street, a minute from each to the next. */
const stopAt = (along: number, ...homes: number[]): Stop => ({
  spot: { link: 0, side: 0, along },
  homes,
  minutes: 6,
})
const way: Parameters<typeof firstOfAll>[2] = (from, to) => {
  const metres = Math.abs(from.along - to.along)
  return { metres, crossings: 0, minutes: metres }
}
const street = [0, 1, 2, 3, 4, 5].map((home) => stopAt(home, home))
const walked = (...first: number[]): number[] =>
  firstOfAll(street, (home) => first.includes(home), way).flatMap(({ homes }) => homes)

test('homes that come first are walked first, whichever way round is shorter', () => {
  expect(walked()).toEqual([0, 1, 2, 3, 4, 5])
  expect(walked(0)).toEqual([0, 1, 2, 3, 4, 5])
  // From the end: 5 and 4, then down the street.
  expect(walked(4, 5)).toEqual([5, 4, 3, 2, 1, 0])
  // 1 + 2 + 1 + 3 + 1 = 8 minutes, as the same mirrored; 2, 3, 0, 1, 4, 5 would be 9.
  expect(walked(2, 3)).toEqual([2, 3, 5, 4, 1, 0])
})

test('flats behind one entrance come first together, and every home is walked once', () => {
  const stops = [stopAt(0, 0), stopAt(1, 1, 2, 3), stopAt(2, 4)]
  expect(firstOfAll(stops, (home) => home === 2, way).flatMap(({ homes }) => homes)).toEqual([1, 2, 3, 0, 4])
})
