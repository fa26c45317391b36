import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { ofLogins, usualLogins, type OfLogins } from '../apps/server/foundation/access/logins.ts'
import { makeLogin } from '../apps/server/foundation/make-login.ts'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { migrate } from '../apps/server/foundation/migrate.ts'
import { settings } from './settings.ts'

/** The server that every test file's databases are on. */
export type TestServer = { ownerUrl: string; urls: OfLogins<string>; template: string }

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

type Started = { ownerUrl: string; urls: OfLogins<string>; stop: () => Promise<void> }

const startEmbedded = async (): Promise<Started> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-test-'))
  // Open to the account that PostgreSQL runs as; closed folders have a test of their own.
  await chmod(folder, 0o711)
  const embedded = await openEmbeddedPostgres(folder)
  return {
    ...embedded,
    stop: async () => {
      await embedded.release()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The same logins as the embedded server has, on a server that somebody else runs. */
const joinOwn = async (ownerUrl: string): Promise<Started> => {
  const password = randomBytes(18).toString('base64url')
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    for (const name of Object.values(usualLogins)) await makeLogin(owner, name, password)
  } finally {
    await owner.end()
  }
  const urls = ofLogins((login) => {
    const url = new URL(ownerUrl)
    url.username = usualLogins[login]
    url.password = password
    return url.href
  })
  return { ownerUrl, urls, stop: async () => {} }
}

export const urlOfDatabase = (url: string, database: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** Starts one PostgreSQL for the whole run and migrates the template that test databases are cloned from. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const started = settings.databaseUrl ? await joinOwn(settings.databaseUrl) : await startEmbedded()
  const template = `mettrace_template_${randomBytes(6).toString('hex')}`
  const owner = new pg.Client({ connectionString: started.ownerUrl })
  await owner.connect()
  try {
    // Test databases are thrown away; a crash of the machine may take them.
    if (!settings.databaseUrl) {
      await owner.query('alter system set fsync = off')
      await owner.query('select pg_reload_conf()')
    }
    await owner.query(`create database ${template}`)
    await migrate(urlOfDatabase(started.ownerUrl, template), usualLogins)
  } finally {
    await owner.end()
  }
  project.provide('testServer', {
    ownerUrl: started.ownerUrl,
    urls: started.urls,
    template,
  })
  return async () => {
    if (settings.databaseUrl) {
      const last = new pg.Client({ connectionString: started.ownerUrl })
      await last.connect()
      await last.query(`drop database ${template}`)
      await last.end()
    }
    await started.stop()
  }
}
