import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from './database.ts'

const { urls, owner } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'mettrace-key-check-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
let files = 0

/** Starts as in production with these keys, the oldest first, and leaves; says what it was refused with. */
const start = async (...keys: readonly number[]): Promise<string | undefined> => {
  const masterKeyFile = join(folder, `master-key-${++files}`)
  await writeFile(masterKeyFile, keys.map((key) => Buffer.alloc(32, key).toString('base64')).join('\n'), {
    mode: 0o600,
  })
  const config = { ...readConfig(), databaseUrl: urls.command, masterKeyFile, production: true }
  try {
    await (await openDatabase(config)).close()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
const versions = async (): Promise<number[]> => {
  const { rows } = await owner.query<{ version: number }>(
    'select version from foundation.master_key order by 1',
  )
  return rows.map(({ version }) => version)
}
beforeEach(() => owner.query('delete from foundation.master_key'))

test('a database is used with one master key, and refuses another', async () => {
  expect(await start(1)).toBeUndefined()
  expect(await start(1)).toBeUndefined()
  expect(await start(2)).toMatch(/^Version 1 of the master key is another/)
  expect(await start(1)).toBeUndefined()
  expect(await versions()).toEqual([1])
})

test('a new version is known from its first use, and then must be there and be the same', async () => {
  expect(await start(1)).toBeUndefined()
  expect(await start(1, 2)).toBeUndefined()
  expect(await start(1, 2)).toBeUndefined()
  expect(await start(1)).toMatch(/^Version 2 of the master key is not in its file/)
  expect(await start(1, 3)).toMatch(/^Version 2 of the master key is another/)
  expect(await start(2, 1)).toMatch(/^Version 1 of the master key is another/)
  expect(await start(3, 2, 4)).toMatch(/^Version 1 /)
  expect(await versions()).toEqual([1, 2])
})

test('of two first starts at once with different keys the later one is refused', async () => {
  await start(1)
  await owner.query('create temp table first as select * from foundation.master_key')
  await owner.query('delete from foundation.master_key')
  await owner.query('begin')
  await owner.query('insert into foundation.master_key select * from first')
  const later = start(2)
  await vi.waitUntil(
    async () => {
      const { rowCount } = await owner.query(
        'select from pg_locks where pg_backend_pid() = any (pg_blocking_pids(pid))',
      )
      return rowCount! > 0
    },
    { timeout: 240_000 },
  )
  await owner.query('commit')
  expect(await later).toMatch(/^Version 1 of the master key is another/)
})
