import { expect, test } from 'vitest'
import { deviceOf, homeOf, personOf } from '../../../test/phone-events.ts'
import { batchAnswer, batchRequest, heartbeat } from './batch.ts'

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

test('homes that were opened may be told, by day; a phone that tells none is read as ever', () => {
  const asking = {
    device: deviceOf(1),
    person: personOf(1),
    epoch: null,
    app: '0.1.0',
    sentAt: '2026-11-30T12:00:00.000Z',
    run: 1,
    monotonic: 0,
    heartbeat: { unsent: 0, setAside: 0, storage: 'works' },
    events: [],
  }
  const isRead = (looked?: unknown): boolean =>
    batchRequest.safeParse({ ...asking, ...(looked !== undefined && { looked }) }).success
  expect([isRead(), isRead([{ day: '2026-11-30', homes: [homeOf(1)] }])]).toEqual([true, true])
  expect(isRead([{ day: '2026-11-30', homes: [] }])).toBe(false)
  expect(isRead([{ day: '2026-11-30T09:12', homes: [homeOf(1)] }])).toBe(false)
})
