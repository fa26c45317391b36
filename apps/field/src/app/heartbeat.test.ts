import type { Heartbeat } from '@mettrace/protocol/batch/batch'
import { expect, test } from 'vitest'
import { memoryDatabase } from '../../../../test/field/memory-database.ts'
import { afternoon, assignmentOf, homeOf, noAnswerAt, personOf } from '../../../../test/phone-events.ts'
import { openApp } from './app.ts'

const who = (signIn: string) => ({ person: personOf(1), name: 'PC One', signIn })

test('what waits under an earlier PIN is told to the station as not sent', async () => {
  const told: number[] = []
  const memory = memoryDatabase()
  const app = openApp(
    {
      clock: { now: () => afternoon, monotonic: () => 0 },
      random: { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)), fraction: () => 0.5 },
      timers: { after: () => () => undefined },
      locks: { alone: (_, work) => work() },
      network: {
        ask: (question) => {
          if ('body' in question) told.push((question.body as { heartbeat: Heartbeat }).heartbeat.unsent)
          return { reply: Promise.reject(new Error('No network.')), giveUp: () => undefined }
        },
      },
    },
    memory.database,
    { version: '0.1.0' },
  )
  await app.waysIn.enrol(who('first'), '204060')
  app.record(noAnswerAt(homeOf(1)), assignmentOf(1))
  await expect.poll(() => memory.rows('outbox').size).toBe(1)
  expect(app.lock()).toBe(true)

  await app.waysIn.pinBySignIn(who('second'), '777777')
  app.record(noAnswerAt(homeOf(2)), assignmentOf(1))
  await expect.poll(() => told.at(-1)).toBe(2)
  await expect.poll(() => app.open.value?.phone.view().unsent.length).toBe(1)
  app.open.value?.phone.close()
})
