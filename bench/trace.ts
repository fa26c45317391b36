/**
 * From a code to its owner at the size of a whole force. One command:
 *
 *   node bench/trace.ts [--short]
 *
 * 1,000,000 kits at as many of 3,000,000 homes. A trace finds the kit, its home and who lived there on the day, decrypts name and
 * contact, and writes its entries of the log, under row security, as an investigator. Beside it the same look-up bare, as the owner whom
 * no policy holds, with one committed row of an entry's size, in the manner of pgbench. Both are asked at the same fixed rate, whether the
 * last was answered or not, so that waiting counts.
 *
 * Goals: at 500 traces a second 99 of 100 within 10 ms, and at most 4 times the bare look-up (medians one after another). With --short a
 * twentieth of it all, printed and not judged.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { usualLogins } from '../apps/server/foundation/access/logins.ts'
import { databaseOn } from '../apps/server/foundation/database.ts'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { fieldCipherOf } from '../apps/server/foundation/fields/field-cipher.ts'
import { migrate } from '../apps/server/foundation/migrate.ts'
import { residentFields } from '../apps/server/foundation/records/sealed-fields.ts'
import { secretsOf } from '../apps/server/foundation/secrets.ts'
import { kitsOf } from '../apps/server/rooms/trace/traces/asked.ts'
import { homesOfKits } from '../apps/server/rooms/trace/traces/homes-of-kits.ts'
import { neverOver, signIn } from '../test/signed-in.ts'

const short = process.argv.includes('--short')
const [kits, homes] = short ? [50_000, 150_000] : [1_000_000, 3_000_000]
const [rate, seconds, turns] = [500, short ? 4 : 20, short ? 300 : 2000]
/** Kits that are asked for; the others have a digest and a resident that nobody opens. */
const asked = 5000

const everything = `
set session_replication_role = replica;
create function pg_temp.id(kind integer, number bigint) returns uuid language sql immutable
  return (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid;
insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
  select pg_temp.id(1, n), n, 'W' || n % 600, 'B' || n % 12, 'ZX' || n % 9000, 'Example Street', n::text, 500000 + n % 60000, 160000 + n / 60000
  from generate_series(1, $homes) n;
insert into engagement.kit (id, serial, exists_from, made_on, data_key, key_version, code, code_digest, actor)
  select pg_temp.id(13, n), 'K' || n, '2026-01-01T00:00Z', '2026-01-01', '\\x00', 1, '\\x00', sha256(('code ' || n)::bytea), 'bench'
  from generate_series(1, $kits) n;
insert into engagement.kit_act (id, kind, at, to_holder, kits, bcu, actor)
  select pg_temp.id(20, n), 'delivered', '2026-02-01T09:00Z', null, 1, 'B' || n % 12, 'bench' from generate_series(1, $kits) n;
insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, ward, bcu, actor)
  select pg_temp.id(21, n), pg_temp.id(13, n), 1, pg_temp.id(23, n), 'received', '2026-01-02T09:00Z', '2026-01-01T00:00Z', null, 'store', null,
         null, 'bench' from generate_series(1, $kits) n;
insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, ward, bcu, actor)
  select pg_temp.id(22, n), pg_temp.id(13, n), 2, pg_temp.id(20, n), 'delivered', '2026-02-01T09:00Z', '2026-01-02T09:00Z', 'store',
         'home:' || pg_temp.id(1, 3 * n), 'W' || 3 * n % 600, 'B' || 3 * n % 12, 'bench' from generate_series(1, $kits) n;
insert into engagement.kit_position (id, serial, sequence, movement, kind, at, holder, disputed, made_on, ward, bcu)
  select pg_temp.id(13, n), 'K' || n, 2, pg_temp.id(22, n), 'delivered', '2026-02-01T09:00Z', 'home:' || pg_temp.id(1, 3 * n), 0, '2026-01-01',
         'W' || 3 * n % 600, 'B' || 3 * n % 12 from generate_series(1, $kits) n;
insert into engagement.resident (id, home, ward, bcu, from_day, data_key, key_version, name, contact, name_digest, contact_digest)
  select pg_temp.id(2, n), pg_temp.id(1, 3 * n), 'W' || 3 * n % 600, 'B' || 3 * n % 12, '2026-01-01', '\\x00', 1, '\\x00', '\\x00',
         sha256(('name ' || n)::bytea), sha256(('contact ' || n)::bytea) from generate_series(1, $kits) n;
set session_replication_role = origin;
create table public.entry (id uuid default gen_random_uuid(), at timestamptz default now(), actor text, role text, purpose text, operation text,
  kind text, subject bytea, filler bytea);
`

const bare = `
with found as (
  select k.id as kit, h.street, h.number, h.postcode, r.name, r.contact
  from engagement.kit k join engagement.kit_movement m on m.kit = k.id join engagement.home h on h.id = m.home
  join engagement.resident r on r.home = h.id and date '2026-05-05' between r.from_day and coalesce(r.to_day, 'infinity'::date)
  where k.code_digest = $1
)
select * from found`
const row = `insert into public.entry (actor, role, purpose, operation, kind, subject, filler)
  values ('person:x', 'investigator', 'trace a code', 'combination', 'kit', $1, decode(repeat('00', 150), 'hex'))`

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN
const ms = (value: number): string => `${value.toFixed(2)} ms`
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** Milliseconds of each answer, from when it was due: at so many a second, whether the last was answered or not. */
const atRate = async (work: (turn: number) => Promise<unknown>): Promise<number[]> => {
  const begun = performance.now()
  const times: Promise<number>[] = []
  while (times.length < rate * seconds) {
    const due = begun + (times.length * 1000) / rate
    const wait = due - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const turn = times.length
    times.push(work(turn).then(() => performance.now() - due))
  }
  return Promise.all(times)
}

const directory = await mkdtemp(join(tmpdir(), 'mettrace-bench-'))
const embedded = await openEmbeddedPostgres(directory)
const secrets = secretsOf(new Uint8Array(32).fill(7))
const database = databaseOn(embedded.urls, secrets)
const owner = new pg.Client({ connectionString: embedded.ownerUrl, options: '-c mettrace.change_by=bench' })
const plain = new pg.Pool({ connectionString: embedded.ownerUrl, max: 10 })
let failed = false
const judge = (words: string, held: boolean): void => {
  console.log(`${held ? 'held' : 'MISSED'}: ${words}`)
  failed ||= !held && !short
}
try {
  await migrate(embedded.ownerUrl, usualLogins)
  await owner.connect()
  await owner.query(everything.replaceAll('$kits', String(kits)).replaceAll('$homes', String(homes)))
  const fields = fieldCipherOf(secrets)
  const digests: Buffer[] = []
  const numbers = Array.from({ length: asked }, (_, at) => 1 + ((at * 7919) % kits))
  for (const number of numbers) {
    const id = `00000002-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
    const { key, seal } = fields.newRow(residentFields, id)
    const digest = fields.digest('code', `code ${number}`)
    digests.push(digest)
    await owner.query(
      'update engagement.resident set data_key = $2, key_version = $3, name = $4, contact = $5 where id = $1',
      [id, key.dataKey, key.keyVersion, seal('name', `Name ${number}`), seal('contact', '07700 900123')],
    )
    await owner.query('update engagement.kit set code_digest = $2 where serial = $1', [`K${number}`, digest])
  }
  await owner.query('vacuum analyze')
  const investigator = await signIn(database, 'investigator')
  await neverOver(owner, investigator)
  console.log(`${kits} kits at ${homes} homes`)

  const ours = (turn: number): Promise<unknown> =>
    database.actOften(investigator.actor, 'trace a code', async (tx) => {
      const number = numbers[turn % asked]!
      const { kits: found } = await kitsOf(tx, `code ${number}`, 'case C/1: bench')
      const [home] = await homesOfKits(
        tx,
        found.map(({ kit }) => kit),
        { onDay: '2026-05-05', reason: 'case C/1: bench', names: true },
      )
      if (home?.occupiers[0]?.name !== `Name ${number}`) throw new Error(`${number} is not traced.`)
    })
  const theirs = async (turn: number): Promise<void> => {
    const client = await plain.connect()
    try {
      const digest = digests[turn % asked]
      await client.query('begin')
      const { rows } = await client.query({ name: 'look', text: bare, values: [digest] })
      if (rows.length !== 1) throw new Error('The bare look-up finds nothing.')
      await client.query({ name: 'row', text: row, values: [digest] })
      await client.query('commit')
    } finally {
      client.release()
    }
  }
  for (let turn = 0; turn < 100; turn++) {
    await ours(turn)
    await theirs(turn)
  }
  const [guarded, unguarded]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < turns; turn++) {
    guarded.push(await timed(() => ours(turn)))
    unguarded.push(await timed(() => theirs(turn)))
  }
  const ratio = quantile(guarded, 0.5) / quantile(unguarded, 0.5)
  judge(
    `one after another ${ms(quantile(guarded, 0.5))}, bare ${ms(quantile(unguarded, 0.5))}: ${ratio.toFixed(2)} times, at most 4`,
    ratio <= 4,
  )
  const theirTimes = await atRate(theirs)
  const ourTimes = await atRate(ours)
  judge(
    `at ${rate} a second half within ${ms(quantile(ourTimes, 0.5))}, 99 of 100 within ${ms(quantile(ourTimes, 0.99))}, at most 10 ms; bare ${ms(quantile(theirTimes, 0.5))} and ${ms(quantile(theirTimes, 0.99))}`,
    quantile(ourTimes, 0.99) <= 10,
  )
} finally {
  await plain.end()
  await owner.end()
  await database.close()
  await embedded.release()
  await rm(directory, { recursive: true, force: true })
}
if (failed) process.exitCode = 1
