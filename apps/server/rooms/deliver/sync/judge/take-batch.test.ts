import { describe, expect, test } from 'vitest'
import type { Answer } from '@mettrace/protocol/batch/batch'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import type { Fact } from '@mettrace/protocol/events/facts'
import { padOfCards } from '@mettrace/protocol/codes/left-card'
import type { TransferId } from '@mettrace/protocol/words/values'
import { testDatabase } from '../../../../../../test/database.ts'
import { deliveredAt, noAnswerAt } from '../../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt, type Walker } from '../../../../../../test/phone-town.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import { meetPhone } from '../phones/phones.ts'
import { takeBatch } from './take-batch.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers

const heartbeat = { unsent: 0, setAside: 0, storage: 'works' } as const

/** A walker with an empty store: another phone, whose order begins anew. */
const withNewPhone = async (walker: Walker): Promise<Walker> => {
  const device = uuidv7() as Walker['device']
  const { actor } = walker.mover.person
  await database.withActor(actor, 'a phone of a test', (tx) =>
    meetPhone(tx, { device, heartbeat, app: null }, receivedAt),
  )
  return {
    ...walker,
    device,
    event: (sequence, fact, other) => walker.event(sequence, fact, { device, ...other }),
  }
}

const send = (walker: Walker, events: readonly PhoneEvent[]): Promise<Answer[]> =>
  takeBatch(database, walker.mover.person.actor, batchOf(walker, events), receivedAt)
const told = (answers: readonly Answer[]): string[] =>
  answers.map((each) => (each.answer === 'set-aside' ? each.reason : each.answer))
const count = async (table: string, where = 'true', values: unknown[] = []): Promise<number> => {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::int4 as count from engagement.${table} where ${where}`,
    values,
  )
  return rows[0]!.count
}
const eventsOf = ({ device }: Walker): Promise<number> => count('phone_event', 'phone = $1', [device])
const fifty = (walker: Walker): PhoneEvent[] =>
  Array.from({ length: 50 }, (_, at) => walker.event(at + 1, noAnswerAt(walker.homes[at % 4]!)))
const holderOf = async (serial: string): Promise<string | undefined> => {
  const { rows } = await owner.query<{ holder: string }>(
    'select holder from engagement.kit_position where serial = $1',
    [serial],
  )
  return rows[0]?.holder
}

describe('a batch', () => {
  test('is taken once, answered alike again, and stays as it came, unreadable without its key (C10)', async () => {
    const phone = await withNewPhone(khan)
    const events = fifty(phone)
    expect(new Set(told(await send(phone, events)))).toEqual(new Set(['accepted']))
    expect(new Set(told(await send(phone, events)))).toEqual(new Set(['duplicate']))
    expect(await eventsOf(phone)).toBe(50)
    expect(await count('visit', 'event = any ($1::uuid[])', [events.map(({ id }) => id)])).toBe(50)
    const { rows } = await owner.query<{ body: Buffer }>(
      'select body from engagement.phone_event where phone = $1',
      [phone.device],
    )
    expect(rows.some(({ body }) => body.includes('no-answer'))).toBe(false)
  })

  test('five times at once, over five connections: fifty rows, each answered accepted or duplicate (C11)', async () => {
    const phone = await withNewPhone(khan)
    const events = fifty(phone)
    const all = await Promise.all(Array.from({ length: 5 }, () => send(phone, events)))
    expect(await eventsOf(phone)).toBe(50)
    expect(all.map((answers) => answers.length)).toEqual([50, 50, 50, 50, 50])
    const answers = all.flatMap(told)
    expect(answers.filter((each) => each === 'accepted')).toHaveLength(50)
    expect(answers.filter((each) => each === 'duplicate')).toHaveLength(200)
  })

  test('with one bad event: 49 are taken, it is set aside and told again alike (C13)', async () => {
    const phone = await withNewPhone(khan)
    const events = fifty(phone)
    events[6] = phone.event(7, noAnswerAt(town.stranger.homes[0]!))
    const first = await send(phone, events)
    expect(told(first).filter((each) => each === 'accepted')).toHaveLength(49)
    expect(told(first)[6]).toBe('unknown-home')
    expect((await send(phone, events))[6]).toEqual(first[6])
    expect(await eventsOf(phone)).toBe(50)
  })

  test('with a time that no calendar has: all are taken, that one as of when it came in', async () => {
    const phone = await withNewPhone(khan)
    const events = fifty(phone)
    const clock = { run: 1, monotonic: 0, offset: Number.MIN_SAFE_INTEGER }
    events[6] = phone.event(7, noAnswerAt(phone.homes[0]!), { clock })
    expect(new Set(told(await send(phone, events)))).toEqual(new Set(['accepted']))
    expect(await count('visit', 'event = $1 and at = $2', [events[6]!.id, receivedAt])).toBe(1)
  })

  test('with one that the database alone refuses is taken apart: it alone is set aside (C13)', async () => {
    const phone = await withNewPhone(khan)
    const [kit] = await town.kitsOf(phone, 1)
    const events = fifty(phone)
    // Before the kit came into these hands: the rules do not know when it did, the ledger does.
    const early = { occurredAt: '2026-11-10T10:00:00.000Z' as PhoneEvent['occurredAt'] }
    events[6] = phone.event(7, deliveredAt(phone.homes[0]!, kit!), early)
    const answers = await send(phone, events)
    expect(told(answers)[6]).toBe('kit-elsewhere')
    expect(told(answers).filter((each) => each === 'accepted')).toHaveLength(49)
    expect(await eventsOf(phone)).toBe(50)
    expect(await holderOf(kit!)).toBe(`person:${phone.person}`)
    expect(new Set(told(await send(phone, events)))).toEqual(new Set(['duplicate', 'kit-elsewhere']))
  })

  test('whose connection dies half way leaves nothing, and is taken whole when it is sent again (C23)', async () => {
    const phone = await withNewPhone(khan)
    const events = fifty(phone)
    // Holds the batch in the middle of its writing, then ends its connection.
    await owner.query('begin')
    await owner.query('lock table engagement.visit in access exclusive mode')
    const sent = send(phone, events).then(told, (error: unknown) => (error as { code: string }).code)
    const waiting = `select pid from pg_locks where relation = 'engagement.visit'::regclass and not granted`
    let pid: number | undefined
    while (pid === undefined) pid = (await owner.query<{ pid: number }>(waiting)).rows[0]?.pid
    await owner.query('select pg_terminate_backend($1)', [pid])
    await owner.query('rollback')
    expect(await sent).toBe('database_silent')
    expect(await eventsOf(phone)).toBe(0)
    expect(new Set(told(await send(phone, events)))).toEqual(new Set(['accepted']))
    expect(await eventsOf(phone)).toBe(50)
  })
})

describe('keys decide what two do at once', () => {
  test('one card left by two officers at the same moment is left once', async () => {
    const [one, other] = [await withNewPhone(khan), await withNewPhone(reid)]
    for (const card of padOfCards(100, 5)) {
      const left = (home: Walker['homes'][0]): Fact => ({ kind: 'no-answer', home, position: null, card })
      const sequence = Number(await eventsOf(one)) + 1
      const answers = await Promise.all([
        send(one, [one.event(sequence, left(one.homes[0]!))]),
        send(other, [other.event(sequence, left(other.homes[1]!))]),
      ])
      expect(answers.flatMap(told).toSorted()).toEqual(['accepted', 'card-used'])
    }
  })

  test('one event undone twice at the same moment is undone once', async () => {
    const phone = await withNewPhone(khan)
    const first = phone.event(1, noAnswerAt(phone.homes[0]!))
    await send(phone, [first])
    const undo: Fact = { kind: 'undo', of: first.id }
    const answers = await Promise.all([
      send(phone, [phone.event(2, undo)]),
      send(phone, [phone.event(3, undo)]),
    ])
    expect(answers.flatMap(told).toSorted()).toEqual(['accepted', 'undone-before'])
    expect(await count('event_turn', 'event = $1', [first.id])).toBe(1)
  })

  test('one place in a phone’s order, taken by two people who share it: the second is set aside', async () => {
    const phone = await withNewPhone(khan)
    const shared = { ...reid, device: phone.device }
    expect(told(await send(phone, [phone.event(1, noAnswerAt(phone.homes[0]!))]))).toEqual(['accepted'])
    const theirs = reid.event(1, noAnswerAt(reid.homes[0]!), { device: phone.device })
    expect(told(await send(shared, [theirs]))).toEqual(['same-sequence'])
    expect(told(await send(shared, [theirs]))).toEqual(['same-sequence'])
    // An id that is somebody else's is kept as a clash, and their event stays as it is.
    const clash = reid.event(2, noAnswerAt(reid.homes[0]!), { device: phone.device, id: theirs.id })
    const mine = phone.event(3, noAnswerAt(phone.homes[0]!), { id: clash.id })
    expect(told(await send(phone, [mine]))).toEqual(['same-id'])
    expect(await count('phone_clash', 'event = $1', [clash.id])).toBe(1)
  })
})

describe('kits', () => {
  test('are accepted, delivered, given back by an undo, returned and lost, as the ledger has them', async () => {
    const phone = await withNewPhone(khan)
    const { transfer, serials } = await town.kitsTo(phone, 4)
    const [one, two, three, four] = serials
    const kits = (...some: typeof serials) => some.map((kit) => ({ kit, recorded: 'list' as const }))
    const delivered = phone.event(2, deliveredAt(phone.homes[0]!, one!))
    const elsewhere = phone.event(3, deliveredAt(phone.homes[1]!, two!))
    const undone = phone.event(4, { kind: 'undo', of: elsewhere.id })
    const answers = await send(phone, [
      phone.event(1, {
        kind: 'kits-accepted',
        transfer: transfer as TransferId,
        kits: kits(one!, two!, three!, four!),
      }),
      delivered,
      elsewhere,
      undone,
      phone.event(5, { kind: 'kits-returned', kits: kits(three!) }),
      phone.event(6, {
        kind: 'kits-lost',
        what: 'lost',
        kits: kits(four!),
        reason: 'Out of the bag',
        second: reid.person,
      }),
    ])
    expect(told(answers)).toEqual(Array.from({ length: 6 }, () => 'accepted'))
    expect(await holderOf(one!)).toBe(`home:${phone.homes[0]}`)
    expect(await holderOf(two!)).toBe(`person:${phone.person}`)
    expect(await holderOf(three!)).toMatch(/^transit:/)
    expect(await holderOf(four!)).toBe('gone:lost')
    // And the undo of the undo, in a batch of its own.
    expect(told(await send(phone, [phone.event(7, { kind: 'undo', of: undone.id })]))).toEqual(['accepted'])
    expect(await holderOf(two!)).toBe(`home:${phone.homes[1]}`)
  })

  test('that a colleague delivered: told kindly, kept, and disputed in the ledger (C34)', async () => {
    const [one, other] = [await withNewPhone(khan), await withNewPhone(reid)]
    const [kit] = await town.kitsOf(one, 1)
    expect(told(await send(one, [one.event(1, deliveredAt(one.homes[2]!, kit!))]))).toEqual(['accepted'])
    const [answer] = await send(other, [other.event(1, deliveredAt(other.homes[3]!, kit!))])
    expect(answer).toMatchObject({
      reason: 'kit-elsewhere',
      words: expect.stringMatching(
        /^Ward officer recorded this kit at 3 W1 Street, 1\d:\d\d on 26 November\./,
      ),
      against: { kit, home: one.homes[2] },
    })
    expect(await count('kit_movement', 'claimed_serial = $1 and sequence is null', [kit])).toBe(1)
    expect(await holderOf(kit!)).toBe(`home:${one.homes[2]}`)
  })

  test('of another ward are not told of', async () => {
    const [kit] = await town.kitsOf(town.stranger, 1)
    const phone = await withNewPhone(khan)
    expect(told(await send(phone, [phone.event(1, deliveredAt(phone.homes[0]!, kit!))]))).toEqual([
      'unknown-kit',
    ])
  })
})
