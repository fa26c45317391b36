/**
 * What is counted of homes at the size of London. One command:
 *
 *   node bench/saturation.ts [--short]
 *
 * 3.4 million homes in 140,000 streets of 4,835 areas and 605 wards, a million visits and 440,000 kits. Goals: the sums of all areas
 * for a programme lead take less than 100 ms; eight officers of one ward whose phones send fifty events each at the same moment
 * wait at most a quarter longer than without anything being counted. Beside the sums a plain count by area for the owner over the same rows,
 * and an empty question, which says how busy the machine is: where that takes more than a millisecond, the sums are judged by at most
 * three times the plain count. With counting and without take turns, ward by ward. With --short a tenth of it all, printed and not judged.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { momentOf } from '../packages/protocol/words/values.ts'
import { usualLogins } from '../apps/server/foundation/access/logins.ts'
import { databaseOn } from '../apps/server/foundation/database.ts'
import { serverLimits } from '../apps/server/foundation/database-limits.ts'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { migrate } from '../apps/server/foundation/migrate.ts'
import { secretsOf } from '../apps/server/foundation/secrets.ts'
import { proofOf } from '../apps/server/identity/tokens.ts'
import { placeCounts } from '../apps/server/rooms/deliver/saturation/counts.ts'
import { takeBatch } from '../apps/server/rooms/deliver/sync/judge/take-batch.ts'
import { signIn } from '../test/signed-in.ts'
import { benchPhones, fiftyOf, putPhones, type BenchPhone } from './support/phones.ts'

const short = process.argv.includes('--short')
const [areas, homesOfArea, streetsOfArea] = [short ? 484 : 4835, 703, 29]
const [writers, turns, sums] = [8, short ? 6 : 40, short ? 5 : 15]

/** Homes by area and street; of every ten one has a kit, three were visited. What is counted of them is counted by the product. */
const london = `
set session_replication_role = replica;
create function pg_temp.id(kind integer, number bigint) returns uuid language sql immutable
  return (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid;
insert into places.counted_ground (kind, valid_from) values ('lsoa', '2021-01-01');
insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
  select pg_temp.id(1, n), n, 'W' || n / $ofarea / 8, 'B' || n / $ofarea / 400, 'ZX11AA', 'Street ' || n % $streets, n::text, n, 0
  from generate_series(0, $homes - 1) n;
insert into places.point_area (kind, valid_from, easting, northing, code)
  select 'lsoa', '2021-01-01', n, 0, 'E' || lpad((n / $ofarea)::text, 8, '0') from generate_series(0, $homes - 1) n;
insert into engagement.kit (id, serial, exists_from, actor) select pg_temp.id(2, n), 'K' || n, '-infinity', 'bench'
  from generate_series(0, $homes - 1, 8) n;
insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, holder, ward, bcu, actor)
  select pg_temp.id(3, n), pg_temp.id(2, n), 1, pg_temp.id(4, n), 'earlier', '2026-02-01T09:00Z'::timestamptz + n % 200 * interval '1 day',
         '-infinity', 'home:' || pg_temp.id(1, n), 'W' || n / $ofarea / 8, 'B' || n / $ofarea / 400, 'bench'
  from generate_series(0, $homes - 1, 8) n;
insert into engagement.kit_position (id, serial, sequence, movement, kind, at, holder, disputed, ward, bcu)
  select m.kit, k.serial, 1, m.id, m.kind, m.at, m.holder, 0, m.ward, m.bcu
  from engagement.kit_movement m join engagement.kit k on k.id = m.kit where m.kind = 'earlier';
create temp table visited as select n from generate_series(0, $homes - 1) n where n % 8 in (0, 3) or n % 24 = 5;
insert into engagement.phone_event (id, phone, kind, home, kit, at, received_at, content, decision, answer, erased_at, ward, bcu, actor)
  select pg_temp.id(5, n), pg_temp.id(6, 0), 'visit', pg_temp.id(1, n), case when n % 8 = 0 then 'K' || n end, '2026-02-01T09:00Z', now(),
         sha256('bench'), 'accepted', '{}', now(), 'W' || n / $ofarea / 8, 'B' || n / $ofarea / 400, 'bench' from visited;
insert into engagement.visit (event, home, ward, bcu, outcome, at, actor)
  select pg_temp.id(5, n), pg_temp.id(1, n), 'W' || n / $ofarea / 8, 'B' || n / $ofarea / 400,
         case when n % 8 = 0 then 'protected' when n % 16 = 3 then 'refused' else 'no-answer' end, '2026-02-01T09:00Z', 'bench' from visited;
set session_replication_role = origin;
analyze;
`

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN
const ms = (value: number): string => `${value.toFixed(1)} ms`
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const directory = await mkdtemp(join(tmpdir(), 'mettrace-bench-'))
const embedded = await openEmbeddedPostgres(directory)
const database = databaseOn(embedded.urls, secretsOf(new Uint8Array(32).fill(7)), undefined, serverLimits)
const owner = new pg.Client({ connectionString: embedded.ownerUrl, options: '-c mettrace.change_by=bench' })
let failed = false
const judge = (words: string, held: boolean): void => {
  console.log(`${held ? 'held' : 'MISSED'}: ${words}`)
  failed ||= !held && !short
}

/** Eight phones of one ward send their first or second fifty at once. Returns how long each waited. */
const sendAll = (phones: readonly BenchPhone[], turn: 0 | 1): Promise<number[]> => {
  const now = Date.now()
  return Promise.all(
    phones.map((phone) => {
      const { person, device, token } = phone
      const actor = { id: `person:${person}`, role: 'ward_officer', proof: proofOf(token) } as const
      const batch = {
        device,
        person,
        events: fiftyOf(phone, turn, now),
        run: 1,
        monotonic: 7_200_000,
        sentAt: momentOf(now),
      }
      return timed(async () => {
        const answers = await takeBatch(database, actor, batch, new Date(now))
        if (answers.some(({ answer }) => answer !== 'accepted')) throw new Error('an event was not accepted')
      })
    }),
  )
}

const countedTables = [
  'engagement.visit',
  'engagement.event_turn',
  'engagement.kit_movement',
  'engagement.resident',
  'engagement.consent',
]
const setCounting = async (counts: boolean): Promise<void> => {
  for (const table of countedTables)
    await owner.query(`alter table ${table} ${counts ? 'enable' : 'disable'} trigger keep_states`)
}

try {
  await migrate(embedded.ownerUrl, usualLogins)
  await owner.connect()

  // Ten officers to a ward, each in a street of their own: eight of them write.
  const phones = benchPhones(turns * 10)
  await putPhones(owner, phones)
  await owner.query('set session_replication_role = replica')
  await owner.query(
    `update engagement.home h set street = 'Street of ' || a.person from engagement.assignment_home ah join engagement.assignment a on a.id = ah.assignment where ah.home = h.id`,
  )
  await owner.query(
    `insert into engagement.phone (id, actor, enrolled_at) select device, 'bench', now() from unnest($1::uuid[]) device`,
    [phones.map(({ device }) => device)],
  )
  await owner.query('set session_replication_role = origin')
  await owner.query('select engagement.keep_states_of(array(select id from engagement.home))')
  const [counting, plain]: [number[], number[]] = [[], []]
  for (let ward = 0; ward < turns; ward++) {
    const own = phones.slice(ward * 10, ward * 10 + writers)
    const first = ward % 2 === 0
    for (const turn of [0, 1] as const) {
      const counts = first === (turn === 0)
      await setCounting(counts)
      const waited = await sendAll(own, turn)
      // The first wards warm what each connection plans once.
      if (ward >= 2) (counts ? counting : plain).push(...waited)
    }
  }
  await setCounting(true)
  const cost = quantile(counting, 0.5) / quantile(plain, 0.5) - 1
  judge(
    `${writers} phones of one ward with 50 events each: ${ms(quantile(counting, 0.5))} counted, ${ms(quantile(plain, 0.5))} not (medians; 9 of 10 within ${ms(quantile(counting, 0.9))} and ${ms(quantile(plain, 0.9))}): ${(100 * cost).toFixed(0)}% longer, at most 25%`,
    cost <= 0.25,
  )

  const homes = areas * homesOfArea
  await owner.query(
    london
      .replaceAll('$homes', String(homes))
      .replaceAll('$ofarea', String(homesOfArea))
      .replaceAll('$streets', String(streetsOfArea)),
  )
  const took = await timed(() =>
    owner.query(
      `select engagement.rebuild_states(ward) from (select distinct ward from engagement.home where uprn < $1) w`,
      [homes],
    ),
  )
  const { rows } = await owner.query<{ streets: number; visits: number; kits: number }>(
    `select (select count(*)::int from engagement.street_count) as streets, (select count(*)::int from engagement.visit) as visits,
            (select count(*)::int from engagement.kit) as kits`,
  )
  const { streets, visits, kits } = rows[0]!
  console.log(
    `${homes} homes, ${streets} streets, ${visits} visits, ${kits} kits; all counted anew in ${(took / 1000).toFixed(0)} s`,
  )
  await owner.query('vacuum analyze')

  const { actor } = await signIn(database, 'programme_lead', {})
  const [summed, counted, empty]: [number[], number[], number[]] = [[], [], []]
  for (let at = 0; at < sums + 2; at++) {
    const sum = await database.withActor(actor, 'saturation of all areas', async (tx) => {
      const begun = performance.now()
      const all = await placeCounts(tx, 'area', {}, '2026-11-29')
      if (all.length < areas) throw new Error(`${all.length} areas`)
      return performance.now() - begun
    })
    const count = await timed(() =>
      owner.query('select area, sum(homes), sum(protected) from engagement.street_count group by area'),
    )
    const none = await timed(() => owner.query('select $1::text', ['1']))
    if (at < 2) continue
    summed.push(sum)
    counted.push(count)
    empty.push(none)
  }
  const isBusy = quantile(empty, 0.9) > 1
  judge(
    `sums of ${areas} areas in ${ms(quantile(summed, 0.5))}, less than 100 ms; a plain count by area for the owner in ${ms(quantile(counted, 0.5))}, an empty question in ${ms(quantile(empty, 0.5))} and ${ms(quantile(empty, 0.9))}`,
    quantile(summed, 0.5) < 100 || (isBusy && quantile(summed, 0.5) <= 3 * quantile(counted, 0.5)),
  )
} finally {
  await database.close()
  await owner.end()
  await embedded.release()
  await rm(directory, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0
