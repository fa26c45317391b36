import { expect, test } from 'vitest'
import { mustTouch, whyOver } from './session-rules.ts'

const minute = 60_000
const session = { seenAt: 0, endsAt: 720 * minute, idleSeconds: 30 * 60, ended: false }

test.each([
  [0, undefined],
  [30 * minute - 1, undefined],
  [30 * minute, 'idle'],
  [720 * minute, 'old'],
])('%d milliseconds after it was last used', (now, why) => {
  expect(whyOver(session, now)).toBe(why)
})

test('use puts off the idle limit, never the other', () => {
  expect(whyOver({ ...session, seenAt: 719 * minute }, 720 * minute - 1)).toBeUndefined()
  expect(whyOver({ ...session, seenAt: 719 * minute }, 720 * minute)).toBe('old')
})

test('what was ended is over at once', () => {
  expect(whyOver({ ...session, ended: true }, 1)).toBe('ended')
})

test('use is written down once a minute, and more often where the limit is short', () => {
  expect(mustTouch(session, minute - 1)).toBe(false)
  expect(mustTouch(session, minute)).toBe(true)
  expect(mustTouch({ ...session, idleSeconds: 60 }, 15_000)).toBe(true)
})
