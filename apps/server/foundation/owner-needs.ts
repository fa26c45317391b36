import type pg from 'pg'
import type { OfLogins } from './access/logins.ts'
import { databaseRoles, roles } from './access/roles.ts'
import { MetTraceError } from './errors.ts'

type Owner = {
  name: string
  may_make_roles: boolean
  may_make_schemas: boolean
  /** Owner of what is there, where the one who asks may not act as them. */
  other_owner: string | null
  /** Roles of the product that are not in the cluster yet. */
  missing: string[]
  /** Roles that are there, and that the one who asks may give to nobody. */
  not_theirs: string[]
  /** Logins that are to be made. */
  missing_logins: string[]
  /** Logins that row security would not hold for. */
  too_strong: string[]
  /** Names given as logins that are roles, the product’s own among them: who takes on one would take on all of the login. */
  no_logins: string[]
}

/** From PostgreSQL 16 on, roles are given by whoever has the admin option, not by whoever may make roles. */
const askOwner = `
  select self.rolname::text as name,
    self.rolsuper or self.rolcreaterole as may_make_roles,
    has_database_privilege(current_database(), 'create') as may_make_schemas,
    (select pg_get_userbyid(nspowner) from pg_namespace
     where nspname = 'migration' and not pg_has_role(nspowner, 'usage')) as other_owner,
    array(select name from unnest($1::text[]) name
          where not exists (select from pg_roles where rolname = name)) as missing,
    array(select role.rolname::text from pg_roles role
          where role.rolname = any ($1)
            and not exists (select from pg_roles login
                            where $2::text[] is null and login.rolname = session_user
                              and pg_has_role(login.oid, role.oid, version.held))
            and not (self.rolsuper or pg_has_role(role.oid, 'member with admin option')
                     or (version.held = 'member' and self.rolcreaterole))) as not_theirs,
    array(select name from unnest($2::text[]) with ordinality as login (name, place)
          where not exists (select from pg_roles where rolname = name) order by place) as missing_logins,
    array(select rolname::text from pg_roles
          where rolname = any ($2) and (rolsuper or rolbypassrls)) as too_strong,
    array(select rolname::text from pg_roles
          where rolname = any ($2) and (rolname = any ($1) or not rolcanlogin)) as no_logins
  from pg_roles self
  cross join (select case when current_setting('server_version_num')::int >= 160000
                          then 'set' else 'member' end as held) version
  where self.rolname = current_user`

const names = (list: readonly string[]): string => list.toSorted().join(', ')

const lacks = function* (owner: Owner): Generator<string> {
  const { name, missing, not_theirs: notTheirs, other_owner: other } = owner
  if (other !== null) {
    yield `What is there belongs to ${other}: run this as ${other}.`
    return
  }
  if (!owner.may_make_schemas) yield `${name} may not make schemas: alter database … owner to ${name}.`
  const toMake = [...missing, ...owner.missing_logins]
  if (toMake.length > 0 && !owner.may_make_roles) {
    yield `${name} may not make roles (${names(toMake)}): alter role ${name} createrole.`
  }
  if (notTheirs.length > 0) {
    yield `${name} may not give ${names(notTheirs)} to a login: grant each of them to ${name} with admin option.`
  }
  for (const role of owner.no_logins) yield `${role} is no login: choose another name.`
  for (const login of owner.too_strong) {
    yield `${login} is a superuser or passes over row security: alter role ${login} nosuperuser nobypassrls.`
  }
}

/**
 * Asks what the owner needs to bring a database up to date and let `logins` in, before anything is made: roles belong to
 * the whole cluster, and a migration that ends half-way would leave some. Answers with the logins that are to be made.
 * Errors: `usage` with everything that is lacking, and how to give it.
 */
export const checkOwner = async (
  client: pg.Client,
  logins: OfLogins<string> | undefined,
): Promise<string[]> => {
  const { rows } = await client.query<Owner>(askOwner, [
    databaseRoles(roles),
    logins ? Object.values(logins) : null,
  ])
  const owner = rows[0]!
  const lacking = [...lacks(owner)]
  if (lacking.length > 0) throw new MetTraceError('usage', `${lacking.join(' ')} Nothing was changed.`)
  return owner.missing_logins
}
