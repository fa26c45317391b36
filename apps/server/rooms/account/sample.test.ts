import { expect, test } from 'vitest'
import { sampledPlaces } from './sample.ts'

const root = new Uint8Array(32).fill(5)

test('places are those of the head, each once, and all of them where there are few', () => {
  const places = sampledPlaces(root, 100_000, 20)
  expect(places).toHaveLength(20)
  expect(new Set(places).size).toBe(20)
  expect(places.every((place) => place >= 0 && place < 100_000)).toBe(true)
  expect(sampledPlaces(root, 100_000, 20)).toEqual(places)
  expect(sampledPlaces(new Uint8Array(32), 100_000, 20)).not.toEqual(places)
  expect(sampledPlaces(root, 3, 20).toSorted()).toEqual([0, 1, 2])
  expect(sampledPlaces(root, 0, 20)).toEqual([])
})

test('places are spread evenly', () => {
  const tenths = Array.from({ length: 10 }, () => 0)
  for (const place of sampledPlaces(root, 1_000_000, 5000)) {
    const tenth = Math.floor(place / 100_000)
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
  }
  // Chi-squared with 9 degrees of freedom; 27.9 is its 0.999 quantile. The draw is fixed, so it cannot waver.
  const chiSquared = tenths.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0)
  expect(chiSquared).toBeLessThan(27.9)
})
