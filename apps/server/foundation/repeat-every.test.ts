import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { repeatEvery } from './repeat-every.ts'

test('what fails is told and done again, and nothing is done once it is stopped', async () => {
  const faults: unknown[] = []
  let times = 0
  const { promise: thrice, resolve } = Promise.withResolvers<void>()
  const { stop } = repeatEvery(
    1,
    async () => {
      times++
      if (times === 1) throw new Error('the first')
      if (times === 3) resolve()
    },
    (error) => faults.push(error),
  )
  await thrice
  await stop()
  const after = times
  await sleep(20)
  expect(times).toBe(after)
  expect(faults.map(String)).toEqual(['Error: the first'])
})

test('stopping ends a long pause at once and waits for what is being done, which is told to end', async () => {
  const begun = Promise.withResolvers<void>()
  let ended = false
  const { stop } = repeatEvery(
    3_600_000,
    async (ending) => {
      begun.resolve()
      await new Promise((resolve) => ending.addEventListener('abort', resolve, { once: true }))
      await sleep(5)
      ended = true
    },
    (error) => {
      throw error
    },
  )
  await begun.promise
  await stop()
  expect(ended).toBe(true)
})
