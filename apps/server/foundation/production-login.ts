import type pg from 'pg'
import { stateOf } from './access/apply-access.ts'
import { MetTraceError } from './errors.ts'
import { schemaState } from './migrate.ts'

type Login = { name: string; superuser: boolean; bypasses: boolean; owns: string | null; may: string | null }

/** What the login may do that it must not, where the policies are to hold for it. */
const askLogin = `
  select session_user::text as name, r.rolsuper as superuser, r.rolbypassrls as bypasses,
         (select min(c.oid::regclass::text) from pg_class c
          where pg_has_role(r.oid, c.relowner, 'usage') and c.relkind = 'r'
            and c.relnamespace::regnamespace::text in ('foundation', 'places', 'target', 'engagement', 'enforcement', 'covert', 'identity', 'log')) as owns,
         (select min(m.rolname) from pg_roles m
          where (m.rolsuper or m.rolbypassrls or m.rolcreaterole) and m.oid <> r.oid and pg_has_role(r.oid, m.oid, 'member')) as may
  from pg_roles r where r.rolname = session_user`

const wrongWith = ({ superuser, bypasses, owns, may }: Login): string | undefined => {
  if (superuser) return 'is a superuser'
  if (bypasses) return 'passes over row security (bypassrls)'
  if (may !== null) return `may act as ${may}`
  return owns === null ? undefined : `owns ${owns}`
}

/**
 * In production the product works as a login that row security holds for, and finds the schema that it knows; it changes
 * nothing. Errors: `usage` where the login may do too much, or the schema is another version's.
 */
export const checkProductionDatabase = async (pool: Pick<pg.ClientBase, 'query'>): Promise<void> => {
  const { rows } = await pool.query<Login>(askLogin)
  const login = rows[0]!
  const wrong = wrongWith(login)
  if (wrong !== undefined) {
    throw new MetTraceError(
      'usage',
      `The login ${login.name} of DATABASE_URL ${wrong}: row security would not hold for it. Use a login without rights of its own, let in by: mettrace migrate --login NAME`,
    )
  }
  if ((await stateOf(pool)) !== schemaState()) {
    throw new MetTraceError(
      'usage',
      'The schema of this database is not that of this version. Bring it up to date as its owner: DATABASE_URL=… mettrace migrate --login NAME',
    )
  }
}
