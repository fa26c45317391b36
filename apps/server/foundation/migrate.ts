import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { applyAccess } from './access/apply-access.ts'
import { accessStatements } from './access/policies.ts'
import { loginNames, logins, type OfLogins } from './access/logins.ts'
import { databaseRoles, roles, type Role } from './access/roles.ts'
import { MetTraceError } from './errors.ts'
import { advisoryLocks } from './advisory-locks.ts'
import { makeLogin } from './make-login.ts'
import { checkOwner } from './owner-needs.ts'

const folder = join(import.meta.dirname, '../database/migrations')

type Migration = { name: string; sql: string; digest: string }

/**
 * The first number that only one file may have. Some earlier files share theirs: databases know them by name, so they
 * keep it.
 */
const firstUniqueNumber = 23

const numberOf = (name: string): number => Number(/^(\d{4})-[a-z\d-]+\.sql$/.exec(name)?.[1] ?? NaN)

const checkNames = (names: readonly string[]): void => {
  for (const [at, name] of names.entries()) {
    const number = numberOf(name)
    if (Number.isNaN(number)) {
      throw new MetTraceError('fault', `The migration ${name} needs a name such as 0023-name.sql.`)
    }
    const before = names[at - 1]
    if (number >= firstUniqueNumber && before !== undefined && numberOf(before) === number) {
      throw new MetTraceError(
        'fault',
        `The migrations ${before} and ${name} have one number. Give the later one the next free number.`,
      )
    }
  }
}

/**
 * Migrations run in the order of their numbers on every database. One that arrives late, below a number that has run,
 * would run after it here and before it on a new database, and the two could differ.
 */
const refuseLate = (migrations: readonly Migration[], done: ReadonlySet<string>): void => {
  const newest = [...done].toSorted().at(-1)
  if (newest === undefined) return
  for (const { name } of migrations) {
    if (done.has(name) || numberOf(name) < firstUniqueNumber || numberOf(name) > numberOf(newest)) continue
    throw new MetTraceError(
      'fault',
      `The migration ${name} comes too late: this database has been through ${newest}. Give it a number above that.`,
    )
  }
}

const readMigrations = (from = folder): Migration[] => {
  const names = readdirSync(from)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
  checkNames(names)
  return names.map((name) => {
    const sql = readFileSync(join(from, name), 'utf8')
    return { name, sql, digest: createHash('sha256').update(sql).digest('hex') }
  })
}

/** Names the schema that this version of the product knows: its migrations and its access table. */
export const schemaState = (migrations = readMigrations()): string =>
  createHash('sha256')
    .update([...migrations.map(({ digest }) => digest), ...accessStatements()].join('\n'))
    .digest('hex')

const journal = `
create schema if not exists migration;
create table if not exists migration.applied (
  name text primary key,
  digest text not null,
  applied_at timestamptz not null default now()
);
comment on table migration.applied is 'Migrations that this database has been through.';
comment on column migration.applied.name is 'open | none | keep | File of the migration';
comment on column migration.applied.digest is 'open | none | keep | SHA-256 of its text';
comment on column migration.applied.applied_at is 'open | none | keep | When it ran';
alter table migration.applied enable row level security;
alter table migration.applied force row level security;
-- Only whoever logged in as the owner: not a role taken on later, not a function with the owner's rights.
create policy journal on migration.applied for all to current_user
  using (session_user = current_user) with check (session_user = current_user);
`

/** `taken`: how many were taken before it in this run. */
const apply = async (client: pg.Client, migration: Migration, taken: number): Promise<void> => {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into migration.applied (name, digest) values ($1, $2)', [
      migration.name,
      migration.digest,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw new MetTraceError(
      'fault',
      `The migration ${migration.name} ended with: ${(error as Error).message}. It left nothing of itself; ${taken} before it ${taken === 1 ? 'was' : 'were'} taken. Run it again once that is mended.`,
      {},
      { cause: error },
    )
  }
}

/**
 * Brings a database to the present schema: forward only, each migration in its own transaction, any number of
 * processes at once. `names` are the logins that the product will work as, made where there are none; each may take on its
 * roles alone. `from` is the folder of the migrations. Says which logins were made, and which others may still become people
 * and parts of the product alike, as the one login of earlier versions could.
 * Errors: `usage` when the owner lacks what it needs, before anything is made; `fault` when the database has a migration that differs from ours or that we do not know, when two files
 * have one number, or when a file's number is below one that has run.
 */
export const migrate = async (
  ownerUrl: string,
  names?: OfLogins<string>,
  from = folder,
): Promise<{ madeLogins: string[]; tooMany: string[] }> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'mettrace migrate' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows: version } = await client.query<{ number: number }>(
      `select current_setting('server_version_num')::int as number`,
    )
    if ((version[0]?.number ?? 0) < 150_000) {
      throw new MetTraceError('fault', 'MetTrace needs PostgreSQL 15 or newer.')
    }
    await client.query('select pg_advisory_lock($1)', [advisoryLocks.migration])
    const migrations = readMigrations(from)
    const { rows: present } = await client.query<{ there: boolean }>(
      `select to_regclass('migration.applied') is not null as there`,
    )
    const missingLogins = await checkOwner(client, names)
    const { rows: applied } = present[0]?.there
      ? await client.query<{ name: string; digest: string }>('select name, digest from migration.applied')
      : { rows: [] }
    for (const { name, digest } of applied) {
      const ours = migrations.find((each) => each.name === name)
      if (ours?.digest === digest) continue
      throw new MetTraceError(
        'fault',
        ours
          ? `The migration ${name} is not the one this database was made with.`
          : `This database has the migration ${name}, which this version of MetTrace does not know. Use the newer version.`,
      )
    }
    const done = new Set(applied.map((each) => each.name))
    refuseLate(migrations, done)
    if (!present[0]?.there) await client.query(journal)
    const pending = migrations.filter(({ name }) => !done.has(name))
    for (const [taken, migration] of pending.entries()) await apply(client, migration, taken)
    await applyAccess(client, schemaState(migrations))
    for (const name of missingLogins) await makeLogin(client, name)
    await letIn(client, names)
    return { madeLogins: missingLogins, tooMany: names ? await tooManyRoles(client) : [] }
  } finally {
    await client.end()
  }
}

/** Logins beside the owner and superusers that may become people and parts of the product: their password is worth all. */
const tooManyRoles = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select rolname as name from pg_roles login
     where rolcanlogin and not rolsuper and rolname <> session_user
       and pg_has_role(oid, 'mettrace_registrar', 'member') and pg_has_role(oid, 'mettrace_ward_officer', 'member')
     order by rolname`,
  )
  return rows.map(({ name }) => name)
}

/**
 * Each login may take on the roles that `logins` says and no other of ours, and has no right without one. From PostgreSQL
 * 16 on, whoever makes a role is a member of it that may not take it on yet. Without logins whoever migrates may take on
 * all: the owner, who tries it out.
 */
const letIn = async (client: pg.Client, names: OfLogins<string> | undefined): Promise<void> => {
  const wanted = names
    ? loginNames.map((login) => ({ member: names[login], may: logins[login].roles as readonly Role[] }))
    : [{ member: undefined, may: roles }]
  for (const { member, may } of wanted) {
    const { rows } = await client.query<{ role: string; login: string; give: boolean }>(
      `select r.rolname as role, l.rolname as login, r.rolname = any ($3) as give
       from pg_roles r join pg_roles l on l.rolname = coalesce($1::text, session_user::text)
       where r.rolname = any ($2) and (r.rolname = any ($3)) is distinct from
         case when r.rolname = any ($3)
              then pg_has_role(l.oid, r.oid, case when current_setting('server_version_num')::int >= 160000
                                                  then 'set' else 'member' end)
              else exists (select from pg_auth_members where member = l.oid and roleid = r.oid) end`,
      [member ?? null, databaseRoles(roles), databaseRoles(may)],
    )
    for (const { role, login, give } of rows) {
      const [name, to] = [client.escapeIdentifier(role), client.escapeIdentifier(login)]
      await client.query(give ? `grant ${name} to ${to}` : `revoke ${name} from ${to}`)
    }
  }
}
