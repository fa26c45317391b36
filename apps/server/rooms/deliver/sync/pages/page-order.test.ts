import { expect, test } from 'vitest'
import { testDatabase } from '../../../../../../test/database.ts'
import { noAnswerAt } from '../../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt, type Walker } from '../../../../../../test/phone-town.ts'
import type { Database } from '../../../../foundation/database.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import { makeAssignment } from '../assignments/make-assignment.ts'
import { takeBatch } from '../judge/take-batch.ts'
import { meetPhone } from '../phones/phones.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
const heartbeat = { unsent: 0, setAside: 0, storage: 'works' } as const
for (const { mover, device } of [khan, reid])
  await database.withActor(mover.person.actor, 'a phone of a test', (tx) =>
    meetPhone(tx, { device, heartbeat, app: null }, receivedAt),
  )

/** A database whose transaction stops before its visits, or before its end, until it is let go. */
const stopping = (before: 'insert into engagement.visit' | 'commit') => {
  const [stopped, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const stop = (): Promise<void> => {
    stopped.resolve()
    return released.promise
  }
  const actOften: Database['actOften'] = (actor, purpose, work) =>
    database.actOften(actor, purpose, async (tx) => {
      const query = async (text: string, values: unknown[]): Promise<unknown> => {
        if (text.includes(before)) await stop()
        return tx.query(text, values)
      }
      const done = await work({ ...tx, query: query as Transaction['query'] })
      if (before === 'commit') await stop()
      return done
    })
  return { database: { ...database, actOften }, stopped: stopped.promise, release: released.resolve }
}

let sequence = 0
const visit = (walker: Walker, by: Database = database) => {
  const event = walker.event(++sequence, noAnswerAt(khan.homes[0]!))
  return takeBatch(by, walker.mover.person.actor, batchOf(walker, [event]), receivedAt)
}

/** Waits until some transaction here waits for another. */
const somebodyWaits = async (): Promise<void> => {
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  while ((await owner.query(waiting)).rows.length === 0);
}

/** What the page of an assignment holds of the home in the end. */
const told = async (assignment: string): Promise<unknown> => {
  const { rows } = await owner.query<{ data: unknown }>(
    `select data from engagement.page_change where page = $1 and id = $2 order by epoch desc, xid desc, place desc limit 1`,
    [`${assignment}/outcomes`, khan.homes[0]],
  )
  return rows[0]?.data
}
const triesTold = async (): Promise<unknown[]> => [await told(khan.assignment), await told(reid.assignment)]

test('two at one door at once: the page counts both, whoever ends first', async () => {
  const first = stopping('commit')
  const one = visit(khan, first.database)
  await first.stopped
  const other = visit(reid)
  await Promise.race([other, somebodyWaits()])
  first.release()
  await Promise.all([one, other])
  expect(await triesTold()).toMatchObject([{ tries: 2 }, { tries: 2 }])
})

test('what is written later is read later, also where its transaction began earlier', async () => {
  const first = stopping('insert into engagement.visit')
  const one = visit(khan, first.database)
  await first.stopped
  await visit(reid)
  first.release()
  await one
  expect(await triesTold()).toMatchObject([{ tries: 4 }, { tries: 4 }])
})

test('who gets an assignment while somebody is at a door of it is told of that visit', async () => {
  const first = stopping('commit')
  const one = visit(khan, first.database)
  await first.stopped
  const { actor } = town.people.of('sergeant', 'North').person
  const id = uuidv7()
  const made = database.withActor(actor, 'a round of a test', (tx) =>
    makeAssignment(tx, actor.id, {
      id,
      person: reid.person,
      name: 'Another round',
      ward: 'W1',
      streets: ['W1 Street'],
      fromDay: '2026-11-01',
      untilDay: null,
    }),
  )
  await Promise.race([made, somebodyWaits()])
  first.release()
  await Promise.all([one, made])
  expect(await told(id)).toMatchObject({ tries: 5 })
})
