import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { databaseOn, type Database } from '../apps/server/foundation/database.ts'
import { urlOfDatabase } from './database-server.ts'
import { testSecrets } from './secrets.ts'

export type TestDatabase = {
  /** As the product has it: works as mettrace_app, which has no right but through withActor. */
  database: Database
  /** The cluster's owner, for looking at what is really there. */
  owner: pg.Client
  /** Connection strings of this database. */
  applicationUrl: string
  ownerUrl: string
}

/** A database with the migrations, or `empty`; whoever asked for it drops it. */
export const freshDatabase = async (
  options: { empty?: boolean } = {},
): Promise<TestDatabase & { drop: () => Promise<void> }> => {
  const server = inject('testServer')
  const name = `mettrace_test_${randomBytes(6).toString('hex')}`
  const cluster = new pg.Client({ connectionString: server.ownerUrl })
  await cluster.connect()
  await cluster.query(`create database ${name} template ${options.empty ? 'template0' : server.template}`)
  const ownerUrl = urlOfDatabase(server.ownerUrl, name)
  const applicationUrl = urlOfDatabase(server.applicationUrl, name)
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  const database = databaseOn(applicationUrl, testSecrets)
  const drop = async (): Promise<void> => {
    await database.close()
    await owner.end()
    await cluster.query(`drop database ${name} with (force)`)
    await cluster.end()
  }
  return { database, owner, applicationUrl, ownerUrl, drop }
}

/**
 * A database of this test file's own, dropped after its last test; call it at the top of the file.
 * `empty` leaves out the migrations.
 */
export const testDatabase = async (options: { empty?: boolean } = {}): Promise<TestDatabase> => {
  const { drop, ...made } = await freshDatabase(options)
  afterAll(drop)
  return made
}
