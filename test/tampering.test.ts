import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellFigure } from './figures.ts'
import type { TestLog } from './log.ts'
import { findingsOf, readyLog, tamperings, tryTampering, type Tried } from './tampering.ts'

let untouched: TestLog
beforeAll(async () => {
  untouched = await readyLog()
})
afterAll(() => untouched.drop())

test('a log that nobody touched holds, with its rows, heads and words', async () => {
  expect(await findingsOf(untouched)).toEqual([])
})

const tried: Tried[] = []
afterAll(() =>
  tellFigure('Tampering with database and published log', {
    kinds: tried.length,
    found: tried.filter(({ found }) => found).length,
    located: tried.filter(({ located }) => located).length,
  }),
)

test.each(tamperings)('$kind: it is found, and located', async (tampering) => {
  const one = await tryTampering(tampering)
  tried.push(one)
  expect(one).toMatchObject({ found: true, located: true })
})

test('every kind is another', () => {
  expect(new Set(tamperings.map(({ kind }) => kind)).size).toBe(tamperings.length)
})
