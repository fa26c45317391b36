import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { run } from './command.ts'
import { databaseContent } from './database-content.ts'
import { testDatabase } from './database.ts'
import { postgresOf } from './embedded-process.ts'
import { importersOn } from './importers.ts'
import { begun, quiet, startCommand, watching } from './importing-command.ts'
import { testCounts } from './counts.ts'
import { writeStreetArchive } from './street-archive.ts'

const { database, owner: uninterrupted } = await testDatabase()

const first = ['2014-01']
/** Rows of each month: an import that takes long enough to be interrupted. */
const rowsOfMonth = testCounts.full ? 10_000 : 5000
const months = ['2014-01', '2014-02', '2014-03', '2014-04', '2014-05', '2014-06']
let archives = ''
let before = ''
let archive = ''
/** What is there before an import, and what a whole one leaves. */
let old: Record<string, string> = {}
let done: Record<string, string> = {}
/** A data folder that has only the first month, as it was left. */
let begunWith = ''
let data = ''

beforeAll(async () => {
  archives = await mkdtemp(join(tmpdir(), 'mettrace-archive-'))
  before = await writeStreetArchive(join(archives, 'before'), first, 2000)
  archive = await writeStreetArchive(join(archives, 'archive'), months, rowsOfMonth)
  const { street } = importersOn(database)
  await street(before)
  await street(archive)
  begunWith = await mkdtemp(join(tmpdir(), 'mettrace-begun-'))
  await chmod(begunWith, 0o711)
  expect(await startCommand(begunWith, ['import', 'street', before]).ended).toMatchObject({ code: 0 })
  old = await watching(begunWith, databaseContent)
  done = await imported(uninterrupted)
})
afterAll(async () => {
  await rm(begunWith, { recursive: true, force: true })
  await rm(archives, { recursive: true, force: true })
})

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'mettrace-interrupted-'))
  // As a copy by `cp`, which keeps whose the files are: the folder of the engine belongs to another user.
  expect(await run('cp', ['-a', `${begunWith}/.`, data])).toMatchObject({ code: 0 })
})
afterEach(async () => {
  expect(postgresOf(data)).toBeUndefined()
  await rm(data, { recursive: true, force: true })
})

/** What an import leaves, without the record of who imported when. */
const imported = async (owner: pg.Client): Promise<Record<string, string>> => {
  const content = await databaseContent(owner, ['places', 'target', 'enforcement'])
  delete content['places.import_file']
  return content
}

/** Whether an import waits for a lock that somebody else has. */
const isWaiting = async (owner: pg.Client): Promise<boolean> => {
  const { rowCount } = await owner.query(
    `select from pg_stat_activity
     where application_name = 'mettrace' and backend_xid is not null and wait_event_type = 'Lock'`,
  )
  return rowCount === 1
}

const importAgain = async (): Promise<void> => {
  const { code, output } = await startCommand(data, ['import', 'street', archive]).ended
  expect(code).toBe(0)
  expect(JSON.parse(output)).toMatchObject({
    results: [{ rows: months.length * rowsOfMonth, alreadyPresent: 2000 }],
  })
}

test('kill -9 of the command at any moment changes nothing, and running it again completes it', async () => {
  await watching(data, async (owner) => {
    let undone = 0
    for (const wait of testCounts.interruptions) {
      const command = startCommand(data, ['import', 'street', archive])
      await begun(owner, command)
      await sleep(wait)
      command.signal('SIGKILL')
      await command.ended
      await quiet(owner)
      // A fast machine may have committed before the later moments: then all of it is there.
      const content = await databaseContent(owner)
      if (content['target.burglary'] === done['target.burglary']) break
      undone++
      expect(content).toEqual(old)
    }
    expect(undone).toBeGreaterThan(1)
    const { code } = await startCommand(data, ['import', 'street', archive]).ended
    expect(code).toBe(0)
    expect(await imported(owner)).toEqual(done)
  })
})

describe('kill -9 of PostgreSQL in the middle ends the command in words, and running it again completes it:', () => {
  test.each(['the server', 'the process that works for the import'])('%s', async (victim) => {
    const command = startCommand(data, ['import', 'street', archive])
    await watching(data, async (owner) => {
      const worker = await begun(owner, command)
      await sleep(100)
      const pid = victim === 'the server' ? postgresOf(data) : worker
      if (pid === undefined) throw new Error('There is no process to kill.')
      process.kill(pid, 'SIGKILL')
      const { code, output, errors } = await command.ended
      expect({ code, output }).toEqual({ code: 70, output: '' })
      expect(JSON.parse(errors.split('\n')[0] ?? '')).toMatchObject({
        code: 'database_silent',
        message: expect.stringMatching(/Nothing was changed/) as string,
      })
    })
    expect(await watching(data, databaseContent)).toEqual(old)
    await importAgain()
    expect(await watching(data, imported)).toEqual(done)
  })
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the command with 130, changes nothing and leaves no PostgreSQL running',
  async (signal) => {
    const command = startCommand(data, ['import', 'street', archive])
    await watching(data, (owner) => begun(owner, command))
    await sleep(100)
    command.signal(signal)
    expect(await command.ended).toMatchObject({ code: 130, output: '' })
    expect(postgresOf(data)).toBeUndefined()
    expect(await watching(data, databaseContent)).toEqual(old)
    await importAgain()
  },
)

test('two imports at once both succeed, and take every row once', async () => {
  const endings = await Promise.all([
    startCommand(data, ['import', 'street', archive]).ended,
    startCommand(data, ['import', 'street', archive]).ended,
  ])
  expect(endings.map(({ code }) => code)).toEqual([0, 0])
  const taken = endings.map(
    ({ output }) => (JSON.parse(output) as { results: { taken: number }[] }).results[0]?.taken,
  )
  expect(taken.toSorted((one = 0, other = 0) => one - other)).toEqual([0, months.length * rowsOfMonth - 2000])
  expect(await watching(data, imported)).toEqual(done)
})

test('a reader during an import sees the old state', async () => {
  await watching(data, async (owner) => {
    const stood = await imported(owner)
    await watching(data, async (holder) => {
      // What an import writes last waits: by then all the rest is written, and nobody else sees it.
      await holder.query('begin')
      await holder.query('lock table places.import_file in share mode')
      const command = startCommand(data, ['import', 'street', archive])
      await expect.poll(() => isWaiting(owner)).toBe(true)
      expect(await imported(owner)).toEqual(stood)
      await holder.query('commit')
      expect((await command.ended).code).toBe(0)
    })
    expect(await imported(owner)).toEqual(done)
  })
})
