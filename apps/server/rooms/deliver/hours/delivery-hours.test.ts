import { afterAll, expect, test } from 'vitest'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import { momentOf } from '@mettrace/protocol/words/values'
import { testDatabase } from '../../../../../test/database.ts'
import type { Mover } from '../../../../../test/ledger-people.ts'
import { afternoon, deliveredAt, noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt } from '../../../../../test/phone-town.ts'
import { neverOver, signIn, withoutProvider } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { takeBatch } from '../sync/judge/take-batch.ts'
import { meetPhone } from '../sync/phones/phones.ts'
import { countedMinutes, hoursOfDeployments, hoursOfTeams } from './delivery-hours.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
const { stranger } = town
const asked = { first: '2026-11-01', last: '2026-11-30' }

const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => receivedAt),
})
afterAll(() => app.close())

/** Homes of each ward stand 40 metres apart in a row of their own; the first ward is an area with a deployment. */
await owner.query('alter table engagement.home disable trigger refuse_change')
await owner.query(
  `update engagement.home h set easting = 530000 + 40 * n.place, northing = case h.ward when 'W1' then 180000 else 190000 end
   from (select id, row_number() over (partition by ward order by id)::int as place from engagement.home) n where n.id = h.id`,
)
await owner.query('alter table engagement.home enable trigger refuse_change')
const places = await owner.query<{ id: string; easting: number; northing: number; ward: string }>(
  'select id, easting, northing, ward from engagement.home',
)
const placeOf = new Map(places.rows.map((row) => [row.id, row]))
const ways = (from: string, to: string): number => {
  const [one, other] = [placeOf.get(from)!, placeOf.get(to)!]
  return (1.3 * Math.hypot(one.easting - other.easting, one.northing - other.northing)) / 80
}

await owner.query("insert into places.vintage (kind, valid_from) values ('lsoa', '2021-01-01')")
await owner.query(
  `insert into places.point_area (kind, valid_from, easting, northing, code)
   select distinct 'lsoa', '2021-01-01'::date, easting, northing, 'E-' || ward from engagement.home`,
)
await owner.query(
  `insert into target.deployment_approval (id, actor, origin, name, kind, valid_from, digest, approved_at)
   values ('00000000-0000-7000-8000-0000000000a1', 'test', 'demonstration', 'Example', 'lsoa', '2021-01-01', repeat('0', 64), '2026-01-05T10:00Z')`,
)
await owner.query(
  `insert into target.deployment (id, approval, number, name, starts_on, start_known, held_out, kits)
   values ('00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-0000000000a1', 12, 'Ash Hill', '2026-01-05', 'day', false, 10)`,
)
await owner.query(
  `insert into target.deployment_area (deployment, place, kind, valid_from, code, name, ward, bcu)
   values ('00000000-0000-7000-8000-0000000000a2', 1, 'lsoa', '2021-01-01', 'E-W1', 'Ash Hill', 'W1', 'North')`,
)

/** A record so many minutes into the afternoon. */
const at = (event: PhoneEvent, minutes: number): PhoneEvent => ({
  ...event,
  id: uuidv7(afternoon + minutes * 60_000) as PhoneEvent['id'],
  occurredAt: momentOf(afternoon + minutes * 60_000),
  clock: { run: 1, monotonic: minutes * 60_000, offset: 0 },
})

const [kit] = await town.kitsOf(khan, 1)
const [first, second, third, fourth] = khan.homes as [
  (typeof khan.homes)[0],
  (typeof khan.homes)[0],
  (typeof khan.homes)[0],
  (typeof khan.homes)[0],
]
const khans = [
  at(khan.event(1, noAnswerAt(first)), 0),
  at(khan.event(2, deliveredAt(second, kit!)), 14),
  at(khan.event(3, noAnswerAt(third)), 59),
  // More than three quarters of an hour later, and one that is undone.
  at(khan.event(4, noAnswerAt(fourth)), 105),
  at(khan.event(5, noAnswerAt(fourth)), 107),
]
for (const { device, mover } of [khan, reid, stranger])
  await database.withActor(mover.person.actor, 'a phone of a test', (tx) =>
    meetPhone(tx, { device, heartbeat: { unsent: 0, setAside: 0, storage: 'works' }, app: null }, receivedAt),
  )
await takeBatch(
  database,
  khan.mover.person.actor,
  batchOf(khan, [...khans, at(khan.event(6, { kind: 'undo', of: khans[4]!.id }), 108)]),
  receivedAt,
)
await takeBatch(
  database,
  reid.mover.person.actor,
  batchOf(reid, [at(reid.event(1, noAnswerAt(first)), 30), at(reid.event(2, noAnswerAt(second)), 33)]),
  receivedAt,
)
await takeBatch(
  database,
  stranger.mover.person.actor,
  batchOf(stranger, [at(stranger.event(1, noAnswerAt(stranger.homes[0]!)), 0)]),
  receivedAt,
)

const lead = await signIn(database, 'programme_lead')
await neverOver(owner, lead)
const teamsOf = ({ person }: Pick<Mover, 'person'>) =>
  database.withActor(person.actor, 'hours of a test', (tx) => hoursOfTeams(tx, asked))

test('hours are measured from record to record, expected at first doors, and not known in long gaps', async () => {
  const [north, ...others] = await teamsOf(town.people.of('sergeant', 'North'))
  expect(others).toEqual([])
  const { walking, ...rest } = north!
  // 0 to 14 to 59, and 30 to 33; 59 to 105 is too long; first doors: 1 + 1 and 1 after the gap.
  expect(rest).toEqual({
    week: '2026-11-23',
    bcu: 'North',
    ward: 'W1',
    role: 'ward_officer',
    officers: 2,
    days: 2,
    visits: 6,
    measured: 62,
    expected: 3,
    unknown: 46,
  })
  expect(countedMinutes(north!)).toBe(65)
  const walked = [ways(first, second), ways(second, third), ways(first, second)]
  expect(walking).toBeCloseTo(
    Math.min(14, walked[0]!) + Math.min(45, walked[1]!) + Math.min(3, walked[2]!),
    9,
  )
})

test('a sergeant is told of their own BCU, whoever leads of all, by BCU and never by person', async () => {
  expect(
    (await teamsOf(town.people.of('sergeant', 'South'))).map(({ ward, visits }) => [ward, visits]),
  ).toEqual([['W2', 1]])
  expect(
    (await teamsOf({ person: lead })).map(({ bcu, ward, officers, visits }) => [bcu, ward, officers, visits]),
  ).toEqual([
    ['North', null, 2, 6],
    ['South', null, 1, 1],
  ])
  await expect(teamsOf(town.people.of('ward_officer', 'North'))).rejects.toThrow('permission denied')
})

test('the same by deployment and month, which sums to the same', async () => {
  const all = await database.withActor(lead.actor, 'hours of a test', (tx) => hoursOfDeployments(tx, asked))
  expect(
    all.map(({ month, deployment, visits, measured, expected }) => [
      month,
      deployment,
      visits,
      measured,
      expected,
    ]),
  ).toEqual([
    ['2026-11', 12, 6, 62, 3],
    ['2026-11', null, 1, 0, 1],
  ])
  const outside = await database.withActor(lead.actor, 'hours of a test', (tx) =>
    hoursOfDeployments(tx, { first: '2026-11-27', last: '2026-12-31' }),
  )
  expect(outside).toEqual([])
})

test('the page and its file say so, and name no officer', async () => {
  const { headers } = town.people.of('sergeant', 'North').person
  const page = await app.inject({ url: '/deliver/hours?from=2026-11-01&to=2026-11-30', headers })
  expect(page.statusCode).toBe(200)
  expect(page.payload).toContain('D-012 Ash Hill')
  const file = await app.inject({ url: '/deliver/hours.csv?from=2026-11-01&to=2026-11-30', headers })
  expect(
    file.payload
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',').slice(0, 9).join()),
  ).toEqual(['week,2026-11-23,W1,Ward officer,2,2,6,65,62', 'month,2026-11-01,D-012 Ash Hill,,,,6,65,62'])
  const wrong = await app.inject({ url: '/deliver/hours?from=2026-11-30&to=2026-11-01', headers })
  expect([wrong.statusCode, wrong.payload.includes('The last day must not be before the first')]).toEqual([
    400,
    true,
  ])
  // A file of other days than those asked for would pass for what was asked.
  const wrongFile = await app.inject({ url: '/deliver/hours.csv?from=2026-11-30&to=2026-11-01', headers })
  expect([
    wrongFile.statusCode,
    wrongFile.payload.includes('The last day must not be before the first'),
  ]).toEqual([400, true])
})

test('a visit before the start of a deployment, or after its end, is none of it', async () => {
  let follows: string | null = null
  const change = async (what: 'start moved' | 'closed', day: string): Promise<(number | null)[]> => {
    const id = uuidv7()
    await owner.query(
      `insert into target.deployment_change (id, deployment, follows, actor, reason, what, starts_on, start_known, closed_on, kits)
       values ($1, '00000000-0000-7000-8000-0000000000a2', $2, 'test', 'As it was', $3, $4, $5, $6, $7)`,
      [id, follows, what, ...(what === 'closed' ? [null, null, day, 4] : [day, 'day', null, null])],
    )
    follows = id
    const found = await database.withActor(lead.actor, 'hours of a test', (tx) =>
      hoursOfDeployments(tx, asked),
    )
    return found.map(({ deployment }) => deployment)
  }
  const day = new Date(afternoon).toISOString().slice(0, 10)
  expect(await change('start moved', '2026-12-01')).toEqual([null])
  expect(await change('start moved', day)).toEqual([12, null])
  expect(await change('start moved', '2026-01-05')).toEqual([12, null])
  expect(await change('closed', '2026-11-25')).toEqual([null])
})
