import { beforeAll, expect, test } from 'vitest'
import type { HomeId } from '@mettrace/protocol/words/values'
import { testDatabase } from '../../../../../test/database.ts'
import { deliveredAt, noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt } from '../../../../../test/phone-town.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import { decideProposal, propose } from '../../../places/home-proposals.ts'
import { takeBatch } from '../sync/judge/take-batch.ts'
import { meetPhone } from '../sync/phones/phones.ts'
import { circlesBeyond } from './circles.ts'
import { dosages } from './done-around.ts'
import { whoIsNext } from './who-is-next.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan] = town.walkers
const { bcu } = khan.mover.place
const sergeant = town.people.of('sergeant', bcu as 'North').person.actor
const other = town.people.of('sergeant', bcu === 'North' ? 'South' : 'North').person.actor
const [first, second, third, fourth] = khan.homes as [HomeId, HomeId, HomeId, HomeId]

type Burglary = {
  home: string
  reportedAt: string
  reference: string
  asAt?: string
  byPlace?: boolean
  vulnerable?: boolean
  series?: string
}

const burgle = ({
  home,
  reportedAt,
  reference,
  asAt = reportedAt,
  byPlace = false,
  vulnerable,
  series = 'residential',
}: Burglary) =>
  owner.query(
    `insert into enforcement.incident_version
       (reference, as_at, row_digest, reported_at, uprn, easting, northing, classification, series, vulnerable_victim)
     select $2, $4, gen_random_uuid(), $3, case when not $5 then uprn end, easting + 2, northing, 'Burglary', $7, $6
     from engagement.home where id = $1`,
    [home, reference, reportedAt, asAt, byPlace, vulnerable ?? null, series],
  )

const next = (actor: Actor, today: string) =>
  database.withActor(actor, 'who is next', (tx) => whoIsNext(tx, today))
const idsOf = async (actor: Actor, today: string): Promise<string[]> =>
  (await next(actor, today)).map(({ home }) => home)

beforeAll(async () => {
  // Nobody has these homes, so that all are free.
  await owner.query(
    `insert into engagement.assignment_end (assignment, at, reason, ward, bcu, actor)
     select id, '2026-11-25', 'another round', ward, bcu, 'test' from engagement.assignment where id <> $1`,
    [khan.assignment],
  )
  await burgle({ home: second, reference: 'C1', reportedAt: '2026-11-20T23:30Z' })
})

test('a burgled home is first and the doors beside it follow, from the day of the report and for five more', async () => {
  expect(await idsOf(sergeant, '2026-11-20')).toEqual([second, first, third, fourth])
  expect(await idsOf(sergeant, '2026-11-25')).toEqual([second, first, third, fourth])
  expect(await idsOf(sergeant, '2026-11-26')).toEqual([])
})

test('nobody is shown homes of another’s places, and nothing of the crime is read', async () => {
  expect(await idsOf(other, '2026-11-25')).toEqual([])
  const [shown] = await next(sergeant, '2026-11-25')
  expect(JSON.stringify(shown)).not.toContain('C1')
})

test('whoever was burgled within a year, or is vulnerable, comes first; the word does not say which', async () => {
  await burgle({ home: fourth, reference: 'C2', reportedAt: '2026-11-18T10:00Z' })
  expect((await next(sergeant, '2026-11-21'))[0]).toMatchObject({
    home: second,
    circle: { comesFirst: false },
  })
  await burgle({ home: fourth, reference: 'C3', reportedAt: '2025-11-17T10:00Z' })
  expect((await next(sergeant, '2026-11-21'))[0]).toMatchObject({ home: second })
  await burgle({ home: fourth, reference: 'C4', reportedAt: '2025-11-18T11:00Z' })
  expect((await next(sergeant, '2026-11-21'))[0]).toMatchObject({
    home: fourth,
    circle: { comesFirst: true },
  })
  // A later version says that it was no burglary of a home: the latest holds.
  await burgle({
    home: fourth,
    reference: 'C4',
    reportedAt: '2025-11-18T11:00Z',
    asAt: '2025-12-01',
    series: 'other',
  })
  expect((await next(sergeant, '2026-11-21'))[0]).toMatchObject({ home: second })
  await burgle({
    home: fourth,
    reference: 'C2',
    reportedAt: '2026-11-18T10:00Z',
    asAt: '2026-11-19',
    vulnerable: true,
  })
  expect((await next(sergeant, '2026-11-21'))[0]).toMatchObject({
    home: fourth,
    circle: { comesFirst: true },
  })
  await burgle({
    home: fourth,
    reference: 'C2',
    reportedAt: '2026-11-18T10:00Z',
    asAt: '2026-11-20',
    series: 'other',
  })
})

test('where only the place was recorded the nearest door stands for it, and is said to', async () => {
  await burgle({ home: third, reference: 'C5', reportedAt: '2026-11-19T10:00Z', byPlace: true })
  const circles = (await next(sergeant, '2026-11-20')).map(({ circle }) => circle)
  expect(circles.find(({ home }) => home === third)).toMatchObject({
    byPlace: true,
    reportedOn: '2026-11-19',
  })
  expect(circles.find(({ home }) => home === second)).toMatchObject({ byPlace: false })
  await burgle({
    home: third,
    reference: 'C5',
    reportedAt: '2026-11-19T10:00Z',
    asAt: '2026-11-20',
    series: 'other',
  })
})

test('what was done is counted by days from the report, and homes that are done with are called at no more', async () => {
  const { actor } = khan.mover.person
  await database.withActor(actor, 'a phone of a test', (tx) =>
    meetPhone(
      tx,
      { device: khan.device, heartbeat: { unsent: 0, setAside: 0, storage: 'works' }, app: null },
      receivedAt,
    ),
  )
  const [kit] = await town.kitsOf(khan, 1)
  const answers = await takeBatch(
    database,
    actor,
    batchOf(khan, [
      khan.event(1, noAnswerAt(first)),
      khan.event(2, { kind: 'refused', home: third, position: null, reason: 'not-wanted' }),
      khan.event(3, deliveredAt(second, kit!)),
    ]),
    receivedAt,
  )
  expect(answers.map(({ answer }) => answer)).toEqual(['accepted', 'accepted', 'accepted'])
  const all = await database.withActor(sergeant, 'dosage', (tx) => dosages(tx, '2026-11-27'))
  // The report was on the 20th and the visits on the 26th: none within five days.
  expect(all.map(({ dosage }) => dosage)).toEqual([
    {
      homes: 4,
      hadKit: 0,
      visited: { within: [0, 0, 0, 0, 0, 0], soFar: 3 },
      offered: { within: [0, 0, 0, 0, 0, 0], soFar: 2 },
      delivered: { within: [0, 0, 0, 0, 0, 0], soFar: 1 },
    },
  ])
  expect((await next(sergeant, '2026-11-25')).map(({ home, now }) => [home, now])).toEqual([
    [first, 'given'],
    [fourth, 'given'],
  ])
})

test('a home that is left out of the register is neither called at nor counted', async () => {
  const lead = town.people.of('programme_lead').person.actor
  const home = town.people.homes.find(({ id }) => id === fourth)!
  const id = await database.withActor(sergeant, 'test', (tx) =>
    propose(tx, sergeant, home, { kind: 'exclude', reason: 'void', note: 'boarded up' }),
  )
  await database.withActor(lead, 'test', (tx) => decideProposal(tx, lead, id, true))
  expect(await idsOf(sergeant, '2026-11-25')).toEqual([first])
  const [circle] = await database.withActor(sergeant, 'dosage', (tx) => dosages(tx, '2026-11-27'))
  expect(circle!.dosage.homes).toBe(3)
})

test('a home beside one that was burgled beyond the border is told to its own sergeant, and the burgled one to nobody there', async () => {
  const { rows } = await owner.query<{ ward: string; bcu: string }>(
    'select ward, bcu from engagement.home where ward <> (select ward from engagement.home where id = $1) limit 1',
    [first],
  )
  const [beyond] = rows
  const theirs = uuidv7()
  await database.withActor({ id: 'test', role: 'registrar' }, 'a home beyond the border', (tx) =>
    tx.query(
      `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
       select $1, 990001, $2, $3, postcode, street, '5', easting - 10, northing from engagement.home where id = $4`,
      [theirs, beyond!.ward, beyond!.bcu, first],
    ),
  )
  // The burglaries before are over by then.
  await burgle({ home: first, reference: 'C7', reportedAt: '2026-12-10T10:00Z', vulnerable: true })
  const seen = await next(other, '2026-12-11')
  expect(seen.map(({ home, doors, circle }) => [home, doors, circle.beyond, circle.comesFirst])).toEqual([
    [theirs, 4, true, true],
  ])
  const circles = await database.withActor(other, 'beyond the border', (tx) =>
    circlesBeyond(tx, '2026-12-06'),
  )
  expect(circles.map(({ doors }) => doors)).toEqual([[{ home: theirs, doors: 4 }]])
  // Whose place it is sees it as before, and not the door of the others; each is written down as combined.
  const own = await next(sergeant, '2026-12-11')
  expect(own.every(({ circle }) => !circle.beyond)).toBe(true)
  expect(own.map(({ home }) => home)).not.toContain(theirs)
  const combined = await owner.query(
    `select from log.entry where operation = 'combination' and actor = $1 and subject is not null`,
    [other.id],
  )
  expect(combined.rowCount).toBe(2)
  expect(await idsOf(other, '2026-12-16')).toEqual([])
})
