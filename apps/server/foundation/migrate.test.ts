import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { testSecrets } from '../../../test/secrets.ts'
import { schemaText } from '../database/schema-text.ts'
import { databaseOn } from './database.ts'
import { migrate } from './migrate.ts'
import { roles } from './access/roles.ts'

const files = readdirSync(join(import.meta.dirname, '../database/migrations')).toSorted()

const applied = async (owner: pg.Client): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>('select name from migration.applied order by name')
  return rows.map((row) => row.name)
}

describe('an empty database', async () => {
  const empty = await testDatabase({ empty: true })

  test('twenty migrations at once end well, each step taken once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => migrate(empty.ownerUrl, 'mettrace_app')))
    expect(await applied(empty.owner)).toEqual(files)
    const before = await schemaText(empty.owner)
    await migrate(empty.ownerUrl, 'mettrace_app')
    expect(await schemaText(empty.owner)).toBe(before)
  })
})

describe('forward only', async () => {
  const { owner, ownerUrl } = await testDatabase()
  beforeEach(() => owner.query('create table kept as select * from migration.applied'))
  afterEach(async () => {
    await owner.query('delete from migration.applied')
    await owner.query('insert into migration.applied select * from kept')
    await owner.query('drop table kept')
  })

  test('a migration that was changed afterwards is refused by name', async () => {
    await owner.query(`update migration.applied set digest = 'another' where name = '0001-foundation.sql'`)
    await expect(migrate(ownerUrl)).rejects.toMatchObject({
      code: 'fault',
      message: 'The migration 0001-foundation.sql is not the one this database was made with.',
    })
  })

  test('a database of a newer version is refused, and left as it was', async () => {
    await owner.query(`insert into migration.applied (name, digest) values ('9999-later.sql', 'x')`)
    await expect(migrate(ownerUrl)).rejects.toMatchObject({
      code: 'fault',
      message: expect.stringMatching(/9999-later\.sql.*does not know.*newer version/) as string,
    })
    expect(await applied(owner)).toEqual([...files, '9999-later.sql'])
  })

  test('a step that fails leaves nothing of itself and can be run again', async () => {
    await owner.query('delete from migration.applied')
    const before = await schemaText(owner)
    await expect(migrate(ownerUrl)).rejects.toThrow('already exists')
    expect(await schemaText(owner)).toBe(before)
    expect(await applied(owner)).toEqual([])
  })
})

describe('a PostgreSQL of one’s own, whose owner is no superuser', async () => {
  const own = await testDatabase({ empty: true })
  const name = `owner_${new URL(own.ownerUrl).pathname.slice(1)}`
  const url = new URL(own.ownerUrl)
  url.username = name
  url.password = 'of-the-owner'

  afterAll(async () => {
    await own.owner.query(`drop owned by ${name} cascade`)
    await own.owner.query(`drop role ${name}`)
  })

  test('migrates twice, passes its own journal, and lets nobody by', async () => {
    await own.owner.query(`create role ${name} login createrole password 'of-the-owner'`)
    // What PostgreSQL gives whoever makes a role: from 16 on the right to grant it, and not yet to take it on.
    const { rows: versions } = await own.owner.query<{ splits: boolean }>(
      `select current_setting('server_version_num')::int >= 160000 as splits`,
    )
    const terms = versions[0]?.splits ? 'admin true, inherit false, set false' : 'admin option'
    for (const role of roles) await own.owner.query(`grant mettrace_${role} to ${name} with ${terms}`)
    await own.owner.query(`grant create on database ${url.pathname.slice(1)} to ${name}`)
    await migrate(url.href)
    await migrate(url.href)
    expect(await applied(own.owner)).toEqual(files)

    const database = databaseOn(url.href, testSecrets)
    const importer = { id: 'importer on duty', role: 'importer' } as const
    await database.withActor(importer, 'import', (tx) =>
      tx.query(
        `insert into enforcement.incident_version
           (reference, as_at, row_digest, reported_at, easting, northing, classification, series)
         values ('1', now(), gen_random_uuid(), now(), 530000, 180000, 'Burglary', 'residential')`,
      ),
    )
    const crossing = 'select easting from enforcement.burglary_place_and_time()'
    const { rows } = await database.withActor({ ...importer, role: 'risk' }, 'risk', (tx) =>
      tx.query(crossing),
    )
    expect(rows).toEqual([{ easting: 530000 }])
    await database.close()

    const owner = new pg.Client({ connectionString: url.href })
    await owner.connect()
    expect((await owner.query('select from enforcement.incident_version')).rowCount).toBe(0)
    expect((await owner.query(crossing)).rowCount).toBe(0)
    await owner.end()
  })
})
