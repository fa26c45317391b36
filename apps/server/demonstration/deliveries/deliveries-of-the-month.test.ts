import { madeUpDoors, visitsOfMonth, type MadeUpVisit } from '@mettrace/demo/deliveries'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import { nodeProgram } from '../../../../test/repository.ts'
import { actingAs } from '../../foundation/access/acting-as.ts'
import { demonstrationPersonIds, postDemonstrationPeople } from '../../identity/demonstration/post-people.ts'
import { takeMessages } from '../../rooms/deliver/card-requests/take-messages.ts'
import { bookedOn } from '../../rooms/deliver/rounds/booked.ts'
import { deploymentsListed } from '../../rooms/deliver/deployments/deployments.ts'
import { rebuildSaturation } from '../../rooms/deliver/saturation/rebuild.ts'
import { loadDemonstration } from '../load-demonstration.ts'
import { deliveriesOfTheMonth } from './deliveries-of-the-month.ts'
import { walkLive, type LiveCounts } from './live-deliveries.ts'

const { database, owner, urls } = await testDatabase()
const [seed, day] = [1, new Date('2026-01-05T12:00:00Z')]

const begin = async (): Promise<void> =>
  deliveriesOfTheMonth(database, day, await demonstrationPersonIds(database))

type Walked = { person: string; area: string; homes: number }
const walks = async (): Promise<Walked[]> => {
  const { rows } = await owner.query<Walked>(
    `select a.person, p.code as area, (select count(*)::int from engagement.assignment_home h where h.assignment = a.id) as homes
     from target.deployment d join target.deployment_area p on p.deployment = d.id
     join engagement.assignment a on a.name = d.name order by d.number`,
  )
  return rows
}

/** What a home came to by its visits, counted by hand. */
const stateOf = (visits: readonly MadeUpVisit[]): string => {
  const outcomes = visits.map(({ outcome }) => outcome)
  if (outcomes.some((each) => each.kind === 'delivered' && each.applies)) return 'protected'
  if (outcomes.some(({ kind }) => kind === 'delivered')) return 'delivered'
  const met = outcomes.findLast(({ kind }) => ['refused', 'come-back', 'tell-sergeant'].includes(kind))
  if (met) return met.kind === 'refused' ? 'refused' : 'come back'
  return outcomes.some(({ kind }) => kind !== 'leave-out') ? 'no answer' : 'not yet'
}

const countedByHand = (visits: readonly MadeUpVisit[], homes: number): Record<string, number> => {
  const of = Map.groupBy(visits, ({ home }) => home)
  const counts: Record<string, number> = {}
  for (let home = 0; home < homes; home++) {
    const state = stateOf(of.get(home) ?? [])
    counts[state] = (counts[state] ?? 0) + 1
  }
  return counts
}

const counted = async (area: string): Promise<Record<string, number>> => {
  const { rows } = await owner.query<{ state: string; homes: number }>(
    `select s.state, count(*)::int as homes from engagement.home_state s
     where s.area = $1 and exists (select from engagement.assignment_home h where h.home = s.home) group by s.state`,
    [area],
  )
  return Object.fromEntries(rows.map(({ state, homes }) => [state, homes]))
}

/** The live walk of a test: as fast as it goes. */
const live = (count: number, signal = new AbortController().signal): Promise<LiveCounts> =>
  walkLive(database, { every: 0, count, seed: 5, signal, clock: () => new Date() }, () => undefined)

test('where no city is loaded nobody walks', async () => {
  await expect(live(1)).rejects.toThrow('for the demonstration city only')
})

test('without made-up people nobody delivers', async () => {
  await loadDemonstration(database, { homes: 14_000, seed, until: '2026-01-05' }, () => undefined)
  await begin()
  expect(await walks()).toEqual([])
  await expect(live(1)).rejects.toThrow('Nobody delivers in this demonstration city yet')
})

/** Begins in another process, which is killed once something that is asked for is so. */
const beginAndKill = async (isSo: string): Promise<void> => {
  const child = fileURLToPath(new URL('../../../../test/month-child.ts', import.meta.url))
  const telling = spawn(nodeProgram, [child, JSON.stringify(urls), day.toISOString()], { stdio: 'ignore' })
  const ended = once(telling, 'exit')
  const isThere = async (): Promise<boolean> =>
    (await owner.query<{ so: boolean }>(`select ${isSo} as so`)).rows[0]!.so
  while (telling.exitCode === null && !(await isThere())) await sleep(5)
  telling.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
}

const ofMonth = `exists (select from target.deployment_approval where name = 'Deliveries of this month')`

test('killed once its deployments are there, and once a phone has sent some records, it goes on with the rest', async () => {
  await postDemonstrationPeople(database)
  await beginAndKill(ofMonth)
  await beginAndKill('exists (select from engagement.phone_event)')
  const { rows } = await owner.query<{ told: number }>(
    'select count(*)::int as told from engagement.phone_event',
  )
  await begin()
  const after = await owner.query<{ told: number }>(
    'select count(*)::int as told from engagement.phone_event',
  )
  expect(rows[0]!.told).toBeLessThan(after.rows[0]!.told)
})

test('a month of deliveries counts as its visits do by hand, in each of four deployments', async () => {
  const all = await walks()
  expect(all).toHaveLength(4)
  expect(new Set(all.map(({ person }) => person)).size).toBe(4)
  for (const [at, { area, homes }] of all.entries()) {
    const visits = visitsOfMonth(seed + 8 + at, homes, madeUpDoors[at]!)
    expect(await counted(area), area).toEqual(countedByHand(visits, homes))
  }
})

/** Whether deliveries of a deployment were over on the day of this test. */
const isOver = (startsOn: string | null): boolean => startsOn !== null && startsOn < '2025-08-08'

test('of the deployments of the years before those that are over are closed, and the four are under way', async () => {
  const { deployments } = await database.withActor(actingAs('demonstrationData', 'test'), 'all', (tx) =>
    deploymentsListed(tx, { today: '2026-01-05' }, 'all'),
  )
  for (const { number, startsOn, state, phase } of deployments)
    if (isOver(startsOn)) expect([number, state]).toEqual([number, 'closed'])
    else if (phase === 'Deliveries of this month') expect([number, state]).toEqual([number, 'under way'])
  expect(deployments.some(({ state }) => state === 'closed')).toBe(true)
})

test('what contradicts another record is set aside, one of each kind, and everything else is taken', async () => {
  const { rows } = await owner.query(
    `select reason, count(*)::int from engagement.phone_event where decision = 'set aside' group by 1 order by 1`,
  )
  expect(rows).toEqual([
    { reason: 'card-used', count: 1 },
    { reason: 'not-yours', count: 1 },
    { reason: 'unknown-kit', count: 1 },
  ])
})

test('every kit of the month is in one place: at a home, in hand or in the store, and none is disputed', async () => {
  const visits = (await walks()).flatMap(({ homes }, at) =>
    visitsOfMonth(seed + 8 + at, homes, madeUpDoors[at]!),
  )
  const delivered = visits.filter(({ outcome }) => outcome.kind === 'delivered').length
  const { rows } = await owner.query(
    `select holder_kind as holder, count(*)::int as kits, sum(disputed)::int as disputed from engagement.kit_position
     where serial like 'ZM%' group by 1 order by 1`,
  )
  expect(rows).toEqual([
    { holder: 'bcu', kits: 200, disputed: 0 },
    { holder: 'home', kits: delivered, disputed: 0 },
    { holder: 'person', kits: 80, disputed: 0 },
  ])
  const twice = await owner.query(
    `select v.home from engagement.visit v join engagement.phone_event e on e.id = v.event
     where e.kit is not null group by v.home having count(*) > 1`,
  )
  expect(twice.rows).toEqual([])
})

test('counted anew from the facts nothing differs', async () => {
  expect(await rebuildSaturation(database, actingAs('importCommand', 'test'))).toEqual([])
})

test('rounds of today are given out, one phone is silent, and nobody is left signed in', async () => {
  const { rows } = await owner.query<Record<string, number>>(
    `select (select count(distinct assignment)::int from engagement.round_home where day = '2026-01-05') as rounds,
            (select count(*)::int from engagement.left_card) as cards,
            (select count(*)::int from (
               select distinct on (phone) unsent from engagement.phone_contact order by phone, at desc
             ) last where unsent > 0) as silent,
            (select count(*)::int from identity.session where ended_at is null) as sessions`,
  )
  expect(rows[0]).toMatchObject({ rounds: 4, silent: 1, sessions: 0 })
  expect(rows[0]?.['cards']).toBeGreaterThan(50)
})

test('some residents booked a visit by card, for today and for tomorrow, and the sergeant keeps a rota', async () => {
  const registrar = actingAs('demonstrationHomes', 'test')
  const homes = await owner.query<{ home: string }>('select home from engagement.assignment_home')
  const onDay = (of: string) =>
    database.withActor(registrar, 'bookings of a test', (tx) =>
      bookedOn(tx, [...new Set(homes.rows.map(({ home }) => home))], of),
    )
  const before = (await onDay('2026-01-05')).length
  // A card counts for half a year, and the database says when somebody used it: here on the evening before.
  await owner.query(
    `set session_replication_role = replica; update engagement.card_message set at = '2026-01-04T21:00Z'; set session_replication_role = origin`,
  )
  await takeMessages(database)
  expect((await onDay('2026-01-05')).length - before).toBe(8)
  const tomorrow = (await onDay('2026-01-06')).filter(
    ({ from }) => from.toISOString().slice(11, 16) === '17:00',
  )
  expect(tomorrow.length).toBeGreaterThanOrEqual(4)
  const { rows } = await owner.query<{ officers: number; days: number; off: number }>(
    `select count(distinct person)::int as officers, count(distinct day)::int as days,
            count(*) filter (where begins is null)::int as off from engagement.duty_hours`,
  )
  // Five Prevention PCSOs and a ward officer.
  expect(rows).toEqual([{ officers: 6, days: 10, off: 2 }])
})

test('a spot check is ordered of the area that is nearly done, by an officer of the other BCU', async () => {
  const { rows } = await owner.query(
    `select (select count(*)::int from engagement.spot_check) as ordered,
            (select p.subject from identity.person p join engagement.spot_check c on c.checker = p.id) as checker`,
  )
  expect(rows).toEqual([{ ordered: 1, checker: 'pcso-2-1' }])
})

const facts = async (): Promise<unknown> =>
  (await owner.query('select count(*) from engagement.phone_event')).rows

test('it begins once', async () => {
  const before = await facts()
  await begin()
  expect(await facts()).toEqual(before)
})

const numbers = async (): Promise<Record<'visits' | 'atHome' | 'kits' | 'counted' | 'protected', number>> => {
  const { rows } = await owner.query(
    `select (select count(*)::int from engagement.visit) as visits,
            (select count(*)::int from engagement.kit_position where holder_kind = 'home') as "atHome",
            (select count(*)::int from engagement.kit_position) as kits,
            (select sum(protected)::int from engagement.street_count) as counted,
            (select count(*)::int from engagement.home_state where state = 'protected') as protected`,
  )
  return rows[0]
}

test('the wall moves by as many visits as were asked for, and every kit that is given leaves a hand', async () => {
  const before = await numbers()
  const counts = await live(40)
  const after = await numbers()
  const aside = await owner.query(
    `select kind, reason from engagement.phone_event where decision = 'set aside' and at > '2026-02-01'`,
  )
  expect(aside.rows).toEqual([])
  expect(counts).toMatchObject({ visits: 40, setAside: 0 })
  expect(counts.delivered + counts.refused + counts.noAnswer + counts.other).toBe(40)
  expect(counts.delivered).toBeGreaterThan(0)
  expect(after.visits - before.visits).toBe(40)
  expect(after.atHome - before.atHome).toBe(counts.delivered)
  expect(after.kits).toBe(before.kits)
  expect(after.protected).toBeGreaterThan(before.protected)
  expect(after.counted).toBe(after.protected)
  expect(await rebuildSaturation(database, actingAs('importCommand', 'test'))).toEqual([])
})

test('it ends when it is told to, and leaves nobody signed in', async () => {
  const ending = new AbortController()
  ending.abort()
  expect(await live(5, ending.signal)).toMatchObject({ visits: 0 })
  const { rows } = await owner.query('select from identity.session where ended_at is null')
  expect(rows).toEqual([])
})
