import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { testSecrets } from '../../test/secrets.ts'
import type { ServerConfig } from './config.ts'
import { databaseOn } from './foundation/database.ts'
import type { Actor, Transaction } from './foundation/with-actor.ts'
import { startServer } from './server.ts'

const { urls } = await testDatabase()
const { ownerUrl } = inject('testServer')

const folder = await mkdtemp(join(tmpdir(), 'mettrace-server-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const masterKeyFile = join(folder, 'master-key')
await writeFile(masterKeyFile, Buffer.alloc(32, 7).toString('base64'))

const config: ServerConfig = {
  dataDirectory: '/nonexistent',
  signInDatabaseUrl: undefined,
  workerDatabaseUrl: undefined,
  databaseUrl: new URL(new URL(urls.web).pathname, ownerUrl).href,
  masterKeyFile,
  logDirectory: join(folder, 'log'),
  witnesses: undefined,
  host: '127.0.0.1',
  port: 0,
  logLevel: 'silent',
  logFormat: undefined,
  invocationDirectory: '/',
  account: 'planner',
  production: false,
  publicUrl: undefined,
  signIn: { kind: 'demonstration', port: 0 },
  marking: '',
  mail: undefined,
  trustedProxies: undefined,
}

describe('the server', () => {
  test('says where it is in one line, answers there, and closes', async () => {
    const said: string[] = []
    const server = await startServer(config, (line) => said.push(line))
    expect(said).toEqual([
      `MetTrace is at ${server.address}: sign in there as one of the demonstration people (Ctrl-C ends it)`,
    ])
    const answer = await fetch(`${server.address}/health`)
    expect(await answer.json()).toMatchObject({ status: 'ok' })
    await server.close()
    await server.closed
    await expect(fetch(`${server.address}/health`)).rejects.toThrow()
  })

  test('a port that is taken is told with what to do about it', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(startServer({ ...config, port }, () => undefined)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(`PORT=${port + 1}`),
    })
    other.close()
  })

  test('told to end as it begins, it ends in good order', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
    onTestFinished(() => void vi.useRealTimers())
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
    onTestFinished(() => exit.mockRestore())
    const database = databaseOn(urls, testSecrets)
    const closed = Promise.withResolvers<void>()
    const told = {
      ...database,
      close: () => database.close().then(closed.resolve),
      withActor: async <T>(actor: Actor, purpose: string, work: (tx: Transaction) => Promise<T>) => {
        if (purpose === 'made-up people') {
          process.emit('SIGTERM')
          await closed.promise
        }
        return database.withActor(actor, purpose, work)
      },
    }
    const server = await startServer(config, () => undefined, told)
    await expect(server.closed).resolves.toBeUndefined()
    // Nothing waits any more to end a process that may have other things to do.
    await vi.advanceTimersByTimeAsync(600_000)
    expect(exit).not.toHaveBeenCalled()
  })

  test('no listener for signals stays behind', async () => {
    const before = process.listenerCount('SIGTERM')
    const server = await startServer(config, () => undefined)
    expect(process.listenerCount('SIGTERM')).toBe(before + 1)
    await server.close()
    expect(process.listenerCount('SIGTERM')).toBe(before)
  })
})
