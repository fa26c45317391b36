import { beforeEach, expect, test } from 'vitest'
import { memoryDatabase, type Memory } from '../../../../test/field/memory-database.ts'
import { afternoon, homeOf, noAnswerAt, personOf } from '../../../../test/phone-events.ts'
import { openApp, type App } from './app.ts'
import { idleAfter } from './idle.ts'

let now = afternoon
let memory: Memory
let app: App

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1))
}

/** The time passes, and the clock that ticks once a second notices. */
const leaveAlone = async (milliseconds: number): Promise<void> => {
  now += milliseconds
  app.refresh()
  await settle()
}

beforeEach(async () => {
  now = afternoon
  memory = memoryDatabase()
  app = openApp(
    {
      clock: { now: () => now, monotonic: () => now - afternoon },
      random: { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)), fraction: () => 0.5 },
      timers: {
        after: (milliseconds, work) => {
          const timer = setTimeout(work, milliseconds)
          return () => clearTimeout(timer)
        },
      },
      locks: { alone: (_, work) => work() },
      network: { ask: () => ({ reply: Promise.reject(new Error('No network.')), giveUp: () => undefined }) },
    },
    memory.database,
    { version: '0.1.0' },
  )
  await app.waysIn.enrol({ person: personOf(1), name: 'PCSO R. Hartwell', signIn: 'first' }, '204060')
  return () => app.open.value?.phone.close()
})

const isLocked = (): boolean => app.open.value === null

test('a phone that nobody touches locks itself, and opens again where it was', async () => {
  await leaveAlone(idleAfter - 1000)
  app.touched()
  await leaveAlone(idleAfter - 1000)
  expect(isLocked()).toBe(false)
  app.screen.value = { name: 'kits' }
  await leaveAlone(1000)
  expect(isLocked()).toBe(true)
  expect(app.notices.value.has('locked-itself')).toBe(true)
  await app.waysIn.unlock(personOf(1), '204060')
  expect(app.screen.value).toEqual({ name: 'kits' })
  expect(app.notices.value.has('locked-itself')).toBe(false)
})

test('a touch after the time locks it as the clock would have done', () => {
  now += idleAfter
  app.touched()
  expect(isLocked()).toBe(true)
})

test('what is in memory alone keeps the phone open until it is saved', async () => {
  memory.full = true
  app.record(noAnswerAt(homeOf(1)), null)
  await settle()
  await leaveAlone(idleAfter)
  expect(isLocked()).toBe(false)
  expect(app.view.value?.unsaved).toHaveLength(1)
  memory.full = false
  await expect
    .poll(async () => {
      await leaveAlone(1000)
      return isLocked()
    })
    .toBe(true)
})

test('words of an open form that could not be sealed keep it open; those of a form that was left do not', async () => {
  app.screen.value = { name: 'safety', home: homeOf(1) }
  memory.full = true
  await app.open.value!.drafts.keep('safety', { note: 'Two dogs.' }).catch(() => undefined)
  await leaveAlone(idleAfter)
  expect(isLocked()).toBe(false)
  app.screen.value = { name: 'today' }
  await leaveAlone(1000)
  expect(isLocked()).toBe(true)
})

test('words that found no room are sealed once there is some, and the phone locks itself', async () => {
  app.screen.value = { name: 'safety', home: homeOf(1) }
  memory.full = true
  await app.open.value!.drafts.keep('safety', { note: 'Two dogs.' }).catch(() => undefined)
  await leaveAlone(idleAfter)
  expect(isLocked()).toBe(false)
  memory.full = false
  await expect
    .poll(async () => {
      await leaveAlone(5000)
      return isLocked()
    })
    .toBe(true)
})

test('an outcome that waits for a reason is recorded before the phone locks itself', async () => {
  const said: string[] = []
  app.screen.value = { name: 'far', home: homeOf(1) }
  app.far.value = {
    home: homeOf(1),
    metres: 140,
    accuracy: 12,
    words: '1: no answer',
    record: (reason) => void said.push(reason),
  }
  await leaveAlone(idleAfter)
  expect(said).toEqual(['not-said'])
  expect(isLocked()).toBe(true)
})
