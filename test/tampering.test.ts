import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellFigure } from './figures.ts'
import { freshLog, type TestLog } from './log.ts'
import { findingsOf, readyLog, tamperings, tryTampering, type Tried } from './tampering.ts'

let ready: TestLog
beforeAll(async () => {
  ready = await readyLog()
  await ready.leave()
})
afterAll(() => ready.drop())

test('a log that nobody touched holds, with its rows, heads and words', async () => {
  const untouched = await freshLog({}, ready)
  expect(await findingsOf(untouched)).toEqual([])
  await untouched.drop()
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
  const one = await tryTampering(ready, tampering)
  tried.push(one)
  expect(one).toMatchObject({ found: true, located: true })
})

test('every kind is another', () => {
  expect(new Set(tamperings.map(({ kind }) => kind)).size).toBe(tamperings.length)
})
