import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { putHomes } from '../../../test/homes.ts'
import { testSecrets } from '../../../test/secrets.ts'
import { signIn } from '../../../test/signed-in.ts'
import { schemaText } from '../database/schema-text.ts'
import { ofLogins, usualLogins } from './access/logins.ts'
import { databaseOn } from './database.ts'
import { migrate } from './migrate.ts'
import { roles } from './access/roles.ts'

const folder = join(import.meta.dirname, '../database/migrations')
const files = readdirSync(folder).toSorted()

const applied = async (owner: pg.Client): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>('select name from migration.applied order by name')
  return rows.map((row) => row.name)
}

describe('an empty database', async () => {
  const empty = await testDatabase({ empty: true })

  test('twenty migrations at once end well, each step taken once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => migrate(empty.ownerUrl, usualLogins)))
    expect(await applied(empty.owner)).toEqual(files)
    const before = await schemaText(empty.owner)
    await migrate(empty.ownerUrl, usualLogins)
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

describe('numbers of migrations', async () => {
  const { owner, ownerUrl } = await testDatabase()
  const planted = mkdtempSync(join(tmpdir(), 'mettrace-migrations-'))
  beforeEach(() => cpSync(folder, planted, { recursive: true }))
  afterEach(() => {
    for (const name of readdirSync(planted)) rmSync(join(planted, name))
  })
  afterAll(() => rmSync(planted, { recursive: true }))
  const plant = (name: string): void => writeFileSync(join(planted, name), 'create table planted (id int);')
  const there = async (): Promise<boolean> => {
    const { rows } = await owner.query<{ there: boolean }>(
      `select to_regclass('planted') is not null as there`,
    )
    return rows[0]?.there ?? false
  }

  test('are those of the folder: each from 0023 on once', async () => {
    await migrate(ownerUrl, undefined, planted)
    expect(await applied(owner)).toEqual(files)
  })

  test('two files with one number are refused by name, before anything runs', async () => {
    plant('9998-one.sql')
    plant('9998-other.sql')
    await expect(migrate(ownerUrl, undefined, planted)).rejects.toMatchObject({
      code: 'fault',
      message:
        'The migrations 9998-one.sql and 9998-other.sql have one number. Give the later one the next free number.',
    })
    expect(await there()).toBe(false)
  })

  test('a number below one that has run is refused, a higher one is run', async () => {
    plant('9990-planted.sql')
    await migrate(ownerUrl, undefined, planted)
    expect(await there()).toBe(true)
    plant('9989-late.sql')
    await expect(migrate(ownerUrl, undefined, planted)).rejects.toMatchObject({
      code: 'fault',
      message:
        'The migration 9989-late.sql comes too late: this database has been through 9990-planted.sql. Give it a number above that.',
    })
    expect(await applied(owner)).toEqual([...files, '9990-planted.sql'])
  })

  test.each(['23-short.sql', '0023_underscore.sql', 'notes.sql'])('%s is no name of one', async (name) => {
    plant(name)
    await expect(migrate(ownerUrl, undefined, planted)).rejects.toThrow(`The migration ${name} needs a name`)
  })

  test('earlier files that share a number keep their names', () => {
    expect(files.filter((name) => name.startsWith('0012-')).length).toBeGreaterThan(1)
  })
})

describe('a database in which the programme’s start was one for all', async () => {
  const earlier = await testDatabase({ empty: true })
  const before = mkdtempSync(join(tmpdir(), 'mettrace-migrations-'))
  afterAll(() => rmSync(before, { recursive: true, force: true }))

  test('keeps the product’s for London’s force, and what was put since for that and for every other', async () => {
    for (const file of files.filter((name) => name < '0043')) cpSync(join(folder, file), join(before, file))
    // Today's access table is for today's tables: the earlier ones are there, without their rights.
    await expect(migrate(earlier.ownerUrl, usualLogins, before)).rejects.toThrow('does not exist')
    await earlier.owner.query(
      `insert into foundation.setting values ('programme from', 2, 201806, 'year and month', 'a letter', '2026-11-28', 'moved here', 'command line: x')`,
    )
    await migrate(earlier.ownerUrl, usualLogins)
    const { rows } = await earlier.owner.query(
      `select force, version, value from foundation.setting
       where name = 'programme from' or force <> '' order by force, version`,
    )
    expect(rows).toEqual([
      { force: '', version: 2, value: 201_806 },
      { force: 'Metropolitan Police Service', version: 1, value: 201_503 },
      { force: 'Metropolitan Police Service', version: 2, value: 201_806 },
    ])
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

    const database = databaseOn(
      ofLogins(() => url.href),
      testSecrets,
    )
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
    // The check of a proof reads as the owner, for whom row security holds as well.
    await putHomes(database, {
      W1: { bcu: 'North', homes: 2, postcode: 'ZX11AA' },
      W2: { bcu: 'South', homes: 3, postcode: 'ZX22AA' },
    })
    const { actor } = await signIn(database, 'ward_officer', { place: 'W2' })
    await signIn(database, 'ward_officer', { place: 'W1' })
    const homes = (proof: string): Promise<unknown> =>
      database.withActor({ ...actor, proof }, 'homes', (tx) => tx.query('select from engagement.home'))
    expect(await homes(actor.proof)).toMatchObject({ rowCount: 3 })
    await expect(homes('another')).rejects.toMatchObject({ code: '42501' })
    await database.close()

    const owner = new pg.Client({ connectionString: url.href })
    await owner.connect()
    expect((await owner.query('select from enforcement.incident_version')).rowCount).toBe(0)
    expect((await owner.query(crossing)).rowCount).toBe(0)
    await owner.query(`select set_config('mettrace.proof', $1, false)`, [actor.proof])
    expect((await owner.query('select from identity.session')).rowCount).toBe(1)
    expect((await owner.query('select from identity.device')).rowCount).toBe(1)
    await owner.end()
  })
})
