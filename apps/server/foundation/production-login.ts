import type pg from 'pg'
import { stateOf } from './access/apply-access.ts'
import { logins, type Login, type OfLogins } from './access/logins.ts'
import { databaseRoles } from './access/roles.ts'
import { MetTraceError } from './errors.ts'
import { schemaState } from './migrate.ts'

type Asked = {
  name: string
  superuser: boolean
  bypasses: boolean
  makes_roles: boolean
  replicates: boolean
  owns: string | null
  may: string | null
  lacks: string | null
}

/** What the login may do that it must not, where the policies are to hold for it, and what it must and may not. */
const askLogin = `
  select session_user::text as name, r.rolsuper as superuser, r.rolbypassrls as bypasses,
         r.rolcreaterole as makes_roles, r.rolreplication as replicates,
         (select min(object) from (
            select relowner, oid::regclass::text from pg_class where relkind in ('r', 'p', 'v', 'm')
            union all select proowner, oid::regprocedure::text from pg_proc
            union all select nspowner, 'the schema ' || nspname from pg_namespace where nspname !~ '^pg_(toast_)?temp_'
            union all select datdba, 'the database' from pg_database where datname = current_database()
          ) as owned (owner, object) where pg_has_role(r.oid, owner, 'usage')) as owns,
         (select m.rolname from pg_roles m
          where m.oid <> r.oid and pg_has_role(r.oid, m.oid, 'member') and m.rolname <> all ($1)
            and m.rolname <> 'pg_database_owner'
          order by m.rolsuper or m.rolbypassrls or m.rolcreaterole desc, m.rolname limit 1) as may,
         (select min(name) from unnest($1::text[]) name
          where not exists (select from pg_roles m where m.rolname = name and pg_has_role(r.oid, m.oid, 'member'))) as lacks
  from pg_roles r where r.rolname = session_user`

const wrongWith = (asked: Asked): string | undefined => {
  const { superuser, bypasses, makes_roles: makesRoles, replicates, owns, may } = asked
  if (superuser) return 'is a superuser'
  if (bypasses) return 'passes over row security (bypassrls)'
  if (makesRoles) return 'may make roles (createrole)'
  if (replicates) return 'may read the whole cluster (replication)'
  if (may !== null) return `may act as ${may}`
  return owns === null ? undefined : `owns ${owns}`
}

/** Setting that names the login. */
const settingOf: OfLogins<string> = {
  web: 'DATABASE_URL',
  signIn: 'SIGN_IN_DATABASE_URL',
  worker: 'WORKER_DATABASE_URL',
  command: 'DATABASE_URL',
}

/**
 * In production the product works as logins that row security holds for, and that may become what `logins` says and no
 * more, and finds the schema that it knows; it changes nothing. Errors: `usage` where the login may do too much or too
 * little, or the schema is another version's.
 */
export const checkProductionDatabase = async (
  pool: Pick<pg.ClientBase, 'query'>,
  kind: Login,
): Promise<void> => {
  const { rows } = await pool.query<Asked>(askLogin, [databaseRoles(logins[kind].roles)])
  const login = rows[0]!
  const wrong = wrongWith(login)
  if (wrong !== undefined) {
    throw new MetTraceError(
      'usage',
      `The login ${login.name} of ${settingOf[kind]} ${wrong}: it would be worth more than it needs. Use the login that is let in for this by: mettrace migrate --login mettrace_web`,
    )
  }
  if ((await stateOf(pool)) !== schemaState()) {
    throw new MetTraceError(
      'usage',
      'The schema of this database is not that of this version. Bring it up to date as its owner: DATABASE_URL=… mettrace migrate --login NAME',
    )
  }
  if (login.lacks === null) return
  throw new MetTraceError(
    'usage',
    `The login ${login.name} of ${settingOf[kind]} may not act as ${login.lacks}. Use the login that is let in for this by: mettrace migrate --login mettrace_web`,
  )
}
