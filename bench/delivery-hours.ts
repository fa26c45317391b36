/**
 * Hours of delivery of a whole force. One command:
 *
 *   node bench/delivery-hours.ts [--short]
 *
 * A million visits of 200 officers on 125 days at 440,000 homes of 4,835 areas, of which 1,200 have a deployment: counted by BCU, role
 * and week and by deployment and month, as whoever leads asks for them. Beside it a bare sum of the same visits by officer and day, by the
 * owner whom no policy holds: the least that has to be sorted. Goal: each of the two at most five times the bare sum (medians, in
 * turns); the usual eight weeks are printed. With --short a twentieth of the visits, printed and not judged.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { usualLogins } from '../apps/server/foundation/access/logins.ts'
import { databaseOn } from '../apps/server/foundation/database.ts'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { migrate } from '../apps/server/foundation/migrate.ts'
import { secretsOf } from '../apps/server/foundation/secrets.ts'
import type { Transaction } from '../apps/server/foundation/with-actor.ts'
import {
  hoursOfDeployments,
  hoursOfTeams,
  type HoursAsked,
} from '../apps/server/rooms/deliver/hours/delivery-hours.ts'
import { signIn } from '../test/signed-in.ts'

const short = process.argv.includes('--short')
const [officers, visitsOfDay, days] = [short ? 40 : 200, 40, short ? 32 : 125]
const homes = short ? 22_000 : 440_000
const turns = short ? 3 : 7
const goal = 5
const all: HoursAsked = { first: '2026-01-01', last: '2026-11-30' }
const weeks: HoursAsked = { first: '2026-01-05', last: '2026-03-01' }

/** Officers walk from home to home, five minutes from one to the next; one visit in fifty was undone. */
const everything = `
set session_replication_role = replica;
create function pg_temp.id(kind integer, number bigint) returns uuid language sql immutable
  return (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid;
insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
  select pg_temp.id(1, n), n, 'W' || n / 700, 'B' || n / 40000, 'ZX11AA', 'Street', n::text, 500000 + n % 1000 * 10, 160000 + n / 1000 * 10
  from generate_series(0, $homes - 1) n;
insert into places.point_area (kind, valid_from, easting, northing, code)
  select 'lsoa', '2021-01-01', easting, northing, 'E' || uprn / 91 from engagement.home;
insert into target.deployment_approval (id, actor, origin, name, kind, valid_from, digest, approved_at)
  values (pg_temp.id(7, 0), 'bench', 'demonstration', 'Example', 'lsoa', '2021-01-01', repeat('0', 64), '2026-01-01');
insert into target.deployment (id, approval, number, name, starts_on, start_known, held_out, kits)
  select pg_temp.id(8, n), pg_temp.id(7, 0), n + 1, 'Example ' || n, '2026-01-05', 'day', false, 10 from generate_series(0, 119) n;
insert into target.deployment_area (deployment, place, kind, valid_from, code, name, ward, bcu)
  select pg_temp.id(8, n / 10), n % 10 + 1, 'lsoa', '2021-01-01', 'E' || 4 * n, 'Example', 'W', 'B' from generate_series(0, 1199) n;
insert into identity.person (id, issuer, subject, display_name)
  select pg_temp.id(9, n), 'bench', n::text, 'Officer ' || n from generate_series(0, $officers - 1) n;
insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
  select pg_temp.id(10, n), pg_temp.id(9, n), case when n % 8 = 0 then 'prevention_pcso' else 'ward_officer' end, 'ward', 'W' || n, '2020-01-01', 'bench'
  from generate_series(0, $officers - 1) n;
insert into engagement.visit (event, home, ward, bcu, outcome, at, actor)
  select pg_temp.id(5, n), pg_temp.id(1, h.home), 'W' || h.home / 700, 'B' || h.home / 40000,
         case when n % 3 = 0 then 'protected' when n % 7 = 0 then 'refused' else 'no-answer' end,
         '2026-01-05T09:00Z'::timestamptz + (n / $ofday / $officers) * interval '2 days' + n % $ofday * interval '5 minutes',
         'person:' || pg_temp.id(9, n / $ofday % $officers)
  from generate_series(0, $visits - 1) n cross join lateral (select n::bigint * 7919 % $homes as home) h;
insert into engagement.event_turn (id, event, turn, stands, how, ward, bcu, by_event, actor)
  select event, event, 1, false, 'undone', ward, bcu, event, actor from engagement.visit where event::text like '%00';
set session_replication_role = origin;
`

const bare = `
with paced as (
  select v.actor, v.at::date as day, h.easting, h.northing,
         extract(epoch from v.at - lag(v.at) over (partition by v.actor, v.at::date order by v.at)) as gap
  from engagement.visit v join engagement.home h on h.id = v.home where v.at >= $1::date and v.at < $2::date + 1
)
select actor, day, count(*), sum(gap), avg(easting), avg(northing) from paced group by actor, day`

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
const ms = (value: number): string => `${value.toFixed(0)} ms`
const timed = async (work: () => Promise<readonly unknown[]>): Promise<number> => {
  const begun = performance.now()
  if ((await work()).length === 0) throw new Error('no hours were counted')
  return performance.now() - begun
}

const directory = await mkdtemp(join(tmpdir(), 'mettrace-bench-'))
const embedded = await openEmbeddedPostgres(directory)
const database = databaseOn(embedded.urls, secretsOf(new Uint8Array(32).fill(7)))
const owner = new pg.Client({ connectionString: embedded.ownerUrl })
try {
  await migrate(embedded.ownerUrl, usualLogins)
  await owner.connect()
  const visits = officers * visitsOfDay * days
  const filled = everything
    .replaceAll('$homes', String(homes))
    .replaceAll('$officers', String(officers))
    .replaceAll('$ofday', String(visitsOfDay))
    .replaceAll('$visits', String(visits))
  await owner.query(filled)
  await owner.query('vacuum analyze')
  const { actor } = await signIn(database, 'programme_lead', {})
  const asked = (read: (tx: Transaction) => Promise<readonly unknown[]>) =>
    database.withActor(actor, 'hours of a measurement', (tx) => timed(() => read(tx)))
  const took: Record<'bare' | 'teams' | 'deployments' | 'weeks', number[]> = {
    bare: [],
    teams: [],
    deployments: [],
    weeks: [],
  }
  for (let turn = 0; turn <= turns; turn++) {
    const each = {
      bare: await timed(async () => (await owner.query(bare, [all.first, all.last])).rows),
      teams: await asked((tx) => hoursOfTeams(tx, all)),
      deployments: await asked((tx) => hoursOfDeployments(tx, all)),
      weeks: await asked((tx) => hoursOfTeams(tx, weeks)),
    }
    // The first turn fills the caches.
    if (turn > 0)
      for (const [name, value] of Object.entries(each)) took[name as keyof typeof took].push(value)
  }
  const least = median(took.bare)
  console.log(`${visits} visits; eight weeks of them by team in ${ms(median(took.weeks))}`)
  for (const what of ['teams', 'deployments'] as const) {
    const ratio = median(took[what]) / least
    console.log(
      `${ratio <= goal ? 'held' : 'MISSED'}: by ${what} in ${ms(median(took[what]))}, the bare sum in ${ms(least)}: ${ratio.toFixed(2)} × (goal: ${goal})`,
    )
    if (!short && ratio > goal) process.exitCode = 1
  }
} finally {
  await owner.end()
  await database.close()
  await embedded.release()
  await rm(directory, { recursive: true, force: true })
}
