import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../test/database.ts'
import { putKit } from '../../../../test/kits.ts'
import { ledgerPeople, type LedgerPeople } from '../../../../test/ledger-people.ts'
import { signIn } from '../../../../test/signed-in.ts'
import { londonDay } from '../../foundation/days.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import type { Actor, Transaction } from '../../foundation/with-actor.ts'
import { addressOf, type Home } from '../../places/register.ts'
import { traceCode } from '../trace/traces/trace-code.ts'
import type { Holder } from './holders.ts'
import { receiveKits } from './facts.ts'
import { settle, tellLate, type LateFact } from './late-facts.ts'
import { stopKits } from './stop-kits.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
let people: LedgerPeople
let here: Home
let there: Home
beforeAll(async () => {
  people = await ledgerPeople(database, owner)
  ;[here, there] = people.homes.filter(({ bcu }) => bcu === 'North') as [Home, Home]
})

const officerOf = (): Actor => people.of('ward_officer', 'North').person.actor

const lateDelivery = (id: string, serial: string, home: Home): LateFact => ({
  id,
  kind: 'delivered',
  at: new Date(),
  serial,
  from: officerOf().id as Holder,
  to: `home:${home.id}`,
  place: home,
})

const someoneWaits = async (): Promise<boolean> => {
  const { rowCount } = await owner.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return (rowCount ?? 0) > 0
}

/** Runs the second once the first has done its work and holds it; the first ends when the second waits, or has ended. */
const oneBehindTheOther = async (
  first: (held: () => Promise<void>) => Promise<void>,
  second: () => Promise<void>,
): Promise<void> => {
  const [done, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const leading = first(() => {
    done.resolve()
    return release.promise
  })
  await Promise.race([done.promise, leading])
  const following = second()
  const isOver = following.then(() => true)
  while (!(await Promise.race([isOver, sleep(20, false)])) && !(await someoneWaits()));
  release.resolve()
  await Promise.all([leading, following])
}

/** What an officer of North tells of a kit that somebody else gave out; its id. */
const tellDelivery = async (serial: string, home: Home): Promise<string> => {
  const act = uuidv7()
  await database.withActor(officerOf(), 'late', (tx) =>
    tellLate(tx, officerOf().id, lateDelivery(act, serial, home)),
  )
  const { rows } = await owner.query<{ id: string }>(
    'select id from engagement.kit_movement where act = $1 and sequence is null',
    [act],
  )
  return rows[0]!.id
}

const accept = (fact: string): Promise<void> => {
  const { actor } = people.of('sergeant', 'North').person
  return database.withActor(actor, 'settle', (tx) =>
    settle(tx, actor.id, {
      fact,
      act: uuidv7(),
      accepted: true,
      reason: 'the other home has it',
      at: new Date(),
    }),
  )
}

/** Homes that a trace of a code names, and the day that each got the kit. */
const traced = async (code: string): Promise<[string, string][]> => {
  const investigator = (await signIn(database, 'investigator')).actor
  const { homes } = await database.withActor(investigator, 'trace', (tx) =>
    traceCode(tx, code, '2026-02-10', 'a test'),
  )
  return homes.flatMap(({ address, stays }) =>
    stays.map(({ from }) => [address, londonDay(from)] as [string, string]),
  )
}

describe('a story that is accepted', () => {
  test('takes the place of the delivery, whatever happened to the kit at that home since', async () => {
    await putKit(database, 'RECALLED', [
      { at: '2026-02-01', kind: 'received', holder: 'store' },
      { at: '2026-02-02', kind: 'delivered', home: here },
      { at: '2026-02-03', kind: 'registered', home: here },
    ])
    const lead = people.of('programme_lead').person.actor
    await database.withActor(lead, 'recall', (tx) =>
      stopKits(tx, lead.id, {
        id: uuidv7(),
        kind: 'recalled',
        at: new Date(),
        reason: 'caps leak',
        of: { serials: ['RECALLED'] },
      }),
    )
    await accept(await tellDelivery('RECALLED', there))
    const { rows } = await owner.query<{ kind: string }>(
      `select wrong.kind from engagement.kit_movement m join engagement.kit_movement wrong on wrong.id = m.corrects
       join engagement.kit on kit.id = m.kit where kit.serial = 'RECALLED'`,
    )
    expect(rows).toEqual([{ kind: 'delivered' }])
    expect((await traced('RECALLED')).map(([address]) => address)).toEqual([addressOf(there)])
  })
  test('of the home that has the kit leaves its delivery as it was', async () => {
    await putKit(database, 'AGREED', [
      { at: '2026-02-01', kind: 'received', holder: 'store' },
      { at: '2026-02-02', kind: 'delivered', home: here },
    ])
    await accept(await tellDelivery('AGREED', here))
    expect(await traced('AGREED')).toEqual([[addressOf(here), '2026-02-02']])
  })
})

test('a story that reached us before its kit is accepted once the kit is there', async () => {
  const fact = await tellDelivery('TOLDFIRST', there)
  await putKit(database, 'TOLDFIRST', [{ at: '2026-02-01', kind: 'received', holder: 'store' }])
  const lead = people.of('programme_lead').person.actor
  await database.withActor(lead, 'settle', (tx) =>
    settle(tx, lead.id, {
      fact,
      act: uuidv7(),
      accepted: true,
      reason: 'its file came late',
      at: new Date(),
    }),
  )
  const { rows } = await owner.query<{ holder: string; disputed: number }>(
    `select holder, disputed from engagement.kit_position where serial = 'TOLDFIRST'`,
  )
  expect(rows).toEqual([{ holder: `home:${there.id}`, disputed: 0 }])
})

test('a story that is told while its kit is received is disputed, whichever comes first', async () => {
  const store = people.of('store_keeper').person.actor
  for (const first of ['told', 'received'] as const) {
    const { box, ids } = await people.announce(1)
    const serial = [...ids.keys()][0]!
    const works = {
      told: (tx: Transaction) => tellLate(tx, officerOf().id, lateDelivery(uuidv7(), serial, here)),
      received: (tx: Transaction) =>
        receiveKits(tx, store.id, { id: uuidv7(), at: new Date(), kits: { box } }),
    }
    const [leading, following] =
      first === 'told' ? (['told', 'received'] as const) : (['received', 'told'] as const)
    const by = { told: officerOf(), received: store }
    await oneBehindTheOther(
      (held) =>
        database.withActor(by[leading], 'a race', async (tx) => {
          await works[leading](tx)
          await held()
        }),
      () => database.withActor(by[following], 'a race', async (tx) => void (await works[following](tx))),
    )
    const { rows } = await owner.query<{ disputed: number }>(
      'select disputed from engagement.kit_position where serial = $1',
      [serial],
    )
    expect([first, rows]).toEqual([first, [{ disputed: 1 }]])
  }
})
