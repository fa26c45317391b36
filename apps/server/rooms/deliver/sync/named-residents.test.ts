import type { Answer } from '@mettrace/protocol/batch/batch'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import type { Fact } from '@mettrace/protocol/events/facts'
import type { Serial } from '@mettrace/protocol/words/values'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import { newUprn } from '../../../../../test/homes.ts'
import { deliveredAt, noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt, type Walker } from '../../../../../test/phone-town.ts'
import { signIn } from '../../../../../test/signed-in.ts'
import { bindEarlier } from '../../../foundation/log/bind-earlier.ts'
import { compareRows } from '../../../foundation/log/compare-rows.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { eraseResident } from '../erase-resident.ts'
import { homesOfName, registerResident, residentsOf } from '../residents.ts'
import { subjectAccess, type Held } from '../subject-access.ts'
import { boundConsents, boundEvents, boundTurns } from './bound-events.ts'
import { takeBatch, takeTold } from './judge/take-batch.ts'
import { meetPhone } from './phones/phones.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
const protector = await signIn(database, 'data_protection')
const bound = [boundEvents, boundTurns, boundConsents]
await bindEarlier(database, bound)
/** In no ledger. */
const unknownKit = 'K7QD2M4X9THQ' as Serial
const heartbeat = { unsent: 0, setAside: 0, storage: 'works' } as const

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
const send = (walker: Walker, ...events: readonly PhoneEvent[]): Promise<Answer[]> =>
  takeBatch(database, walker.mover.person.actor, batchOf(walker, events), receivedAt)
const told = (answers: readonly Answer[]): string[] =>
  answers.map((each) => (each.answer === 'set-aside' ? each.reason : each.answer))

type Delivered = Extract<Fact, { kind: 'delivered' }>

/** A delivery to somebody who agreed. */
const givenTo = (
  home: Walker['homes'][0],
  kit: Serial,
  name: string | null,
  { contact = null, agreed = true }: { contact?: string | null; agreed?: boolean } = {},
): Delivered => {
  const fact = deliveredAt(home, kit) as Delivered
  const consent = { ...fact.resident.consent, agreed, language: 'pl' }
  return { ...fact, resident: { ...fact.resident, name, contact, needs: ['large-print'], consent } }
}

const rows = async <T>(text: string, ...values: unknown[]): Promise<T[]> =>
  (await owner.query(text, values)).rows as T[]
const registeredAt = (home: string): Promise<{ id: string; stands: boolean }[]> =>
  rows(
    `select id, engagement.resident_stands(id, by_phone) as stands from engagement.resident where home = $1 order by registered_at`,
    home,
  )
const bodies = (...ids: string[]): Promise<{ id: string; body: Buffer | null; erased: boolean }[]> =>
  rows(
    `select id, body, erased_at is not null as erased from engagement.phone_event where id = any ($1::uuid[]) order by id`,
    ids,
  )
const seenBy = <T>(work: Parameters<typeof database.withActor<T>>[2]): Promise<T> =>
  database.withActor(protector.actor, 'a test', work)

/** Each test at a home of its own. */
let next = 0
const freshHome = async (): Promise<Walker['homes'][0]> => {
  const id = uuidv7()
  const [like] = khan.homes
  next++
  await owner.query(
    `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
     select $1, $3, ward, bcu, postcode, street, $4, easting, northing from engagement.home where id = $2`,
    [id, like, newUprn(), String(100 + next)],
  )
  for (const { assignment } of town.walkers)
    await owner.query(
      `insert into engagement.assignment_home
       select assignment, $1, ward, bcu, $3 || ' Street', postcode, street, $3, 1, flat, floor, core, latitude, longitude
       from engagement.assignment_home where assignment = $2 limit 1`,
      [id, assignment, String(100 + next)],
    )
  return id as Walker['homes'][0]
}

describe('whom a delivery names', () => {
  test('is registered with it, once, with what they agreed to; who does not agree is not', async () => {
    const phone = await withNewPhone(khan)
    const [home, other] = [await freshHome(), await freshHome()]
    const [one, two, three, four] = await town.kitsOf(phone, 4)
    const first = phone.event(1, givenTo(home, one!, 'Joan Ellery', { contact: '07700 900123' }))
    const answers = await send(
      phone,
      first,
      // The same, less of them told and otherwise written; and somebody else of the household.
      phone.event(2, givenTo(home, two!, ' joan  ELLERY')),
      phone.event(3, givenTo(home, three!, 'Tom Ellery')),
      phone.event(4, givenTo(other, four!, null, { agreed: false })),
    )
    expect(told(answers)).toEqual(Array.from({ length: 4 }, () => 'accepted'))
    expect(await registeredAt(other)).toEqual([])
    const residents = await seenBy((tx) => residentsOf(tx, { id: home } as never))
    expect(residents.map(({ name, contact, fromDay }) => [name, contact, fromDay]).toSorted()).toEqual([
      ['Joan Ellery', '07700 900123', '2026-11-26'],
      ['Tom Ellery', null, '2026-11-26'],
    ])
    const consents = await rows(
      `select notice, notice_day::text, language, resident = (select resident from engagement.phone_event e where e.id = c.id) as same
       from engagement.consent c where home = $1`,
      home,
    )
    expect(consents).toEqual(
      Array.from({ length: 3 }, () => ({ notice: 3, notice_day: '2026-10-01', language: 'pl', same: true })),
    )
    const visits = await rows(
      'select language, needs, sticker from engagement.visit where event = $1',
      first.id,
    )
    expect(visits).toEqual([{ language: 'en', needs: ['large-print'], sticker: 'up' }])
  })

  test('who was registered at the desk before stays one, and stays whatever is undone', async () => {
    const phone = await withNewPhone(khan)
    const home = await freshHome()
    const [kit] = await town.kitsOf(phone, 1)
    const [row] = await rows<never>('select * from engagement.home where id = $1', home)
    const fields = { name: 'Ada Desk', contact: '', vulnerability: '', fromDay: '2026-01-01' }
    const id = await database.withActor(phone.mover.person.actor, 'a test', (tx) =>
      registerResident(tx, row!, fields),
    )
    const delivery = phone.event(1, givenTo(home, kit!, 'Ada Desk'))
    await send(phone, delivery, phone.event(2, { kind: 'undo', of: delivery.id }))
    expect(await registeredAt(home)).toEqual([{ id, stands: true }])
  })

  test('by two phones at the same moment is registered once', async () => {
    const home = await freshHome()
    const phones = [await withNewPhone(khan), await withNewPhone(reid)]
    const answers = await Promise.all(
      phones.map(async (phone) => {
        const [kit] = await town.kitsOf(phone, 1)
        return send(phone, phone.event(1, givenTo(home, kit!, 'Two Phones')))
      }),
    )
    expect(answers.flatMap(told)).toEqual(['accepted', 'accepted'])
    expect(await registeredAt(home)).toHaveLength(1)
  })

  test('by a reply that corrects what was set aside is registered by the reply', async () => {
    const phone = await withNewPhone(khan)
    const home = await freshHome()
    const [kit] = await town.kitsOf(phone, 1)
    const aside = phone.event(1, givenTo(home, unknownKit, 'Rae Reply'))
    expect(told(await send(phone, aside))).toEqual(['unknown-kit'])
    expect(await registeredAt(home)).toEqual([])
    const instead = givenTo(home, kit!, 'Rae Reply')
    const reply = phone.event(2, { kind: 'reply', of: aside.id, says: { kind: 'correct', instead } })
    expect(told(await send(phone, reply))).toEqual(['accepted'])
    expect(await registeredAt(home)).toHaveLength(1)
  })

  test('is taken back by an undo, and by its undo stands again; a trace names them only then', async () => {
    const phone = await withNewPhone(khan)
    const home = await freshHome()
    const [kit, kept] = await town.kitsOf(phone, 2)
    const delivery = phone.event(1, givenTo(home, kit!, 'Una Undone'))
    // A second kit stays at the home: the trace of its code leads there.
    await send(phone, delivery, phone.event(2, deliveredAt(home, kept!)))
    await owner.query(
      `update engagement.kit set data_key = '\\x00', key_version = 1, code = '\\x00', code_digest = sha256('UNA') where serial = $1`,
      [kept],
    )
    const investigator = await signIn(database, 'investigator')
    const seen = async () => {
      const [home_] = await database.withActor(investigator.actor, 'a test', (tx) =>
        tx
          .query(
            "select resident from engagement.trace(array(select kit from engagement.traced_kits(sha256('UNA'), '')), $1)",
            ['2026-11-27'],
          )
          .then((answer) => answer.rows),
      )
      const found = await seenBy((tx) => homesOfName(tx, 'Una Undone', '2026-11-26'))
      return {
        traced: home_?.resident != null,
        found: found.length,
        stands: (await registeredAt(home))[0]?.stands,
      }
    }
    expect(await seen()).toEqual({ traced: true, found: 1, stands: true })
    const undo = phone.event(3, { kind: 'undo', of: delivery.id })
    expect(told(await send(phone, undo))).toEqual(['accepted'])
    expect(await seen()).toEqual({ traced: false, found: 0, stands: false })
    expect(told(await send(phone, phone.event(4, { kind: 'undo', of: undo.id })))).toEqual(['accepted'])
    expect(await seen()).toEqual({ traced: true, found: 1, stands: true })
  })
})

describe('who asks to be erased', () => {
  test('is gone from every event that names them or may; others of the home are not touched', async () => {
    const phone = await withNewPhone(khan)
    const [home, elsewhere] = [await freshHome(), await freshHome()]
    const [one, two, three] = await town.kitsOf(phone, 3)
    const aside = phone.event(1, givenTo(home, unknownKit, 'Eve Erased'))
    const note = phone.event(2, {
      kind: 'refused',
      home,
      position: null,
      reason: 'other',
      note: 'Eve, again',
    })
    const delivery = phone.event(3, givenTo(home, one!, 'Eve Erased'))
    const other = phone.event(4, givenTo(home, two!, 'Olga Other'))
    const away = phone.event(5, givenTo(elsewhere, three!, 'Eve Erased'))
    const word = phone.event(6, { kind: 'reply', of: aside.id, says: { kind: 'word', words: 'Eve said so' } })
    const safety = phone.event(7, { kind: 'safety-note', home, risk: 'dog', note: 'A large dog' })
    const all = [aside, note, delivery, other, away, word, safety]
    await send(phone, ...all)
    const [eve] = await rows<{ resident: string }>(
      'select resident from engagement.phone_event where id = $1',
      delivery.id,
    )
    await seenBy((tx) => eraseResident(tx, eve!.resident, 'asked to be'))
    const left = await bodies(...all.map(({ id }) => id))
    expect(left.filter(({ body }) => body !== null).map(({ id }) => id)).toEqual([other.id, away.id])
    expect(left.filter(({ erased }) => erased)).toHaveLength(5)
    expect(await rows('select language, needs from engagement.visit where event = $1', delivery.id)).toEqual([
      { language: null, needs: null },
    ])
    // Agreed and dated it stays, and so does what the next officer must know of the door.
    expect(await rows('select id from engagement.consent where id = $1', delivery.id)).toHaveLength(1)
    expect(await rows('select note from engagement.safety_note where event = $1', safety.id)).toHaveLength(1)
    const entries = await rows(
      `select kind, coalesce(list_size, 1) as subjects, content is not null as bound from log.entry
       where operation = 'erasure' and actor = $1 order by kind, subjects`,
      protector.actor.id,
    )
    expect(entries).toEqual([
      { kind: 'home', subjects: 1, bound: false },
      { kind: 'home', subjects: 1, bound: true },
      { kind: 'resident', subjects: 1, bound: true },
    ])
    // Sent again it is the same event, with another content another's; and its author can undo it as before.
    expect(told(await send(phone, delivery))).toEqual(['duplicate'])
    expect(told(await send(phone, { ...delivery, fact: noAnswerAt(home) }))).toEqual(['same-id'])
    const undo = phone.event(8, { kind: 'undo', of: delivery.id })
    expect(told(await send(phone, undo))).toEqual(['accepted'])
    expect(await rows('select holder from engagement.kit_position where serial = $1', one)).toEqual([
      { holder: `person:${phone.person}` },
    ])
    expect(told(await send(phone, phone.event(9, { kind: 'undo', of: undo.id })))).toEqual(['accepted'])
    expect(await rows('select holder from engagement.kit_position where serial = $1', one)).toEqual([
      { holder: `home:${home}` },
    ])
  })

  test('an erased reply can be undone: what it corrected waits again, and its kit comes back', async () => {
    const phone = await withNewPhone(khan)
    const home = await freshHome()
    const [kit] = await town.kitsOf(phone, 1)
    const aside = phone.event(1, givenTo(home, unknownKit, 'Ray Again'))
    const instead = givenTo(home, kit!, 'Ray Again')
    const reply = phone.event(2, { kind: 'reply', of: aside.id, says: { kind: 'correct', instead } })
    await send(phone, aside, reply)
    const [ray] = await registeredAt(home)
    await seenBy((tx) => eraseResident(tx, ray!.id, 'asked to be'))
    expect((await bodies(aside.id, reply.id)).every(({ erased }) => erased)).toBe(true)
    expect(told(await send(phone, phone.event(3, { kind: 'undo', of: reply.id })))).toEqual(['accepted'])
    expect(await rows('select holder from engagement.kit_position where serial = $1', kit)).toEqual([
      { holder: `person:${phone.person}` },
    ])
    expect(await rows('select engagement.stands($1) as stands', aside.id)).toEqual([{ stands: true }])
  })

  test('nobody else erases an event, and none that was erased is changed', async () => {
    const phone = await withNewPhone(khan)
    const event = phone.event(1, noAnswerAt(await freshHome()))
    await send(phone, event)
    const erase = `update engagement.phone_event set data_key = null, body = null, erased_at = now() where id = $1`
    const registrar = database.withActor({ id: 'test', role: 'registrar' }, 'a test', (tx) =>
      tx.query(erase, [event.id]),
    )
    await expect(registrar).rejects.toMatchObject({ code: '42501' })
    const officer = database.withActor(phone.mover.person.actor, 'a test', (tx) =>
      tx.query(erase, [event.id]),
    )
    await expect(officer).rejects.toMatchObject({ code: '42501' })
  })
})

const tableOf = (row: string): string => bound.find((table) => table.row === row)?.name ?? ''

/** One thing that is held, on one line. */
const text = ({ what, fields }: Held): string =>
  `${what}. ${fields.map(({ name, value }) => `${name}: ${value}`).join('; ')}`

test('what is held of somebody has what phones told of them, by whom, and nobody else’s name', async () => {
  const phone = await withNewPhone(khan)
  const home = await freshHome()
  const [one, two] = await town.kitsOf(phone, 2)
  const appointment = { from: '2026-11-27T10:00:00.000Z', to: '2026-11-27T11:00:00.000Z' } as never
  const kept = phone.event(3, givenTo(home, one!, 'Sue Subject', { contact: 'sue@example.org' }))
  await send(
    phone,
    phone.event(1, givenTo(home, unknownKit, 'Sue Subject')),
    phone.event(2, givenTo(home, unknownKit, 'Nick Neighbour')),
    kept,
    phone.event(4, givenTo(home, two!, 'Fay Flatmate')),
    phone.event(5, { kind: 'come-back', home, position: null, appointment, note: 'Ring twice' }),
    phone.event(6, { kind: 'safety-note', home, risk: 'dog', note: 'A large dog' }),
  )
  const looked = ['2026-11-20', '2026-11-26'].map((day) => ({ day, homes: [home] }))
  await takeTold(database, phone.mover.person.actor, { ...batchOf(phone, []), looked }, receivedAt)
  const [sue] = await rows<{ resident: string }>(
    'select resident from engagement.phone_event where id = $1',
    kept.id,
  )
  const held = await seenBy((tx) => subjectAccess(tx, sue!.resident))
  const all = held.map(text)
  /** Of one thing that is held, and of no other, are these said. */
  const findsOnce = (...said: string[]): void =>
    expect(all.filter((each) => said.every((part) => each.includes(part)))).toHaveLength(1)
  findsOnce('Your registration.', 'name: Sue Subject', 'contact: sue@example.org')
  findsOnce('Your agreement', 'notice version: 3', 'language: pl', 'officer: Ward officer')
  findsOnce('Appointments at the home.', 'from: 2026-11-27T10:00')
  findsOnce('Days on which an officer opened the home', 'day: 2026-11-26', 'officer: Ward officer')
  findsOnce('Days on which an officer opened the home')
  findsOnce('Notes about risk', 'note: A large dog', 'officer: Ward officer')
  findsOnce('Records of officers’ phones', 'kind: Come back', 'says: note: Ring twice')
  const record = ['Records of officers’ phones', 'kind: Kit delivered', 'officer: Ward officer']
  findsOnce(...record, 'decision: accepted', 'says: resident name: Sue Subject')
  findsOnce(...record, 'reason: unknown-kit', 'says: resident name: Sue Subject')
  findsOnce(...record, 'says: resident name: of somebody else')
  expect(all.filter((each) => each.startsWith('Visits to the home'))).toHaveLength(3)
  expect(all.join('\n')).not.toMatch(/Nick|Fay/)
})

describe('what a trace rests on is bound by the log', () => {
  test('as it was written', async () => {
    const { agreed, notBegun, findings } = await compareRows(database, bound)
    expect({ notBegun, findings }).toEqual({ notBegun: [], findings: [] })
    expect(agreed).toBeGreaterThan(20)
  })

  test.each([
    ['event of a phone', `update engagement.phone_event set content = sha256('x') where kit is not null`],
    ['turn of an event', `update engagement.event_turn set stands = not stands where how = 'undone'`],
    ['turn of an event', `delete from engagement.event_turn where how = 'stands again'`],
    ['consent', `update engagement.consent set notice = notice + 1`],
    ['consent', `delete from engagement.consent`],
  ])('a %s that is changed past the product is found: %s', async (row, tampering) => {
    await owner.query(`create table was as table ${tableOf(row)}`)
    await owner.query(tampering)
    const { findings } = await compareRows(database, bound)
    await owner.query('set session_replication_role = replica')
    await owner.query(`delete from ${tableOf(row)}`)
    await owner.query(`insert into ${tableOf(row)} select * from was`)
    await owner.query('set session_replication_role = origin')
    await owner.query('drop table was')
    expect(findings.map(({ where }) => where.replace(/ [0-9a-f-]{36}.*/, ''))).toContain(row)
    expect((await compareRows(database, bound)).findings).toEqual([])
  })
})
