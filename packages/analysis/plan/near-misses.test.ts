import { expect, test } from 'vitest'
import { nearMisses, ranksByRate } from './near-misses.ts'

test('ranks run by rate, equal rates share a place, areas without homes have none', () => {
  const expected = Float64Array.of(10, 4, 8, 1, 20)
  const homes = Float64Array.of(100, 20, 80, 0, 100)
  expect([...ranksByRate(expected, homes)]).toEqual([3, 1, 3, 0, 1])
})

test('near misses are the best by kit that were not chosen', () => {
  const expected = Float64Array.of(9, 8, 7, 6, 0, 5)
  const kits = Float64Array.of(10, 10, 10, 0, 10, 5)
  expect(nearMisses(expected, kits, [0], [], 2)).toEqual([5, 1])
  expect(nearMisses(expected, kits, [0], [5], 9)).toEqual([1, 2])
})
