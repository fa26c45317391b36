import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { applyAccess } from './access/apply-access.ts'
import { accessStatements } from './access/policies.ts'
import { roles } from './access/roles.ts'
import { MetTraceError } from './errors.ts'
import { advisoryLocks } from './advisory-locks.ts'

const folder = join(import.meta.dirname, '../database/migrations')

type Migration = { name: string; sql: string; digest: string }

const readMigrations = (): Migration[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, digest: createHash('sha256').update(sql).digest('hex') }
    })

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

const apply = async (client: pg.Client, migration: Migration): Promise<void> => {
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
    throw error
  }
}

/**
 * Brings a database to the present schema: forward only, each migration in its own transaction, any number of
 * processes at once. `login` is the role that the product will work as; it is let into the product's roles.
 * Errors: `fault` when the database has a migration that differs from ours, or that we do not know.
 */
export const migrate = async (ownerUrl: string, login?: string): Promise<void> => {
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
    const migrations = readMigrations()
    const { rows: present } = await client.query<{ there: boolean }>(
      `select to_regclass('migration.applied') is not null as there`,
    )
    if (!present[0]?.there) await client.query(journal)
    const { rows: applied } = await client.query<{ name: string; digest: string }>(
      'select name, digest from migration.applied',
    )
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
    for (const migration of migrations) if (!done.has(migration.name)) await apply(client, migration)
    await applyAccess(client, schemaState(migrations))
    await letIn(client, login)
  } finally {
    await client.end()
  }
}

/**
 * The login may take the product's roles on, and has no right without one. From PostgreSQL 16 on, whoever makes a
 * role is a member of it that may not take it on yet.
 */
const letIn = async (client: pg.Client, login: string | undefined): Promise<void> => {
  const { rows } = await client.query<{ role: string; login: string }>(
    `select r.rolname as role, coalesce($1, session_user) as login
     from pg_roles r
     where r.rolname = any ($2)
       and not pg_has_role(coalesce($1, session_user), r.oid,
                           case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end)`,
    [login ?? null, roles.map((role) => `mettrace_${role}`)],
  )
  for (const { role, login: member } of rows) {
    await client.query(`grant ${client.escapeIdentifier(role)} to ${client.escapeIdentifier(member)}`)
  }
}
