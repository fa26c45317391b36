import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { buildApp } from '../apps/server/app.ts'
import { openDatabase } from '../apps/server/foundation/database.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { signIn, withoutProvider } from './signed-in.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-disk-'))

/** A disk of 400 MB, where this machine lets us have one. */
const mounted = ((): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=711', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

afterAll(async () => {
  // Lazily: a process of the engine may be on its way out.
  if (mounted) execFileSync('umount', ['--lazy', folder])
  await rm(folder, { recursive: true, force: true })
})

/** Takes all that is left of the disk; returns what gives it back. */
const fill = async (): Promise<() => Promise<void>> => {
  const path = join(folder, 'filler')
  const file = await open(path, 'w')
  try {
    for (const size of [1 << 20, 4096]) {
      while (
        await file.appendFile(Buffer.alloc(size, 1)).then(
          () => true,
          () => false,
        )
      );
    }
  } finally {
    await file.close()
  }
  return () => rm(path)
}

describe.skipIf(!mounted)('the disk of the database is full', () => {
  test('writes that fail say so, ready says so, and with room again all is well', async () => {
    await chmod(folder, 0o711)
    const data = join(folder, 'data')
    const config = {
      dataDirectory: data,
      databaseUrl: undefined,
      masterKeyFile: undefined,
      signInDatabaseUrl: undefined,
      workerDatabaseUrl: undefined,
      production: false,
    }
    const database = await openDatabase(config, { asServer: true })
    const investigator = await signIn(database, 'investigator')
    const app = await buildApp({
      database,
      logger: createLogger('silent'),
      signIn: withoutProvider(),
      dataDirectory: data,
    })
    const ask = () =>
      app.inject({
        method: 'POST',
        url: '/trace/code',
        headers: {
          ...investigator.headers,
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
        },
        // Every question is an entry of the log.
        payload: 'reading=ZX000001&day=2026-01-01&urgent=yes',
      })
    const ready = async () => (await app.inject('/health/ready')).json<Record<string, unknown>>()
    try {
      expect(await ready()).toMatchObject({ status: 'ok', disk: true })
      expect((await ask()).statusCode).toBe(303)
      const makeRoom = await fill()
      expect(await ready()).toMatchObject({ status: 'unavailable', disk: false })
      const answers = []
      for (let at = 0; at < 60; at++) answers.push(await ask())
      const failed = answers.filter(({ statusCode }) => statusCode >= 500)
      expect(failed.length).toBeGreaterThan(10)
      for (const { statusCode, body } of failed) {
        expect(statusCode).toBe(503)
        expect(body).toMatch(/The disk is full|The database does not answer/)
        expect(body).not.toMatch(/could not extend|No space left|\bat \S+:\d/)
      }
      expect(failed.some(({ body }) => body.includes('The disk is full'))).toBe(true)
      await makeRoom()
      await expect.poll(() => ask().then(({ statusCode }) => statusCode)).toBeLessThan(500)
      // A write has failed a moment ago: it is not said that all is well because the disk has room just now.
      expect(await ready()).toMatchObject({ database: true, disk: false })
    } finally {
      await app.close()
      await database.close()
    }
  })
})
