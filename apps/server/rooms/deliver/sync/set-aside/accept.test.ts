import { padOfCards } from '@mettrace/protocol/codes/left-card'
import type { Answer } from '@mettrace/protocol/batch/batch'
import { reasonCodes, type ReasonCode } from '@mettrace/protocol/batch/reasons'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import type { Fact } from '@mettrace/protocol/events/facts'
import type { AssignmentId, HomeId, Serial, TransferId } from '@mettrace/protocol/words/values'
import { afterAll, describe, expect, test } from 'vitest'
import { asideTown, decidedAt, type Counted } from '../../../../../../test/aside-town.ts'
import { testDatabase } from '../../../../../../test/database.ts'
import { newUprn } from '../../../../../../test/homes.ts'
import { deliveredAt, noAnswerAt } from '../../../../../../test/phone-events.ts'
import { receivedAt, type Walker } from '../../../../../../test/phone-town.ts'
import { signIn } from '../../../../../../test/signed-in.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import { disputedFacts } from '../../../supply/disputes.ts'
import { addKits } from '../../../supply/lives.ts'
import { moveKits, receiveKits } from '../../../supply/facts.ts'
import { settle } from '../../../supply/late-facts.ts'
import { stopKits } from '../../../supply/stop-kits.ts'
import { eraseResident } from '../../erase-resident.ts'
import { subjectAccess } from '../../subject-access.ts'
import { acceptWords, notAcceptedWords } from './accept-words.ts'

const { database, owner } = await testDatabase()
const aside = await asideTown(database, owner)
const { town, sergeant, withNewPhone, send, accept, counted, holderOf, rows } = aside
const [khan, reid] = town.walkers

afterAll(async () => {
  // Whatever was accepted in this file, what is kept is what the facts come to.
  for (const ward of ['W1', 'W2'])
    expect(await rows('select * from engagement.rebuild_states($1)', ward)).toEqual([])
})

const told = (answers: readonly Answer[]): string[] =>
  answers.map((each) => (each.answer === 'set-aside' ? each.reason : each.answer))

const fresh: Counted = { state: 'not yet', tries: 0, street: { homes: 1, open_0: 1 } }
const tried: Counted = { state: 'no answer', tries: 1, street: { homes: 1, no_answer: 1, open_1: 1 } }
const marked: Counted = { state: 'protected', tries: 1, street: { homes: 1, offered: 1, protected: 1 } }

const registrar = { id: 'test', role: 'registrar' } as const
const asRegistrar = <T>(work: Parameters<typeof database.withActor<T>>[2]): Promise<T> =>
  database.withActor(registrar, 'a test', work)
const asSergeant = <T>(work: Parameters<typeof database.withActor<T>>[2]): Promise<T> =>
  database.withActor(sergeant.person.actor, 'a test', work)

const kitsAt = new Date('2026-11-20T10:00:00Z')
const receive = (serials: readonly Serial[]): Promise<unknown> =>
  asRegistrar(async (tx) => {
    const announced = serials.map((serial) => ({ serial, code: null, madeOn: null, expiresOn: null }))
    await addKits(tx, 'test', announced)
    await receiveKits(tx, 'test', { id: uuidv7(), at: kitsAt, kits: { serials } })
  })
const backToStore = (serials: readonly Serial[], transfer: string): Promise<unknown> =>
  asRegistrar((tx) =>
    moveKits(tx, 'test', {
      id: uuidv7(),
      kind: 'taken back',
      at: kitsAt,
      from: `transit:${transfer}`,
      to: 'store',
      kits: { serials },
      transfer,
      place: { ward: null, bcu: null },
    }),
  )
/** Kits of the store, which no officer sees. */
const kitsInStore = async (count: number): Promise<Serial[]> => {
  const { serials, transfer } = await town.kitsTo(reid, count)
  await backToStore(serials, transfer)
  return serials
}
const sendTo = ({ person, mover: { place } }: Walker, serials: readonly Serial[], id: string) =>
  asRegistrar((tx) =>
    moveKits(tx, 'test', {
      id,
      kind: 'sent',
      at: kitsAt,
      from: 'store',
      to: `person:${person}`,
      kits: { serials },
      place,
    }),
  )
const takeFrom = ({ person }: Walker, serials: readonly Serial[], transfer: string) =>
  asRegistrar((tx) =>
    moveKits(tx, 'test', {
      id: uuidv7(),
      kind: 'taken',
      at: kitsAt,
      from: `transit:${transfer}`,
      to: `person:${person}`,
      kits: { serials },
      transfer,
    }),
  )

/** The one event of a walker that the station set aside for this reason. */
const putAside = async (walker: Walker, event: PhoneEvent, reason: ReasonCode): Promise<PhoneEvent> => {
  expect(told(await send(walker, event))).toEqual([reason])
  return event
}
const ofList = (kit: Serial) => [{ kit, recorded: 'list' as const }]
const inNoRound = { assignment: null }

/** Settles what waits in the ledger about a kit. */
const settleAbout = (serial: Serial, accepted: boolean): Promise<void> =>
  asSergeant(async (tx) => {
    const fact = (await disputedFacts(tx)).find((each) => each.serial === serial)!
    const { id } = sergeant.person.actor
    await settle(tx, id, { fact: fact.id, act: uuidv7(), accepted, reason: 'Seen', at: receivedAt })
  })

describe('a record that was set aside, accepted', () => {
  const named: ReasonCode[] = []
  /** Each reason has a test of its own below. */
  const reason = (code: ReasonCode, words: string, work: () => Promise<void>): void => {
    named.push(code)
    test(`${code}: ${words}`, work)
  }
  afterAll(() => expect(named.toSorted()).toEqual(reasonCodes.toSorted()))

  reason('not-understood', 'stays open, since nobody can read it', async () => {
    const phone = await withNewPhone(khan)
    const event = phone.event(1, { kind: 'nonsense' } as never)
    await putAside(phone, event, 'not-understood')
    expect(await accept(event)).toEqual({ left: notAcceptedWords['not-understood'] })
    expect(await rows('select from engagement.set_aside_decision where event = $1', event.id)).toEqual([])
  })

  reason('unknown-format', 'stays open until the station can read it', async () => {
    const phone = await withNewPhone(khan)
    const event = phone.event(1, noAnswerAt(await aside.home()), { format: 99 })
    await putAside(phone, event, 'unknown-format')
    expect(await accept(event)).toEqual({ left: notAcceptedWords['unknown-format'] })
  })

  reason('same-id', 'is no record of its own: the first counts, and nothing waits', async () => {
    const phone = await withNewPhone(khan)
    const [home, other] = [await aside.home(), await aside.home()]
    const event = phone.event(1, noAnswerAt(home))
    await send(phone, event)
    await putAside(phone, { ...event, fact: noAnswerAt(other) }, 'same-id')
    await expect(accept(event)).rejects.toMatchObject({ code: 'not_found' })
    expect([await counted(home), await counted(other)]).toEqual([tried, fresh])
  })

  for (const [code, other] of [
    [
      'same-sequence',
      (phone) => phone.event(1, noAnswerAt(phone.homes[0]!), { id: uuidv7() as PhoneEvent['id'] }),
    ],
    ['another-author', (phone) => phone.event(2, noAnswerAt(phone.homes[0]!), { author: reid.person })],
    ['another-device', (phone) => phone.event(2, noAnswerAt(phone.homes[0]!), { device: reid.device })],
  ] as [ReasonCode, (phone: Walker) => PhoneEvent][])
    reason(code, 'stays open: it has no place among the records of its phone', async () => {
      const phone = { ...(await withNewPhone(khan)), homes: [await aside.home()] }
      await send(phone, phone.event(1, noAnswerAt(phone.homes[0]!)))
      const event = await putAside(phone, other(phone), code)
      expect(await accept(event)).toEqual({ left: notAcceptedWords[code] })
      expect(acceptWords[code].may).toBe(false)
      expect(await counted(phone.homes[0]!)).toEqual(tried)
    })

  reason('not-yours', 'counts at a home of no round, in its author’s name', async () => {
    const phone = await withNewPhone(khan)
    const home = await aside.home('in no round')
    const event = await putAside(phone, phone.event(1, noAnswerAt(home)), 'not-yours')
    expect(await counted(home)).toEqual(fresh)
    expect(await accept(event)).toBe('accepted')
    expect(await counted(home)).toEqual(tried)
    const visits = await rows(
      `select v.outcome, v.actor, t.how, d.actor as accepted_by, d.reason from engagement.visit v
       join engagement.event_turn t on t.event = v.event join engagement.set_aside_decision d on d.event = v.event where v.home = $1`,
      home,
    )
    const { actor } = khan.mover.person
    expect(visits).toEqual([
      {
        outcome: 'no-answer',
        actor: actor.id,
        how: 'accepted',
        accepted_by: sergeant.person.actor.id,
        reason: 'They were there',
      },
    ])
  })

  reason('unknown-home', 'counts once the register has the home', async () => {
    const phone = await withNewPhone(khan)
    const home = uuidv7() as HomeId
    const event = await putAside(phone, phone.event(1, noAnswerAt(home)), 'unknown-home')
    expect(await accept(event)).toEqual({ left: notAcceptedWords['unknown-home'] })
    await owner.query(
      `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
       values ($1, $2, 'W1', 'North', 'ZX11AA', 'New Lane', '1', 530000, 180000)`,
      [home, newUprn()],
    )
    // In the register by now, and in no round: that was not the reason, so it is not overruled.
    expect(await accept(event)).toEqual({ left: notAcceptedWords['not-yours'] })
    await owner.query(
      `insert into engagement.assignment_home
       select assignment, $1, ward, bcu, '1 New Lane', postcode, street, '1', 1, flat, floor, core, latitude, longitude
       from engagement.assignment_home where assignment = $2 limit 1`,
      [home, khan.assignment],
    )
    expect(await accept(event)).toBe('accepted')
    expect(await counted(home)).toEqual(tried)
  })

  // phone-signs.test.ts accepts one where homes of the borough are counted.
  reason('sign-elsewhere', 'stays open while no home of the borough is counted around it', async () => {
    const phone = await withNewPhone(khan)
    const spot = { latitude: 51.5, longitude: -0.1, accuracy: 5 }
    const sign = { kind: 'sign', spot, place: 'Lamp post 14', found: 'good', nextCheck: null } as const
    const event = await putAside(phone, phone.event(1, sign), 'sign-elsewhere')
    expect(await accept(event)).toEqual({ left: notAcceptedWords['sign-elsewhere'] })
  })

  reason('unknown-kit', 'counts once the ledger has the kit, and its officer had it', async () => {
    const phone = await withNewPhone(khan)
    const home = await aside.home()
    const serial = 'K7QD2M4X9THQ' as Serial
    const event = await putAside(phone, phone.event(1, deliveredAt(home, serial)), 'unknown-kit')
    expect(await accept(event)).toEqual({ left: notAcceptedWords['unknown-kit'] })
    await receive([serial])
    const transfer = uuidv7()
    await sendTo(khan, [serial], transfer)
    expect(await accept(event)).toEqual({ left: notAcceptedWords['kit-elsewhere'] })
    await takeFrom(khan, [serial], transfer)
    expect(await accept(event)).toBe('accepted')
    expect([await counted(home), await holderOf(serial)]).toEqual([marked, `home:${home}`])
    // As a fact of its officer, in the chain: nobody had to settle anything.
    const moved = await rows(
      `select kind, actor from engagement.kit_movement where act = $1 and sequence is not null`,
      event.id,
    )
    expect(moved).toEqual([{ kind: 'delivered', actor: khan.mover.person.actor.id }])
  })

  reason('kit-elsewhere', 'settles the ledger’s dispute: the kit goes to this home', async () => {
    const phone = await withNewPhone(khan)
    const [home, other] = [await aside.home(), await aside.home()]
    const [kit] = await town.kitsOf(reid, 1)
    const hers = await withNewPhone(reid)
    expect(told(await send(hers, hers.event(1, deliveredAt(other, kit!))))).toEqual(['accepted'])
    const event = await putAside(phone, phone.event(1, deliveredAt(home, kit!)), 'kit-elsewhere')
    // While it is in dispute it counts nowhere.
    expect(await counted(home)).toEqual(fresh)
    expect((await counted(other)).state).toBe('come back')
    expect(await accept(event)).toBe('accepted')
    expect([await counted(home), await holderOf(kit!)]).toEqual([marked, `home:${home}`])
    expect(await counted(other)).toEqual({
      state: 'come back',
      tries: 1,
      street: { homes: 1, offered: 1, open_1: 1 },
    })
    const settled = await rows(
      `select s.accepted, s.actor, s.teller from engagement.kit_settlement s join engagement.kit_movement m on m.id = s.id where m.act = $1`,
      event.id,
    )
    expect(settled).toEqual([
      { accepted: true, actor: sergeant.person.actor.id, teller: khan.mover.person.actor.id },
    ])
  })

  test('kit-elsewhere, where Supply has decided: for it, it counts; against it, it stays open', async () => {
    for (const decided of [true, false]) {
      const phone = await withNewPhone(khan)
      const home = await aside.home()
      const [kit] = await town.kitsOf(reid, 1)
      const event = await putAside(phone, phone.event(1, deliveredAt(home, kit!)), 'kit-elsewhere')
      await settleAbout(kit!, decided)
      expect(await accept(event)).toEqual(decided ? 'accepted' : { left: notAcceptedWords['kit-elsewhere'] })
      expect(await counted(home)).toEqual(decided ? marked : fresh)
      expect(await holderOf(kit!)).toBe(decided ? `home:${home}` : `person:${reid.person}`)
    }
  })

  reason('kit-stopped', 'has the kit at this home, stopped still', async () => {
    const phone = await withNewPhone(khan)
    const home = await aside.home()
    const [kit] = await town.kitsOf(khan, 1)
    const at = new Date('2026-11-25T10:00:00Z')
    await asRegistrar((tx) =>
      stopKits(tx, 'test', { id: uuidv7(), kind: 'recalled', at, reason: 'Leaks', of: { serials: [kit!] } }),
    )
    const event = await putAside(phone, phone.event(1, deliveredAt(home, kit!)), 'kit-stopped')
    expect(await accept(event)).toBe('accepted')
    expect(await counted(home)).toEqual(marked)
    expect(await rows('select holder, stopped from engagement.kit_position where serial = $1', kit)).toEqual([
      { holder: `home:${home}`, stopped: 'recalled' },
    ])
  })

  reason('unknown-transfer', 'counts once the kits are on the way to its officer', async () => {
    const phone = await withNewPhone(khan)
    const toReid = await town.kitsTo(reid, 1)
    const [kit] = toReid.serials
    const transfer = uuidv7() as TransferId
    const taken: Fact = { kind: 'kits-accepted', transfer, kits: [{ kit: kit!, recorded: 'list' }] }
    const event = await putAside(phone, phone.event(1, taken), 'unknown-transfer')
    expect(await accept(event)).toEqual({ left: notAcceptedWords['unknown-transfer'] })
    await backToStore([kit!], toReid.transfer)
    await sendTo(khan, [kit!], transfer)
    expect(await accept(event)).toBe('accepted')
    expect(await holderOf(kit!)).toBe(`person:${khan.person}`)
    expect(told(await send(phone, phone.event(2, { kind: 'undo', of: event.id })))).toEqual(['accepted'])
    expect(await holderOf(kit!)).toMatch(/^transit:/)
  })

  test('kits sent back or lost by somebody who did not have them stay open until they have', async () => {
    const phone = await withNewPhone(khan)
    const [one, two] = await kitsInStore(2)
    const lost = { what: 'lost', reason: 'Fell in the river', second: reid.person } as const
    const events = [
      phone.event(1, { kind: 'kits-returned', kits: ofList(one!) }),
      phone.event(2, { kind: 'kits-lost', ...lost, kits: ofList(two!) }),
    ]
    expect(told(await send(phone, ...events))).toEqual(['unknown-kit', 'unknown-kit'])
    const [back, gone] = [events[0]!, events[1]!]
    expect(await accept(back)).toEqual({ left: notAcceptedWords['unknown-kit'] })
    const transfer = uuidv7()
    await sendTo(khan, [one!, two!], transfer)
    expect(await accept(gone)).toEqual({ left: notAcceptedWords['kit-elsewhere'] })
    await takeFrom(khan, [one!, two!], transfer)
    expect([await accept(back), await accept(gone)]).toEqual(['accepted', 'accepted'])
    expect(await holderOf(one!)).toBe(`transit:${back.id}`)
    expect(await holderOf(two!)).toBe('gone:lost')
  })

  reason('card-used', 'counts the visit without its card, which stays where it was', async () => {
    const phone = await withNewPhone(khan)
    const [home, other] = [await aside.home(), await aside.home()]
    const [card] = padOfCards(901, 1)
    const left = (at: HomeId): Fact => ({ kind: 'no-answer', home: at, position: null, card: card! })
    const first = phone.event(1, left(other))
    await send(phone, first)
    const event = await putAside(phone, phone.event(2, left(home)), 'card-used')
    expect(await accept(event)).toBe('accepted')
    expect(await counted(home)).toEqual(tried)
    const cards = await rows('select event, is_left from engagement.left_card where card = $1', card)
    expect(cards).toEqual([{ event: first.id, is_left: true }])
    expect(await rows('select card from engagement.visit where event = $1', event.id)).toEqual([
      { card: null },
    ])
    // Its author undoes it: the card of the other door stays.
    expect(told(await send(phone, phone.event(3, { kind: 'undo', of: event.id })))).toEqual(['accepted'])
    expect(await counted(home)).toEqual(fresh)
    expect(await rows('select event, is_left from engagement.left_card where card = $1', card)).toEqual(cards)
  })

  reason('nothing-to-undo', 'counts once what it undoes is here', async () => {
    const phone = await withNewPhone(khan)
    const home = await aside.home()
    const first = phone.event(1, noAnswerAt(home))
    const event = await putAside(phone, phone.event(2, { kind: 'undo', of: first.id }), 'nothing-to-undo')
    expect(await accept(event)).toEqual({ left: notAcceptedWords['nothing-to-undo'] })
    await send(phone, first)
    expect(await counted(home)).toEqual(tried)
    expect(await accept(event)).toBe('accepted')
    expect(await counted(home)).toEqual(fresh)
  })

  reason('not-yours-to-undo', 'stays open: only its own officer undoes a record', async () => {
    const phone = await withNewPhone(khan)
    const home = await aside.home()
    const hers = await withNewPhone(reid)
    const theirs = hers.event(1, noAnswerAt(home))
    await send(hers, theirs)
    // An officer is not told of others' events, so that to the phone this one is not at the station.
    const event = await putAside(phone, phone.event(1, { kind: 'undo', of: theirs.id }), 'nothing-to-undo')
    expect(await accept(event)).toEqual({ left: notAcceptedWords['not-yours-to-undo'] })
    expect(await counted(home)).toEqual(tried)
  })

  reason(
    'undone-before',
    'stays open while it stands undone, and counts where that was taken back',
    async () => {
      const phone = await withNewPhone(khan)
      const home = await aside.home()
      const first = phone.event(1, noAnswerAt(home))
      const undo = phone.event(2, { kind: 'undo', of: first.id })
      await send(phone, first, undo)
      const event = await putAside(phone, phone.event(3, { kind: 'undo', of: first.id }), 'undone-before')
      expect(await accept(event)).toEqual({ left: notAcceptedWords['undone-before'] })
      await send(phone, phone.event(4, { kind: 'undo', of: undo.id }))
      expect(await counted(home)).toEqual(tried)
      expect(await accept(event)).toBe('accepted')
      expect(await counted(home)).toEqual(fresh)
    },
  )
})

describe('what it tells besides', () => {
  test('a home that the register has no more, or another borough has, leaves it open', async () => {
    const phone = await withNewPhone(khan)
    const home = await aside.home('in no round')
    const event = await putAside(phone, phone.event(1, noAnswerAt(home)), 'not-yours')
    const edition = uuidv7()
    await owner.query(
      `insert into places.address_edition (id, format, supply, files, as_of, stands_on, ward_valid_from, row_count, differences, left_out, listed, digest, actor)
       select $1, 'ngd', 'changes', 'example', '2026-01-01', coalesce(max(number), 0), '2026-01-01', 1, '{}', '{}', '{}', 'gone', 'test'
       from places.address_edition`,
      [edition],
    )
    await owner.query(
      `insert into places.address_fact (edition, uprn, change, sort, class, flat_home, postcode, street, number, address, easting, northing, ward, bcu)
       select $1, uprn, 'gone', 'gone', 'RD', false, 'ZX11AA', 'Street', '1', '1 Street', 1, 1, ward, bcu from engagement.home where id = $2`,
      [edition, home],
    )
    await owner.query(
      `insert into places.address_decision (id, edition, stands_on, accepted, actor)
       select gen_random_uuid(), id, stands_on, true, 'test' from places.address_edition where id = $1`,
      [edition],
    )
    expect(await accept(event)).toEqual({ left: notAcceptedWords['unknown-home'] })
  })

  test('a visit, an appointment and a warning at homes of no round; the card of a block with its round', async () => {
    const phone = await withNewPhone(khan)
    const home = await aside.home('in no round')
    const appointment = { from: '2026-11-27T18:00:00.000Z', to: '2026-11-27T20:00:00.000Z' } as never
    const events = [
      phone.event(1, { kind: 'come-back', home, position: null, appointment }),
      phone.event(2, { kind: 'safety-note', home, risk: 'dog', note: 'A dog' }),
      phone.event(
        3,
        { kind: 'block-card', block: uuidv7() as never, card: { fob: 'At the desk' } },
        inNoRound,
      ),
      phone.event(
        4,
        { kind: 'block-card', block: uuidv7() as never, card: { fob: 'At the desk' } },
        { assignment: reid.assignment as AssignmentId },
      ),
    ]
    expect(told(await send(phone, ...events))).toEqual(Array.from({ length: 4 }, () => 'not-yours'))
    const became = [...events.keys()].map((at) => accept(events[at]!))
    expect(await Promise.all(became)).toEqual([
      'accepted',
      'accepted',
      { left: notAcceptedWords['not-yours'] },
      'accepted',
    ])
    const count = async (table: string): Promise<number> =>
      (
        await rows(
          `select from engagement.${table} where event = any ($1)`,
          events.map(({ id }) => id),
        )
      ).length
    expect([await count('visit'), await count('appointment'), await count('safety_note')]).toEqual([1, 1, 1])
    expect(await count('block_card')).toBe(1)
    expect((await counted(home)).state).toBe('come back')
  })

  test('whom a delivery names is registered, disclosed and erased as with any other', async () => {
    const phone = await withNewPhone(khan)
    const home = await aside.home('in no round')
    const [kit] = await town.kitsOf(khan, 1)
    const fact = deliveredAt(home, kit!) as Extract<Fact, { kind: 'delivered' }>
    const consent = { ...fact.resident.consent, agreed: true }
    const resident = { ...fact.resident, name: 'Joan Ellery', needs: ['large-print' as const], consent }
    const event = await putAside(phone, phone.event(1, { ...fact, resident }), 'not-yours')
    expect(await rows('select from engagement.resident where home = $1', home)).toEqual([])
    expect(await accept(event)).toBe('accepted')
    expect(await counted(home)).toEqual(marked)
    const [who] = await rows<{ id: string; stands: boolean }>(
      `select id, engagement.resident_stands(id, by_phone) as stands from engagement.resident where home = $1`,
      home,
    )
    expect(who!.stands).toBe(true)
    const protector = await signIn(database, 'data_protection')
    const held = await database.withActor(protector.actor, 'a test', (tx) => subjectAccess(tx, who!.id))
    const records = held.map((each) => JSON.stringify(each))
    expect(records.filter((each) => each.includes('Joan Ellery'))).not.toEqual([])
    expect(records.some((each) => each.includes('large-print') && each.includes(event.id))).toBe(true)
    expect(records.some((each) => each.includes('They were there') && each.includes(event.id))).toBe(true)
    await database.withActor(protector.actor, 'a test', (tx) => eraseResident(tx, who!.id, 'They asked'))
    expect(await rows('select body from engagement.phone_event where id = $1', event.id)).toEqual([
      { body: null },
    ])
    expect(await rows('select needs from engagement.visit where event = $1', event.id)).toEqual([
      { needs: null },
    ])
    // Sent again it is answered alike, and its undo moves the kit back.
    expect(told(await send(phone, event))).toEqual(['not-yours'])
    expect(told(await send(phone, phone.event(2, { kind: 'undo', of: event.id })))).toEqual(['accepted'])
    expect(await holderOf(kit!)).toBe(`person:${khan.person}`)
    expect(await counted(home)).toEqual(fresh)
  })

  test('is written down: what was accepted, by whom and why, and in whose name', async () => {
    const phone = await withNewPhone(khan)
    const home = await aside.home('in no round')
    const event = await putAside(phone, phone.event(1, noAnswerAt(home)), 'not-yours')
    const before = await rows<{ id: string }>('select id from log.entry')
    await accept(event)
    const entries = await rows<{ operation: string; kind: string; actor: string; purpose: string }>(
      `select e.operation, e.kind, e.actor from log.entry e where e.id <> all ($1::uuid[])`,
      before.map(({ id }) => id),
    )
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set([sergeant.person.actor.id]))
    const acts = entries.map(({ operation, kind }) => `${operation} ${kind}`)
    expect(acts).toEqual(
      expect.arrayContaining(['alteration home', 'collection home', 'consultation person']),
    )
  })
})

const waiting = async (): Promise<{ phone: Walker; home: HomeId; event: PhoneEvent }> => {
  const phone = await withNewPhone(khan)
  const home = await aside.home('in no round')
  return { phone, home, event: await putAside(phone, phone.event(1, noAnswerAt(home)), 'not-yours') }
}

/** Two who have judged by what stands before either of them writes: both wait to write a turn, and then go on at once. */
const atOnce = async <One, Other>(
  one: () => Promise<One>,
  other: () => Promise<Other>,
): Promise<[PromiseSettledResult<One>, PromiseSettledResult<Other>]> => {
  await owner.query('begin')
  await owner.query('lock table engagement.event_turn in exclusive mode')
  let settled = 0
  const counting = async <T>(work: () => Promise<T>): Promise<T> => work().finally(() => settled++)
  const both = Promise.allSettled([counting(one), counting(other)])
  const waits = `select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()`
  while (((await owner.query(waits)).rowCount ?? 0) + settled < 2);
  await owner.query('rollback')
  return both
}

describe('keys decide', () => {
  test('of two who accept at the same moment one does, and it counts once', async () => {
    const { home, event } = await waiting()
    const both = await atOnce(
      () => accept(event),
      () => accept(event),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await counted(home)).toEqual(tried)
    await expect(accept(event)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('of an acceptance and the author’s correction at the same moment one counts', async () => {
    for (let turn = 0; turn < 6; turn++) {
      const { phone, home, event } = await waiting()
      const instead = await aside.home()
      const correction = phone.event(2, {
        kind: 'reply',
        of: event.id,
        says: { kind: 'correct', instead: { kind: 'no-answer', home: instead, position: null } },
      })
      const corrects = () => send(phone, correction)
      const accepts = () => accept(event)
      const [[accepted], [answers]] =
        turn % 2 === 0
          ? await atOnce(accepts, corrects).then(([one, other]) => [[one], [other]] as const)
          : await atOnce(corrects, accepts).then(([one, other]) => [[other], [one]] as const)
      const corrected = answers.status === 'fulfilled' ? told(answers.value) : answers.reason
      const states = [(await counted(home)).state, (await counted(instead)).state]
      if (accepted.status === 'fulfilled')
        expect([accepted.value, corrected, states]).toEqual([
          'accepted',
          ['nothing-to-undo'],
          ['no answer', 'not yet'],
        ])
      else
        expect([accepted.reason, corrected, states]).toEqual([
          expect.objectContaining({ code: 'not_found' }),
          ['accepted'],
          ['not yet', 'no answer'],
        ])
    }
  })

  test('after it the author corrects it no more, may undo it, and may say that it is right', async () => {
    const { phone, home, event } = await waiting()
    await accept(event)
    const reply = (says: Extract<Fact, { kind: 'reply' }>['says']): Fact => ({
      kind: 'reply',
      of: event.id,
      says,
    })
    const answers = await send(
      phone,
      phone.event(2, reply({ kind: 'give-up' })),
      phone.event(3, reply({ kind: 'it-is-right' })),
      phone.event(4, reply({ kind: 'word', words: 'It was number 3' })),
    )
    expect(told(answers)).toEqual(['nothing-to-undo', 'accepted', 'accepted'])
    expect(answers[0]).toMatchObject({ words: 'Your sergeant has accepted this record; it counts as it is.' })
    expect(await counted(home)).toEqual(tried)
    expect(told(await send(phone, phone.event(5, { kind: 'undo', of: event.id })))).toEqual(['accepted'])
    expect(await counted(home)).toEqual(fresh)
    expect(told(await send(phone, event))).toEqual(['not-yours'])
  })

  test('nobody accepts their own, another borough’s, or what its author has answered', async () => {
    const { phone, home, event } = await waiting()
    await expect(accept(event, town.people.of('sergeant', 'South'))).rejects.toMatchObject({
      code: 'not_found',
    })
    await send(phone, phone.event(2, { kind: 'reply', of: event.id, says: { kind: 'give-up' } }))
    await expect(accept(event)).rejects.toMatchObject({ code: 'not_found' })
    expect(await counted(home)).toEqual(fresh)
  })

  test('an acceptance lets its sergeant add nothing later, and nothing for a record that was taken', async () => {
    const { event } = await waiting()
    const other = await aside.home()
    await accept(event)
    const addVisit = (id: string): Promise<unknown> =>
      asSergeant((tx) =>
        tx.query(
          `insert into engagement.visit (event, home, ward, bcu, outcome, at, actor) values ($1, $2, 'W1', 'North', 'refused', $3, $4)`,
          [id, other, decidedAt, khan.mover.person.actor.id],
        ),
      )
    await expect(addVisit(event.id)).rejects.toMatchObject({ code: '42501' })
    const phone = await withNewPhone(khan)
    const taken = phone.event(1, noAnswerAt(other))
    await send(phone, taken)
    await expect(
      asSergeant((tx) =>
        tx.query(
          `insert into engagement.set_aside_decision (event, teller, decision, reason, ward, bcu, actor)
           values ($1, $2, 'accepted', 'Mine', 'W1', 'North', $3)`,
          [taken.id, khan.mover.person.actor.id, sergeant.person.actor.id],
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })
})
