import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import type { ServerConfig } from './config.ts'
import { startServer } from './server.ts'

const { applicationUrl } = await testDatabase()
const { ownerUrl } = inject('testServer')

const folder = await mkdtemp(join(tmpdir(), 'mettrace-server-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const masterKeyFile = join(folder, 'master-key')
await writeFile(masterKeyFile, Buffer.alloc(32, 7).toString('base64'))

const config: ServerConfig = {
  dataDirectory: '/nonexistent',
  databaseUrl: new URL(new URL(applicationUrl).pathname, ownerUrl).href,
  masterKeyFile,
  logDirectory: join(folder, 'log'),
  witnesses: undefined,
  host: '127.0.0.1',
  port: 0,
  logLevel: 'silent',
  invocationDirectory: '/',
  account: 'planner',
  production: false,
  publicUrl: undefined,
  signIn: { kind: 'demonstration', port: 0 },
  trustedProxies: undefined,
}

describe('the server', () => {
  test('says where it is in one line, answers there, and closes', async () => {
    const said: string[] = []
    const server = await startServer(config, (line) => said.push(line))
    expect(said).toEqual([
      `MetTrace is at ${server.address}: sign in there as any of its made-up people (Ctrl-C ends it)`,
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

  test('no listener for signals stays behind', async () => {
    const before = process.listenerCount('SIGTERM')
    const server = await startServer(config, () => undefined)
    expect(process.listenerCount('SIGTERM')).toBe(before + 1)
    await server.close()
    expect(process.listenerCount('SIGTERM')).toBe(before)
  })
})
