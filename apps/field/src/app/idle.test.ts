import { expect, test } from 'vitest'
import { idleAfter, openIdle } from './idle.ts'

test('a phone is idle by whichever clock has gone further, until it is touched', () => {
  let wall = 1_000_000
  let monotonic = 0
  const idle = openIdle({ now: () => wall, monotonic: () => monotonic })
  const after = (milliseconds: number, run = milliseconds) => {
    wall += milliseconds
    monotonic += run
    return idle.isOver()
  }
  expect(after(idleAfter - 1)).toBe(false)
  expect(after(1)).toBe(true)
  idle.touch()
  expect(idle.isOver()).toBe(false)
  // The wall clock is put back by a day; the phone sleeps, and its other clock with it.
  expect(after(-86_400_000, idleAfter)).toBe(true)
  idle.touch()
  expect(after(idleAfter, 0)).toBe(true)
})
