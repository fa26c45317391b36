import { expect, test } from 'vitest'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import type { Fact } from '@mettrace/protocol/events/facts'
import type { HomeId } from '@mettrace/protocol/words/values'
import { testDatabase } from '../../../../../test/database.ts'
import { deliveredAt, noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt } from '../../../../../test/phone-town.ts'
import { decideProposal, propose } from '../../../places/home-proposals.ts'
import type { PlacedHome } from '../../../places/homes-of-streets.ts'
import type { Deployment } from '../deployments/deployments.ts'
import { takeBatch } from '../sync/judge/take-batch.ts'
import { meetPhone } from '../sync/phones/phones.ts'
import { homesToVisit } from './homes-to-visit.ts'
import { laterWords } from './later-words.ts'
import { boxOfHomes, makeRounds } from './make-rounds.ts'
import { gainsOf, laterTimes, triesOf } from './times-to-try.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan] = town.walkers
const { actor } = khan.mover.person
await database.withActor(actor, 'a phone of a test', (tx) =>
  meetPhone(
    tx,
    { device: khan.device, heartbeat: { unsent: 0, setAside: 0, storage: 'works' }, app: null },
    receivedAt,
  ),
)
// One area holds all homes of the town.
await owner.query("insert into places.vintage (kind, valid_from) values ('lsoa', '2021-01-01')")
await owner.query(
  `insert into places.point_area (kind, valid_from, easting, northing, code)
   select distinct 'lsoa', '2021-01-01'::date, easting, northing, 'E1' from engagement.home`,
)
const deployment = {
  kind: 'lsoa',
  validFrom: '2021-01-01',
  areas: [{ place: 1, code: 'E1' }],
} as unknown as Deployment

const refusedAt = (home: HomeId): Fact => ({ kind: 'refused', home, position: null, reason: 'not-wanted' })

const toVisit = async (day = '2026-12-01'): Promise<PlacedHome[]> => {
  const { homes } = await database.withActor({ id: 'test', role: 'registrar' }, 'rounds of a test', (tx) =>
    homesToVisit(tx, deployment, day),
  )
  return homes
}
const idsOf = async (day?: string): Promise<string[]> => (await toVisit(day)).map(({ id }) => id)
const send = async (...events: PhoneEvent[]): Promise<void> => {
  const answers = await takeBatch(database, actor, batchOf(khan, events), receivedAt)
  expect(answers.map(({ answer }) => answer)).toEqual(events.map(() => 'accepted'))
}

test('a round has the homes that are given to nobody on its day', async () => {
  expect(await idsOf()).toEqual([])
  expect(await idsOf('2026-10-31')).toHaveLength(8)
  await owner.query(
    `insert into engagement.assignment_end (assignment, at, reason, ward, bcu, actor)
     select id, '2026-11-25', 'another round', ward, bcu, 'test' from engagement.assignment where id <> $1`,
    [khan.assignment],
  )
  // What the officer who goes on has is not torn up: of the ward only the homes of others are free.
  expect(await idsOf()).toHaveLength(4)
  expect(await idsOf()).not.toEqual(expect.arrayContaining([khan.homes[0]]))
})

/** Homes of the town that are to be tried at another time, and where visits gain most. */
const timesOf = () =>
  database.withActor({ id: 'test', role: 'registrar' }, 'rounds of a test', async (tx) => {
    const { all } = await homesToVisit(tx, deployment, '2026-10-31')
    const tries = await triesOf(
      tx,
      all.map(({ id }) => id),
    )
    return { later: laterTimes(all, tries), gains: gainsOf(all, tries, new Set(khan.homes.slice(0, 1))) }
  })

test('a round has no home where nobody is to call again, as long as the visit stands', async () => {
  const [quiet, refused, given, undone] = khan.homes as [HomeId, HomeId, HomeId, HomeId]
  const [kit] = await town.kitsOf(khan, 1)
  const mistaken = khan.event(4, refusedAt(undone))
  await send(
    khan.event(1, noAnswerAt(quiet)),
    khan.event(2, refusedAt(refused)),
    khan.event(3, deliveredAt(given, kit!)),
    mistaken,
  )
  const before = await idsOf('2026-10-31')
  expect(before).toContain(quiet)
  for (const home of [refused, given, undone]) expect(before).not.toContain(home)
  await send(khan.event(5, { kind: 'undo', of: mistaken.id }))
  expect(await idsOf('2026-10-31')).toContain(undone)
  // Of three visits by day that stand two were answered: (10 × 2.5 / 4 + 2) / 13 = 0.635, and 0.508 where one was not. As
  // good as a time that nobody knows. After a second try, (10 × 2.5 / 5 + 2) / 14 × 4 / 6 = 0.333, it is not.
  expect((await timesOf()).later).toEqual(new Map())
  await send(khan.event(60, noAnswerAt(quiet)))
  const { later: found, gains } = await timesOf()
  expect([...found.keys()]).toEqual([quiet])
  expect(found.get(quiet)).toMatchObject({ best: 'evening', good: ['evening', 'weekend'] })
  expect(laterWords(found.get(quiet))).toBe(
    'in the evening or at a weekend: no answer 2 times by day; nobody has been there in the evening; doors answer 50% by day',
  )
  // Of two that answered one was protected: 0.5 in the evening, times 1.5 / 3.
  expect(gains).toEqual([{ street: 'W1 Street', band: 'evening', homes: 1, expected: 0.25 }])
})

test('a round has no home whose household declined by its card, until they say another thing', async () => {
  const [home] = khan.homes as [HomeId]
  const { rows } = await owner.query<{ event: string }>(
    'select event from engagement.visit where home = $1',
    [home],
  )
  const says = (message: string, what: string, at: string): Promise<unknown> =>
    owner.query(
      `insert into engagement.card_request (message, event, home, ward, bcu, card, what, from_at, to_at, at)
       select $1, $2, id, ward, bcu, 'K7MPX5X', $3, case $3 when 'visit' then $4::timestamptz end,
              case $3 when 'visit' then $4::timestamptz + interval '1 hour' end, $4 from engagement.home where id = $5`,
      [message, rows[0]!.event, what, at, home],
    )
  expect(await idsOf('2026-10-31')).toContain(home)
  await says('00000000-0000-7000-8000-0000000000d1', 'decline', '2026-11-27T10:00Z')
  expect(await idsOf('2026-10-31')).not.toContain(home)
  expect((await asked('2026-10-31')).out.get(home)).toBe('declined')
  await says('00000000-0000-7000-8000-0000000000d2', 'visit', '2026-11-28T10:00Z')
  // It is not declined any more, and waits for the day that was booked.
  expect((await asked('2026-10-31')).out.get(home)).toBe('awaits')
})

test('a round has no home that was left out, until it is taken in again', async () => {
  const sergeant = town.people.of('sergeant', 'South').person.actor
  const lead = town.people.of('programme_lead').person.actor
  const home = town.people.homes.find(({ ward }) => ward === 'W2')!
  const decided = async (proposal: Parameters<typeof propose>[3]): Promise<void> => {
    const id = await database.withActor(sergeant, 'test', (tx) => propose(tx, sergeant, home, proposal))
    expect(await idsOf()).toHaveLength(proposal.kind === 'exclude' ? 4 : 3)
    await database.withActor(lead, 'test', (tx) => decideProposal(tx, lead, id, true))
  }
  await decided({ kind: 'exclude', reason: 'void', note: 'boarded up' })
  expect(await idsOf()).not.toContain(home.id)
  await decided({ kind: 'restore', note: 'let again' })
  expect(await idsOf()).toContain(home.id)
})

test('rounds are made in a thread, of each home once, and told with what they come to', async () => {
  const homes = await toVisit()
  const made = await makeRounds(homes, { streets: [], barriers: [] }, (place) => `R-${place}`)
  expect(made.rounds.map(({ id }) => id)).toEqual(['R-1'])
  const [round] = made.rounds
  expect(round!.order.toSorted()).toEqual(homes.map(({ id }) => id).toSorted())
  // Four doors in a row, 10 m apart, and no street known.
  expect(round).toMatchObject({ homes: 4, metres: 30, crossings: 0, minutes: 24 })
  expect(made).toMatchObject({
    walking: 30,
    crossings: 0,
    balance: 0,
    baseline: { walking: 30, crossings: 0 },
  })
  const { total, ...parts } = made.parts
  expect(Object.values(parts).reduce((sum, minutes) => sum + minutes, 0)).toBeCloseTo(total, 9)
  // Four doors of six minutes, and 30 m to walk.
  expect(round!.done.at(-1)).toBeCloseTo(4 * 6 + 30 / 80, 1)
  expect(boxOfHomes(homes)).toEqual({ west: 529_610, east: 530_440, south: 179_600, north: 180_400 })
})

const asked = (day: string) =>
  database.withActor({ id: 'test', role: 'registrar' }, 'rounds of a test', (tx) =>
    homesToVisit(tx, deployment, day),
  )

test('a round is of one ward', async () => {
  const homes = await toVisit('2026-10-31')
  const wardOf = new Map(homes.map(({ id, ward }) => [id, ward]))
  expect(new Set(wardOf.values())).toEqual(new Set(['W1', 'W2']))
  const made = await makeRounds(homes, { streets: [], barriers: [] }, String)
  for (const { ward, order } of made.rounds)
    expect(new Set(order.map((home) => wardOf.get(home)))).toEqual(new Set([ward]))
  expect(made.rounds.flatMap(({ order }) => order).toSorted()).toEqual(homes.map(({ id }) => id).toSorted())
})

test('the round of homes that come first of all is the first, and begins with them', async () => {
  const homes = await toVisit('2026-10-31')
  const wardOf = new Map(homes.map(({ id, ward }) => [id, ward]))
  const before = await makeRounds(homes, { streets: [], barriers: [] }, String)
  const last = before.rounds.at(-1)!
  // From the middle of the last round, so that neither way round begins there.
  const [one, other] = last.order.slice(1, 3) as [string, string]
  const first = new Map([
    [other, 0],
    [one, 1],
  ])
  const made = await makeRounds(homes, { streets: [], barriers: [] }, String, { first })
  expect(made.rounds.map(({ ward }) => ward)).toEqual([wardOf.get(one), before.rounds[0]!.ward])
  expect(made.rounds[0]!.order.slice(0, 2).toSorted()).toEqual([one, other].toSorted())
  expect(made.rounds[0]!.order.toSorted()).toEqual(last.order.toSorted())
  // It is told what that costs: of four doors 10 m apart 10 + 10 + 30 m, and not 30.
  expect([last.metres, made.rounds[0]!.metres]).toEqual([30, 50])
})

test('a booked visit is told whatever becomes of its home, and calls an officer where somebody was before', async () => {
  const [home, refused] = khan.homes as [HomeId, HomeId]
  const { rows } = await owner.query<{ event: string }>(
    'select event from engagement.visit where home = $1',
    [home],
  )
  const book = (at: HomeId, message: string, from: string): Promise<unknown> =>
    owner.query(
      `insert into engagement.card_request (message, event, home, ward, bcu, card, what, from_at, to_at, at)
       select $1, $2, id, ward, bcu, 'K7MPX5X', 'visit', $3, $3::timestamptz + interval '30 minutes', '2026-11-28T12:00Z'
       from engagement.home where id = $4`,
      [message, rows[0]!.event, from, at],
    )
  const isOut = async (id: HomeId) => (await asked('2026-11-26')).out.get(id)
  await owner.query(
    `insert into engagement.assignment_end (assignment, at, reason, ward, bcu, actor)
     select id, '2026-11-25', 'another round', ward, bcu, 'test' from engagement.assignment where id = $1`,
    [khan.assignment],
  )
  // Somebody was there that day.
  expect(await isOut(home)).toBe('seen')
  expect(await isOut(refused)).toBe('settled')
  await book(home, '00000000-0000-7000-8000-0000000000d3', '2026-11-26T18:30Z')
  await book(refused, '00000000-0000-7000-8000-0000000000d4', '2026-11-26T19:00Z')
  const { booked, homes } = await asked('2026-11-26')
  expect(booked.map((each) => [each.home, each.from.toISOString()])).toEqual([
    [home, '2026-11-26T18:30:00.000Z'],
    [refused, '2026-11-26T19:00:00.000Z'],
  ])
  expect(homes.map(({ id }) => id)).toContain(home)
  expect((await asked('2026-11-27')).booked).toEqual([])
  // Who also agreed on a later day is called at on this one.
  await owner.query(
    `insert into engagement.appointment (event, home, from_at, to_at, ward, bcu, actor)
     select $1, id, '2026-11-28T10:00Z', '2026-11-28T11:00Z', ward, bcu, 'test' from engagement.home where id = $2`,
    [rows[0]!.event, home],
  )
  expect((await asked('2026-11-26')).homes.map(({ id }) => id)).toContain(home)
  // Before the day that was booked nobody calls; on it, and once it is over, somebody does.
  expect((await asked('2026-11-25')).out.get(home)).toBe('awaits')
  expect((await asked('2026-11-29')).out.get(home)).toBeUndefined()
  // Who refused and books a visit afterwards is called at; a kit that is there stays there, and the visit is still told.
  expect(homes.map(({ id }) => id)).toContain(refused)
  const [kit] = await town.kitsOf(khan, 1)
  await send(khan.event(6, deliveredAt(refused, kit!)))
  const after = await asked('2026-11-26')
  expect(after.out.get(refused)).toBe('kit')
  expect(after.booked.map((each) => each.home)).toContain(refused)
})
