import pg from 'pg'
import type { Config } from '../config.ts'
import { openEmbeddedPostgres } from './embedded-postgres.ts'
import { MetTraceError } from './errors.ts'
import { fieldCipherOf } from './fields/field-cipher.ts'
import { holdLock, type HeldLock } from './held-lock.ts'
import { subjectDigestOf } from './log/digests.ts'
import { checkMasterKey } from './master-key-check.ts'
import { migrate } from './migrate.ts'
import { checkProductionDatabase } from './production-login.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { glance, withActor, type Actor, type Transaction } from './with-actor.ts'

/** The one way to the data: every use names who acts and what for. */
export type Database = {
  withActor: <T>(actor: Actor, purpose: string, work: (tx: Transaction) => Promise<T>) => Promise<T>
  /** Keys that the database does not know. */
  secrets: Secrets
  /** Takes an advisory lock for this process alone; undefined when another has it. */
  holdLock: (lock: number) => Promise<HeldLock | undefined>
  /** Reads as a part of the product in one round trip, without an act: see `glance`. */
  glance: <Row>(actor: Actor, text: string) => Promise<Row[]>
  /** Whether the database answers; says nothing of its content. */
  isAlive: () => Promise<boolean>
  close: () => Promise<void>
  /** Leaves at once: what is under way is rolled back. */
  abandon: () => Promise<void>
}

// Dates and counts as they are written: a calendar day has no time zone, and our counts fit a number.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.DATE, (text) => text)
types.setTypeParser(pg.types.builtins.INT8, Number)

/** A pool on a database whose schema is up to date. */
export const databaseOn = (
  connectionString: string,
  secrets: Secrets,
  release: () => Promise<void> = async () => {},
): Database => {
  const pool = new pg.Pool({ connectionString, types, max: 10, application_name: 'mettrace' })
  pool.on('error', () => undefined)
  const keyed = { digestOf: subjectDigestOf(secrets), fields: fieldCipherOf(secrets) }
  return {
    withActor: (actor, purpose, work) => withActor(pool, keyed, actor, purpose, work),
    secrets,
    holdLock: (lock) => holdLock(pool, lock),
    glance: (actor, text) => glance(pool, actor, text),
    isAlive: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    close: async () => {
      await pool.end()
      await release()
    },
    abandon: release,
  }
}

const asLogin = async (url: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: url, application_name: 'mettrace start' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

const withItsKey = async (database: Database): Promise<Database> => {
  try {
    await checkMasterKey(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

const openOwn = async (config: Config, url: string): Promise<Database> => {
  try {
    await (config.production ? asLogin(url, checkProductionDatabase) : migrate(url))
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    if (/^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|28|3D)/.test(code)) {
      throw new MetTraceError(
        'fault',
        `The database of DATABASE_URL cannot be used: ${(error as Error).message}`,
      )
    }
    throw error
  }
  return withItsKey(databaseOn(url, await openSecrets(config)))
}

/**
 * Opens the configured database, starting the embedded one if need be, and migrates it; in production it is migrated by
 * its owner beforehand, and only checked here.
 * Errors: `data_in_use` (second server on a data folder), `usage` (no master key), `fault` (another master key
 * than before among them).
 */
export const openDatabase = async (
  config: Config,
  options: { asServer?: boolean } = {},
): Promise<Database> => {
  if (config.databaseUrl) return openOwn(config, config.databaseUrl)
  const embedded = await openEmbeddedPostgres(config.dataDirectory, options)
  let secrets: Secrets
  try {
    secrets = await openSecrets(config)
    await migrate(embedded.ownerUrl, 'mettrace_app')
  } catch (error) {
    await embedded.release()
    throw error
  }
  return withItsKey(databaseOn(embedded.applicationUrl, secrets, embedded.release))
}
