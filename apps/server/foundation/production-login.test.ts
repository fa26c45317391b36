import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { checkProductionDatabase } from './production-login.ts'

const { owner, ownerUrl, applicationUrl } = await testDatabase()
const application = new pg.Client({ connectionString: applicationUrl })
await application.connect()
afterAll(() => application.end())

describe('in production', () => {
  test('the product’s own login is taken, which may do nothing by itself', async () => {
    await expect(checkProductionDatabase(application)).resolves.toBeUndefined()
  })

  test('a superuser is refused', async () => {
    await expect(checkProductionDatabase(owner)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('is a superuser') as string,
    })
  })

  test.each([
    ['passes over row security', 'bypassrls', '', 'passes over row security'],
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
      if (statement) await owner.query(statement.replace('NAME', name).replace('postgres', superuser))
      await client.connect()
      await expect(checkProductionDatabase(client)).rejects.toMatchObject({
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
    await expect(checkProductionDatabase(application)).rejects.toMatchObject({
      message: expect.stringContaining('migrate --login') as string,
    })
  })
})
