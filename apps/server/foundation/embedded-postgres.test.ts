import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { run } from '../../../test/command.ts'
import { embeddedProcess, killedProcess, postgresOf } from '../../../test/embedded-process.ts'
import { testCounts } from '../../../test/counts.ts'
import { openEmbeddedPostgres } from './embedded-postgres.ts'

let folder = ''
/** A data folder as a first start left it. */
let left = ''

beforeAll(async () => {
  left = await mkdtemp(join(tmpdir(), 'mettrace-left-'))
  await chmod(left, 0o711)
  await (await openEmbeddedPostgres(left)).release()
})
afterAll(() => rm(left, { recursive: true, force: true }))

/** As a copy by `cp`, which keeps whose the files are: for what has nothing to do with the first start. */
const startBefore = async (data = folder): Promise<void> => {
  expect(await run('cp', ['-a', `${left}/.`, data])).toMatchObject({ code: 0 })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mettrace-embedded-'))
  await chmod(folder, 0o711)
})

afterEach(async () => {
  expect(postgresOf(folder)).toBeUndefined()
  await rm(folder, { recursive: true, force: true })
})

const ask = async (url: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query({ text, rowMode: 'array' })
    return rows.flat()
  } finally {
    await client.end()
  }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

test('a first start gives a database with an owner and a login without rights, and leaving stops it', async () => {
  const embedded = await openEmbeddedPostgres(folder)
  expect(postgresOf(folder)).toBeTypeOf('number')
  const rights = `select current_user, rolsuper, rolbypassrls, rolinherit from pg_roles where rolname = current_user`
  expect(await ask(embedded.ownerUrl, rights)).toEqual(['postgres', true, true, true])
  expect(await ask(embedded.urls.web, rights)).toEqual(['mettrace_web', false, false, false])
  await embedded.release()
  expect(postgresOf(folder)).toBeUndefined()
})

test('what was written is there after a stop and a start', async () => {
  await startBefore()
  const first = await openEmbeddedPostgres(folder)
  await ask(first.ownerUrl, 'create table kept as select 42 as value')
  await first.release()
  const second = await openEmbeddedPostgres(folder)
  expect(await ask(second.ownerUrl, 'select value from kept')).toEqual([42])
  await second.release()
})

test('the server left by a killed process is joined, with all it had committed', async () => {
  await startBefore()
  const killed = await embeddedProcess(folder, 'server')
  await ask(killed.answer.ownerUrl, 'create table kept as select 42 as value')
  await killed.kill()
  const running = postgresOf(folder)
  expect(running).toBeTypeOf('number')
  const next = await openEmbeddedPostgres(folder, { asServer: true })
  expect(postgresOf(folder)).toBe(running)
  expect(await ask(next.ownerUrl, 'select value from kept')).toEqual([42])
  await next.release()
})

test('a PostgreSQL that was itself killed is started again and recovers', async () => {
  await startBefore()
  const first = await embeddedProcess(folder)
  await ask(first.answer.ownerUrl, 'create table kept as select 42 as value')
  const postmaster = postgresOf(folder)
  if (postmaster === undefined) throw new Error('There is no PostgreSQL to kill.')
  process.kill(postmaster, 'SIGKILL')
  await first.kill()
  const next = await openEmbeddedPostgres(folder)
  expect(await ask(next.ownerUrl, 'select value from kept')).toEqual([42])
  await next.release()
})

test('the last one out stops the server, whoever started it', async () => {
  await startBefore()
  const first = await embeddedProcess(folder)
  const second = await embeddedProcess(folder)
  expect(second.answer.ownerUrl).toBe(first.answer.ownerUrl)
  expect(await first.leave()).toBe(0)
  expect(postgresOf(folder)).toBeTypeOf('number')
  expect(await ask(second.answer.ownerUrl, 'select 1')).toEqual([1])
  expect(await second.leave()).toBe(0)
  expect(postgresOf(folder)).toBeUndefined()
})

test('five first starts at once make one cluster, with nothing left beside it', async () => {
  for (const round of range(testCounts.raceRounds)) {
    const data = join(folder, `round-${round}`)
    const all = await Promise.all(range(5).map(() => embeddedProcess(data)))
    expect(new Set(all.map((each) => each.answer.urls['web'])).size).toBe(1)
    expect(await Promise.all(all.map((each) => each.leave()))).toEqual([0, 0, 0, 0, 0])
    expect(postgresOf(data)).toBeUndefined()
    expect((await readdir(data)).toSorted()).toEqual([
      'application-password',
      'owner-password',
      'postgres',
      'postgres.log',
    ])
  }
})

test.each(testCounts.killMoments)(
  'a first start killed after %i ms leaves nothing in the way',
  async (moment) => {
    await killedProcess(folder, moment)
    const next = await openEmbeddedPostgres(folder)
    expect(await ask(next.urls.web, 'select current_user')).toEqual(['mettrace_web'])
    await next.release()
  },
)

test('leaving and coming at the same time never meets a server that is going away', async () => {
  for (const round of range(testCounts.raceRounds)) {
    const data = join(folder, `round-${round}`)
    await mkdir(data, { mode: 0o711 })
    await startBefore(data)
    const outgoing = await embeddedProcess(data)
    const [code, ...incoming] = await Promise.all([
      outgoing.leave(),
      ...range(3).map(() => embeddedProcess(data)),
    ])
    expect(code).toBe(0)
    for (const each of incoming) expect(await ask(each.answer.ownerUrl, 'select 1')).toEqual([1])
    expect(await Promise.all(incoming.map((each) => each.leave()))).toEqual([0, 0, 0])
    expect(postgresOf(data)).toBeUndefined()
  }
})

test('a second server is refused in plain words, a command joins, and a killed server gives its place up', async () => {
  await startBefore()
  const server = await embeddedProcess(folder, 'server')
  const command = await embeddedProcess(folder)
  expect(command.answer.ownerUrl).toBe(server.answer.ownerUrl)

  const refused = await embeddedProcess(folder, 'server')
  expect(refused.answer.code).toBe('data_in_use')
  expect(refused.answer.message).toContain(`already running on the data folder ${folder}`)
  expect(await refused.leave()).toBe(1)
  expect(await ask(server.answer.ownerUrl, 'select 1')).toEqual([1])

  await server.kill()
  const next = await embeddedProcess(folder, 'server')
  expect(next.answer.code).toBeUndefined()
  expect(await next.leave()).toBe(0)
  expect(await command.leave()).toBe(0)
})

test('a folder put together from two copies is refused in plain words', async () => {
  await startBefore()
  const running = await openEmbeddedPostgres(folder)
  const password = 'of-another-copy'
  await writeFile(join(folder, 'owner-password'), password)
  await expect(openEmbeddedPostgres(folder)).rejects.toMatchObject({
    code: 'fault',
    message: expect.stringContaining('put together from two copies') as string,
  })
  await running.release()
})

test.skipIf(process.getuid?.() !== 0).each(['data', '.'])(
  'as root it works closed to others: closed/%s',
  async (below) => {
    const closed = join(folder, `closed-above-${below.length}`)
    await mkdir(closed, { mode: 0o700 })
    await chmod(closed, 0o700)
    const data = join(closed, below)
    const embedded = await openEmbeddedPostgres(data)
    expect(await ask(embedded.ownerUrl, 'select 1')).toEqual([1])
    await embedded.release()
    expect(postgresOf(data)).toBeUndefined()
  },
)
