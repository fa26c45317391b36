import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { ofLogins, type OfLogins } from '../apps/server/foundation/access/logins.ts'
import { databaseOn, type Database } from '../apps/server/foundation/database.ts'
import { workLimits } from '../apps/server/foundation/database-limits.ts'
import { urlOfDatabase } from './database-server.ts'
import { testSecrets } from './secrets.ts'

export type TestDatabase = {
  /** As the product has it: works by its logins, which have no right but through withActor. */
  database: Database
  /** The cluster's owner, for looking at what is really there. */
  owner: pg.Client
  /** Connection strings of this database. */
  urls: OfLogins<string>
  ownerUrl: string
}

/** A machine that does a hundred other things is no fault of the product: what waits too long is tried on its own. */
const waiting = { ...workLimits, connection: 300_000 }
const patient = { page: waiting, work: waiting, health: waiting }

export type FreshDatabase = TestDatabase & {
  name: string
  /** Closes what is connected to it, so that it can be copied. */
  leave: () => Promise<void>
  drop: () => Promise<void>
}

/** A database with the migrations, or `empty`, or a copy of one that nobody is connected to; whoever asked for it drops it. */
export const freshDatabase = async (
  options: { empty?: boolean; copyOf?: string } = {},
): Promise<FreshDatabase> => {
  const server = inject('testServer')
  const name = `mettrace_test_${randomBytes(6).toString('hex')}`
  const cluster = new pg.Client({ connectionString: server.ownerUrl })
  await cluster.connect()
  await cluster.query(
    `create database ${name} template ${options.copyOf ?? (options.empty ? 'template0' : server.template)}`,
  )
  const ownerUrl = urlOfDatabase(server.ownerUrl, name)
  const urls = ofLogins((login) => urlOfDatabase(server.urls[login], name))
  // Past what keeps the owner itself from changing facts: tests put there what could not have come otherwise.
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c mettrace.change_by=test' })
  await owner.connect()
  const database = databaseOn(urls, testSecrets, undefined, patient)
  const close = async (): Promise<void> => {
    await database.close()
    await owner.end()
  }
  let left: Promise<void> | undefined
  const leave = (): Promise<void> => (left ??= close())
  const drop = async (): Promise<void> => {
    await leave()
    await cluster.query(`drop database ${name} with (force)`)
    await cluster.end()
  }
  return { database, owner, urls, ownerUrl, name, leave, drop }
}

/**
 * A database of this test file's own, dropped after its last test; call it at the top of the file.
 * `empty` leaves out the migrations.
 */
export const testDatabase = async (options: { empty?: boolean } = {}): Promise<TestDatabase> => {
  const { name: _name, leave: _leave, drop, ...made } = await freshDatabase(options)
  afterAll(drop)
  return made
}
