import { expect, test } from 'vitest'
import { batchAnswer, heartbeat } from './batch.ts'

test.each(['works', 'full', 'not-tried'])('a phone says of its storage: %s', (storage) => {
  expect(heartbeat.parse({ unsent: 1, setAside: 0, storage })).toEqual({ unsent: 1, setAside: 0, storage })
})

test.each([
  ['', false],
  ['a', true],
  ['a'.repeat(40), true],
  ['a'.repeat(41), false],
])('an epoch has between one and forty characters: %j', (epoch, isRead) => {
  const answered = { epoch, serverTime: '2026-11-30T12:00:00.000Z', answers: [] }
  expect(batchAnswer.safeParse(answered).success).toBe(isRead)
})
