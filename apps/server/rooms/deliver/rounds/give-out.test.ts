import { expect, test } from 'vitest'
import { mostOfWalk } from '@mettrace/protocol/pages/rows'
import type { HomeId } from '@mettrace/protocol/words/values'
import { testDatabase } from '../../../../../test/database.ts'
import type { Mover } from '../../../../../test/ledger-people.ts'
import { noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown } from '../../../../../test/phone-town.ts'
import { signIn } from '../../../../../test/signed-in.ts'
import type { PlacedHome } from '../../../places/homes-of-streets.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Deployment } from '../deployments/deployments.ts'
import { endAssignment } from '../sync/assignments/assignments.ts'
import { takeBatch } from '../sync/judge/take-batch.ts'
import { meetPhone } from '../sync/phones/phones.ts'
import { onDuty, recordHours } from './duty-hours.ts'
import { homesOfRound, roundsGiven } from './given-out.ts'
import { giveOut, isGivenTwice, type GivenOut, type RoundToGive } from './give-out.ts'
import { homesToVisit, type ToVisit } from './homes-to-visit.ts'
import { roundsOfDay } from './rounds-of-day.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
const sergeant = town.people.of('sergeant', 'North')
const other: Mover = { ...sergeant, person: await signIn(database, 'sergeant', { place: 'North' }) }

// One area holds all homes of the town; the rounds that came with it are over.
await owner.query("insert into places.vintage (kind, valid_from) values ('lsoa', '2021-01-01')")
await owner.query(
  `insert into places.point_area (kind, valid_from, easting, northing, code)
   select distinct 'lsoa', '2021-01-01'::date, easting, northing, 'E1' from engagement.home`,
)
await owner.query(
  `insert into engagement.assignment_end (assignment, at, reason, ward, bcu, actor)
   select id, '2026-11-25', 'a round of a day instead', ward, bcu, 'test' from engagement.assignment`,
)
const deployment = {
  id: '00000000-0000-7000-8000-0000000000a2',
  saturation: 0.85,
  kind: 'lsoa',
  validFrom: '2021-01-01',
  areas: [{ place: 1, code: 'E1' }],
} as unknown as Deployment
const day = '2026-11-26'

const toVisit = (): Promise<ToVisit> =>
  database.withActor(sergeant.person.actor, 'rounds of a test', (tx) => homesToVisit(tx, deployment, day))
const idsOf = async (): Promise<string[]> => (await toVisit()).homes.map(({ id }) => id)

const roundOf = (person: string, homes: readonly string[], id = uuidv7()): RoundToGive => ({
  id,
  person,
  name: 'D-001, round 1',
  order: homes,
  done: homes.map((_, at) => 6.5 * (at + 1)),
})
const firstOfAll = new Map<string, number>()
const give = (
  { person: { actor } }: Mover,
  free: readonly PlacedHome[],
  ...rounds: RoundToGive[]
): Promise<GivenOut> =>
  database.withActor(actor, 'give rounds out in a test', (tx) =>
    giveOut(tx, actor.id, { day, rounds, free, first: firstOfAll }),
  )

const dayOf = (of: Deployment, on: string) =>
  database.withActor(sergeant.person.actor, 'rounds of a test', (tx) => roundsOfDay(tx, of, on, false))

test('a sergeant’s day has homes around burglaries first of all, and says how many are in none of its rounds', async () => {
  const { homes } = await toVisit()
  const [, burgled] = homes.map(({ id }) => id) as [string, string]
  await owner.query(
    `insert into enforcement.incident_version
       (reference, as_at, row_digest, reported_at, uprn, easting, northing, classification, series)
     select 'C1', '2026-11-24T10:00Z', gen_random_uuid(), '2026-11-24T10:00Z', uprn, easting, northing, 'Burglary', 'residential'
     from engagement.home where id = $1`,
    [burgled],
  )
  const { first, elsewhere, gains, toGo } = await dayOf(deployment, day)
  expect([first.get(burgled), first.size, elsewhere]).toEqual([0, 4, 0])
  // Nobody was visited yet; 85% of the eight homes of the area are seven.
  expect([gains, toGo]).toEqual([[], 7])
  const nowhere = { ...deployment, areas: [{ place: 1, code: 'E9' }] } as unknown as Deployment
  expect(await dayOf(nowhere, day)).toMatchObject({ first: new Map(), elsewhere: 4 })
  // Six days after the report it is over.
  expect((await dayOf(deployment, '2026-11-30')).first.size).toBe(0)
})

test('a round that is given out is an assignment of its day, and keeps the order of the walk', async () => {
  const { homes } = await toVisit()
  expect(homes).toHaveLength(4)
  const order = homes.map(({ id }) => id).toReversed()
  const round = roundOf(khan.person, order.slice(0, 2))
  firstOfAll.set(order[1]!, 0)
  expect(await give(sergeant, homes, round)).toEqual({ given: true })
  // Sent again, it is the same round.
  expect(await give(sergeant, homes, round)).toEqual({ given: true })
  const { rows } = await owner.query(
    `select a.person, a.from_day::text as "from", a.until_day::text as until, a.actor,
            (select array_agg(home order by home) from engagement.assignment_home h where h.assignment = a.id) as homes
     from engagement.assignment a where id = $1`,
    [round.id],
  )
  expect(rows).toEqual([
    {
      person: khan.person,
      from: day,
      until: day,
      actor: sergeant.person.actor.id,
      homes: order.slice(0, 2).toSorted(),
    },
  ])
  const walked = await database.withActor(khan.mover.person.actor, 'own round', (tx) =>
    homesOfRound(tx, round.id),
  )
  expect(walked.map(({ home, doneAfter }) => [home, doneAfter])).toEqual([
    [order[0], 6.5],
    [order[1], 13],
  ])
  // A colleague reads no round but their own.
  const seen = await database.withActor(reid.mover.person.actor, 'another’s round', (tx) =>
    homesOfRound(tx, round.id),
  )
  expect(seen).toEqual([])
  // The phone is told of these homes, and of no other.
  const pages = await owner.query<{ id: string; first: string | null }>(
    `select id, data ->> 'first' as first from engagement.page_change where page = $1`,
    [`${round.id}/homes`],
  )
  expect(new Map(pages.rows.map(({ id, first }) => [id, first]))).toEqual(
    new Map([
      [order[0], null],
      [order[1], 'A burglary near here in the days before'],
    ]),
  )
  const walk = await owner.query('select data from engagement.page_change where page = $1', [
    `${round.id}/walk`,
  ])
  expect(walk.rows).toEqual([{ data: { assignment: round.id, homes: order.slice(0, 2) } }])
})

test('what is made anew leaves alone what somebody has, and a home that is not free is not given', async () => {
  const { all, homes, out } = await toVisit()
  expect(homes).toHaveLength(2)
  expect([...out.values()]).toEqual(['given', 'given'])
  const before = await givenNow()
  expect(await give(sergeant, homes, roundOf(reid.person, [...out.keys()]))).toEqual({
    given: false,
    taken: 2,
  })
  // All or none: a round that is free is not given where another is not, and no home is given twice.
  const [free] = homes
  expect(
    await give(sergeant, homes, roundOf(reid.person, [free!.id]), roundOf(khan.person, [free!.id])),
  ).toEqual({ given: false, taken: 1 })
  const tooMany = Array.from({ length: mostOfWalk + 1 }, () => uuidv7())
  await expect(give(sergeant, homes, roundOf(reid.person, tooMany))).rejects.toThrow(RangeError)
  expect(await givenNow()).toEqual(before)
  expect(all).toHaveLength(4)
})

const givenNow = async (): Promise<[string, number, number][]> => {
  const { all } = await toVisit()
  const given = await database.withActor(sergeant.person.actor, 'rounds of a test', (tx) =>
    roundsGiven(
      tx,
      all.map(({ id }) => id),
      day,
    ),
  )
  return given.map(({ person, homes, seen }) => [person, homes, seen])
}

test('of two sergeants at the same moment one gives the homes out, and nothing of the other’s is there', async () => {
  const { homes } = await toVisit()
  const ids = homes.map(({ id }) => id)
  expect(ids).toHaveLength(2)
  const reached = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const rounds = [roundOf(reid.person, ids)]
  const first = database.withActor(sergeant.person.actor, 'give rounds out in a test', async (tx) => {
    const done = await giveOut(tx, sergeant.person.actor.id, { day, rounds, free: homes })
    reached.resolve()
    await goOn.promise
    return done
  })
  await reached.promise
  const second = give(other, homes, roundOf(khan.person, ids.toReversed())).catch((error: unknown) => error)
  await isWaiting()
  goOn.resolve()
  expect(await first).toEqual({ given: true })
  expect(isGivenTwice(await second)).toBe(true)
  const { rows } = await owner.query(
    `select a.person, count(*)::int4 as homes from engagement.assignment a
     join engagement.assignment_home h on h.assignment = a.id where h.home = any ($1::uuid[]) and a.from_day = $2
     group by a.id`,
    [ids, day],
  )
  expect(rows).toEqual([{ person: reid.person, homes: 2 }])
  expect(await idsOf()).toEqual([])
})

/** Until a connection of this database waits for another. */
const isWaiting = async (): Promise<void> => {
  for (;;) {
    const { rows } = await owner.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (rows.length > 0) return
  }
}

test('of a round that is taken back half done, the homes where nobody was are dealt out again, under the next turn', async () => {
  const { rows } = await owner.query<{ id: string; home: HomeId }>(
    `select a.id, h.home from engagement.assignment a join engagement.round_home h on h.assignment = a.id
     where a.person = $1 order by h.place`,
    [khan.person],
  )
  const [begun, rest] = rows
  const { actor } = khan.mover.person
  await database.withActor(actor, 'a phone of a test', (tx) =>
    meetPhone(
      tx,
      { device: khan.device, heartbeat: { unsent: 0, setAside: 0, storage: 'works' }, app: null },
      new Date(`${day}T13:00:00Z`),
    ),
  )
  const answers = await takeBatch(
    database,
    actor,
    batchOf(khan, [khan.event(1, noAnswerAt(begun!.home), { assignment: begun!.id as never })]),
    new Date(`${day}T17:00:00Z`),
  )
  expect(answers.map(({ answer }) => answer)).toEqual(['accepted'])
  // Still theirs: nothing is dealt out.
  expect(await idsOf()).toEqual([])
  expect(await givenNow()).toContainEqual([khan.person, 2, 1])
  await database.withActor(sergeant.person.actor, 'end a round', (tx) =>
    endAssignment(tx, sergeant.person.actor.id, begun!.id, {
      at: new Date(`${day}T17:30:00Z`),
      reason: 'called away',
    }),
  )
  const { homes, out } = await toVisit()
  expect(homes.map(({ id }) => id)).toEqual([rest!.home])
  expect(out.get(begun!.home)).toBe('seen')
  expect(await give(sergeant, homes, roundOf(reid.person, [rest!.home]))).toEqual({ given: true })
  const turns = await owner.query<{ turn: number }>(
    'select turn from engagement.round_home where home = $1 and day = $2 order by turn',
    [rest!.home, day],
  )
  expect(turns.rows.map(({ turn }) => turn)).toEqual([1, 2])
})

test('hours on duty are those recorded last, of one’s own BCU', async () => {
  const { actor } = sergeant.person
  const record = (hours: { begins: string; ends: string } | null): Promise<void> =>
    database.withActor(actor, 'hours of a test', (tx) =>
      recordHours(tx, actor.id, {
        act: uuidv7(),
        person: khan.person,
        days: [day],
        hours,
        wards: ['W1'],
        bcu: 'North',
      }),
    )
  const asked = ({ person }: Mover) =>
    database.withActor(person.actor, 'hours of a test', (tx) => onDuty(tx, day))
  await record({ begins: '14:00', ends: '18:00' })
  await record({ begins: '14:00', ends: '20:30' })
  const khans = { person: khan.person, begins: '14:00', ends: '20:30', wards: ['W1'], bcu: 'North' }
  expect(await asked(sergeant)).toEqual([khans])
  expect(await asked(town.people.of('sergeant', 'South'))).toEqual([])
  const southern = town.people.of('sergeant', 'South').person.actor
  await expect(
    database.withActor(southern, 'hours of a test', (tx) =>
      recordHours(tx, southern.id, {
        act: uuidv7(),
        person: khan.person,
        days: [day],
        hours: null,
        wards: null,
        bcu: 'North',
      }),
    ),
  ).rejects.toThrow('row-level security')
  await record(null)
  expect(await asked(sergeant)).toEqual([])
})
