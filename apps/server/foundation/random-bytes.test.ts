import { expect, test } from 'vitest'
import { someRandomBytes } from './random-bytes.ts'

test('bytes of any length are given once: none is like another, nor all alike', () => {
  const given = Array.from({ length: 5000 }, (_, at) => someRandomBytes(10 + (at % 7)))
  expect(new Set(given.map((bytes) => bytes.toString('hex'))).size).toBe(given.length)
  expect(given.map(({ length }) => length)).toEqual(given.map((_, at) => 10 + (at % 7)))
  // What was given is not changed by what is asked for later.
  const [first] = given.map((bytes) => bytes.toString('hex'))
  for (let at = 0; at < 1000; at++) someRandomBytes(16)
  expect(given[0]?.toString('hex')).toBe(first)
  const bits = given
    .flatMap((bytes) => [...bytes])
    .reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
  const all = 8 * given.reduce((sum, { length }) => sum + length, 0)
  expect(bits / all).toBeCloseTo(0.5, 1)
})
