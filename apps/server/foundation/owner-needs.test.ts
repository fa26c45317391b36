import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { urlOfDatabase } from '../../../test/database-server.ts'
import { answerOf, runCommandHere } from '../../../test/command-line.ts'
import { namesOfLogins, usualLogins } from './access/logins.ts'
import { migrate } from './migrate.ts'

const { owner } = await testDatabase({ empty: true })
const { rows: present } = await owner.query<{ name: string }>('select current_database() as name')
const database = present[0]!.name
const made: string[] = []
afterAll(async () => {
  for (const name of made.toReversed()) {
    await owner.query(`drop owned by ${name} cascade`).catch(() => undefined)
    await owner.query(`drop role if exists ${name}`)
  }
})

const roleName = (): string => {
  const name = `owner_needs_${randomBytes(4).toString('hex')}`
  made.push(name)
  return name
}

/** Address of a login with these attributes, as whom migrations are run. */
const loginWith = async (attributes: string): Promise<{ name: string; url: string }> => {
  const name = roleName()
  await owner.query(`create role ${name} login password 'x' ${attributes}`)
  const url = new URL(urlOfDatabase(inject('testServer').ownerUrl, database))
  url.username = name
  url.password = 'x'
  return { name, url: url.href }
}

const everything = async (): Promise<unknown> => {
  const { rows } = await owner.query(
    `select (select array_agg(nspname::text order by nspname) from pg_namespace where nspname !~ '^pg_(toast_)?temp') as schemas,
            (select array_agg(rolname::text order by rolname) from pg_roles where rolname like 'mettrace%') as roles`,
  )
  return rows
}

describe('what the owner needs is said before anything is made', () => {
  test('all of it at once, and nothing was changed', async () => {
    const { name, url } = await loginWith('nocreaterole')
    const before = await everything()
    const login = roleName()
    await expect(migrate(url, namesOfLogins(login))).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(
        new RegExp(
          `^${name} may not make schemas.*may not make roles \\(.*${login}.*may not give mettrace_administrator.*Nothing was changed\\.$`,
        ),
      ) as string,
    })
    expect(await everything()).toEqual(before)
    const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [login])
    expect(rowCount).toBe(0)
  })

  test('a login that row security would not hold for is refused', async () => {
    const strong = await loginWith('bypassrls')
    const ownerUrl = urlOfDatabase(inject('testServer').ownerUrl, database)
    const before = await everything()
    await expect(migrate(ownerUrl, { ...usualLogins, worker: strong.name })).rejects.toMatchObject({
      message: expect.stringContaining(`alter role ${strong.name} nosuperuser nobypassrls`) as string,
    })
    expect(await everything()).toEqual(before)
  })

  test('roles of the product as logins, which whoever may take them on would then be', async () => {
    const ownerUrl = urlOfDatabase(inject('testServer').ownerUrl, database)
    await expect(migrate(ownerUrl, namesOfLogins('mettrace_planner'))).rejects.toMatchObject({
      message: expect.stringContaining('mettrace_planner is no login: choose another name') as string,
    })
  })
})

describe('the command', () => {
  test('makes the login that is not there, and says how it gets a password', async () => {
    const ownerUrl = urlOfDatabase(inject('testServer').ownerUrl, database)
    const login = roleName()
    const environment = { DATABASE_URL: ownerUrl }
    const logins = Object.values(namesOfLogins(login))
    made.push(...logins.slice(1))
    const command = ['migrate', '--login', login, '--json']
    expect(answerOf(await runCommandHere(command, environment))).toMatchObject({
      results: { migrated: true, madeLogins: logins },
      warnings: logins.map((name) => expect.stringContaining(`\\password ${name}`) as string),
    })
    const { rows } = await owner.query(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolinherit as strong, rolcanlogin
       from pg_roles where rolname = any ($1)`,
      [logins],
    )
    expect(rows).toEqual(logins.map(() => ({ strong: false, rolcanlogin: true })))
    expect(answerOf(await runCommandHere(command, environment))).toMatchObject({
      results: { madeLogins: [] },
      warnings: [],
    })
    const former = await loginWith('noinherit')
    await owner.query(`grant mettrace_registrar, mettrace_ward_officer to ${former.name}`)
    expect(answerOf(await runCommandHere(command, environment))).toMatchObject({
      warnings: [expect.stringContaining(`drop role ${former.name}`)],
    })
  })
})
