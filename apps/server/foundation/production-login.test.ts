import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { runCommandHere } from '../../../test/command-line.ts'
import { testDatabase } from '../../../test/database.ts'
import { loginNames, ofLogins } from './access/logins.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from './database.ts'
import { checkProductionDatabase } from './production-login.ts'

const { owner, ownerUrl, urls } = await testDatabase()
const clients = ofLogins((login) => new pg.Client({ connectionString: urls[login] }))
for (const client of Object.values(clients)) await client.connect()
afterAll(async () => {
  for (const client of Object.values(clients)) await client.end()
})

describe('in production', () => {
  test.each(loginNames)('the product’s own login %s is taken for its own use and no other', async (login) => {
    for (const other of loginNames) {
      const checked = checkProductionDatabase(clients[login], other)
      if (login === other) await expect(checked).resolves.toBeUndefined()
      else
        await expect(checked).rejects.toMatchObject({ message: expect.stringContaining('act as') as string })
    }
  })

  test('a server is refused that has not its three logins', async () => {
    const config = readConfig(
      {},
      { DATABASE_URL: urls.web, METTRACE_PRODUCTION: '1', SIGN_IN_DATABASE_URL: urls.signIn },
    )
    await expect(openDatabase(config, { asServer: true })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('WORKER_DATABASE_URL is not set') as string,
    })
  })

  test('a superuser is refused', async () => {
    await expect(checkProductionDatabase(owner, 'web')).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('is a superuser') as string,
    })
  })

  test.each([
    ['passes over row security', 'bypassrls', '', 'passes over row security'],
    ['may make roles', 'createrole', '', 'may make roles'],
    ['may read the whole cluster', 'replication', '', 'may read the whole cluster'],
    [
      'owns a function',
      '',
      'alter function engagement.trace(uuid[], date) owner to NAME',
      'owns engagement.trace',
    ],
    ['owns the database', '', 'alter database DATABASE owner to NAME', 'owns the database'],
    ['owns a table', '', 'alter table target.burglary owner to NAME', 'owns target.burglary'],
    ['may act as one who may', '', 'grant postgres to NAME', 'may act as postgres'],
  ])('a login that %s is refused', async (_, attributes, statement, words) => {
    const name = `login_${Math.abs(words.length * 7919 + Date.now())}`
    await owner.query(`create role ${name} login password 'x' ${attributes}`)
    const url = new URL(ownerUrl)
    url.username = name
    url.password = 'x'
    const client = new pg.Client({ connectionString: url.href })
    try {
      const superuser = (await owner.query<{ name: string }>('select session_user as name')).rows[0]!.name
      if (statement)
        await owner.query(
          statement
            .replace('NAME', name)
            .replace('postgres', superuser)
            .replace('DATABASE', new URL(ownerUrl).pathname.slice(1)),
        )
      await client.connect()
      await expect(checkProductionDatabase(client, 'web')).rejects.toMatchObject({
        message: expect.stringContaining(words.replace('postgres', superuser)) as string,
      })
    } finally {
      await client.end()
      await owner.query(`reassign owned by ${name} to current_user`)
      await owner.query(`drop role ${name}`)
    }
  })

  test('a schema of another version is refused, and left as it is', async () => {
    await owner.query(`comment on schema migration is 'State of the schema: other'`)
    await expect(checkProductionDatabase(clients.web, 'web')).rejects.toMatchObject({
      message: expect.stringContaining('migrate --login') as string,
    })
  })
})

describe('in production the embedded database', () => {
  const environment = { METTRACE_PRODUCTION: '1' }

  test('is refused, whatever command asks', async () => {
    const config = readConfig({ data: '/nonexistent' }, environment)
    await expect(openDatabase(config)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('DATABASE_URL') as string,
    })
  })

  test('and a made-up city are refused by the command that makes one', async () => {
    const answer = await runCommandHere(['demo', '--data', '/nonexistent'], environment)
    expect(answer).toMatchObject({ code: 2, errors: expect.stringContaining('no made-up city') as string })
  })
})
