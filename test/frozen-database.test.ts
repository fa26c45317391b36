import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, expect, test } from 'vitest'
import { buildApp } from '../apps/server/app.ts'
import { openDatabase } from '../apps/server/foundation/database.ts'
import type { LimitsByWork } from '../apps/server/foundation/database-limits.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import type { Transaction } from '../apps/server/foundation/with-actor.ts'
import { embeddedOwner, postgresOf } from './embedded-process.ts'
import { signIn, withoutProvider } from './signed-in.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-frozen-'))
await chmod(folder, 0o711)

const config = {
  dataDirectory: folder,
  databaseUrl: undefined,
  signInDatabaseUrl: undefined,
  workerDatabaseUrl: undefined,
  masterKeyFile: undefined,
  production: false,
}
const short = { connection: 1000, statement: 2500, lock: 800, idle: 1500, transaction: 3000 }
const limits: LimitsByWork = { page: short, work: short, health: short }
const database = await openDatabase(config, { asServer: true, limits })
const owner = await embeddedOwner(folder)
const planner = await signIn(database, 'planner')
const officer = await signIn(database, 'ward_officer', { place: 'W1' })
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })

afterAll(async () => {
  await app.close()
  await owner.end()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const stopped = new Set<number>()
const send = (signal: NodeJS.Signals, pids: Iterable<number>): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}
afterEach(() => {
  send('SIGCONT', stopped)
  stopped.clear()
})

/** Stops the database's processes that serve the product: they hear nothing any more, not even their own limits. */
const freeze = async (): Promise<void> => {
  const { rows } = await owner.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'mettrace'`,
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const { pid } of rows) stopped.add(pid)
  send('SIGSTOP', stopped)
}

/** A phone's heartbeat: a batch without events. */
const phone = {
  method: 'POST',
  url: '/deliver/sync/events',
  headers: { cookie: officer.headers.cookie, 'content-type': 'application/json' },
  payload: {
    device: '00000000-0000-4000-8000-000000000001',
    person: officer.id,
    app: '0.1.0',
    epoch: null,
    sentAt: '2026-11-29T12:00:00.000Z',
    run: 1,
    monotonic: 0,
    events: [],
    heartbeat: { unsent: 0, setAside: 0, storage: 'works' },
  },
} as const

const page = { url: '/help', headers: { ...planner.headers, accept: 'text/html' } }

test('what serves pages is stopped: health answers, and visitors get a plain page', async () => {
  expect((await app.inject(page)).statusCode).toBe(200)
  expect((await app.inject(phone)).json()).toMatchObject({ answers: [] })
  await freeze()
  const answer = await app.inject(page)
  expect(answer.statusCode).toBe(503)
  expect(answer.body).toContain('The database does not answer')
  expect(answer.body).not.toMatch(/\bat \S+:\d|node:|timeout|Connection terminated/)
  expect([200, 503]).toContain((await app.inject('/health')).statusCode)
  // Connections that hear nothing are given up: the next ones serve.
  await expect.poll(() => app.inject(page).then(({ statusCode }) => statusCode)).toBe(200)
  expect((await app.inject('/health')).statusCode).toBe(200)
})

test('the whole database is stopped: health and ready say so, alive is alive, pages say so', async () => {
  await freeze()
  stopped.add(postgresOf(folder)!)
  send('SIGSTOP', stopped)
  expect((await app.inject('/health')).json()).toMatchObject({ status: 'unavailable', database: false })
  expect((await app.inject('/health/ready')).json()).toMatchObject({ status: 'unavailable', database: false })
  expect((await app.inject('/health/live')).statusCode).toBe(200)
  expect((await app.inject(page)).statusCode).toBe(503)
  // A phone keeps what it has and tries again.
  const told = await app.inject(phone)
  expect([told.statusCode, told.json()]).toEqual([503, { refused: 'busy' }])
  send('SIGCONT', stopped)
  await expect.poll(() => app.inject('/health').then(({ statusCode }) => statusCode)).toBe(200)
  expect((await app.inject(page)).statusCode).toBe(200)
})

const act = (work: (tx: Transaction) => Promise<unknown>): Promise<unknown> =>
  database.withActor(planner.actor, 'waits', work)
const silent = { code: 'database_silent', status: 503 }

test.each<[string, () => Promise<unknown>]>([
  ['a statement that takes too long', () => act((tx) => tx.query('select pg_sleep(60)'))],
  [
    'a transaction in which nothing happens',
    () =>
      act(async (tx) => {
        await sleep(2 * short.idle)
        await tx.query('select 1')
      }),
  ],
  [
    'a lock that another holds',
    async () => {
      await owner.query('begin')
      await owner.query('lock table log.entry')
      return act(async () => undefined).finally(() => owner.query('rollback'))
    },
  ],
  [
    'a connection that nobody gives back',
    async () => {
      const taking = Array.from({ length: 10 }, () => act((tx) => tx.query('select pg_sleep(1.5)')))
      const one = act(async () => undefined)
      const ends = await Promise.allSettled([...taking, one])
      expect(ends.slice(0, 10).every(({ status }) => status === 'fulfilled')).toBe(true)
      return one
    },
  ],
])('%s is not waited for', async (_, work) => {
  await expect(work()).rejects.toMatchObject(silent)
  expect((await app.inject(page)).statusCode).toBe(200)
})
