import pg from 'pg'
import type { DatabaseSettings } from './database-settings.ts'
import { databaseFault, inWords, isDiskFull } from './database-faults.ts'
import {
  commandLimits,
  pageLimits,
  serverLimits,
  workLimits,
  type LimitsByWork,
  workOf,
} from './database-limits.ts'
import { openEmbeddedPostgres, type EmbeddedOptions, type EmbeddedPostgres } from './embedded-postgres.ts'
import { MetTraceError } from './errors.ts'
import { fieldCipherOf } from './fields/field-cipher.ts'
import { holdLock, type HeldLock } from './held-lock.ts'
import { subjectDigestOf } from './log/digests.ts'
import { loginPools, type LoginUrls } from './login-pools.ts'
import { checkMasterKey } from './master-key-check.ts'
import { migrate } from './migrate.ts'
import { onSignal } from './on-signal.ts'
import { checkProductionDatabase } from './production-login.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { ofLogins, usualLogins, type Login } from './access/logins.ts'
import { Turns } from './turns.ts'
import { readWithoutAct, withActor, type Actor, type Transaction } from './with-actor.ts'

/** The one way to the data: every use names who acts and what for. */
export type Database = {
  withActor: <T>(actor: Actor, purpose: string, work: (tx: Transaction) => Promise<T>) => Promise<T>
  /** The same for what is asked over and over by the same statements, which each connection then plans once. */
  actOften: <T>(actor: Actor, purpose: string, work: (tx: Transaction) => Promise<T>) => Promise<T>
  /** The same for housekeeping, which leaves an entry only where it says one: see `withActor`. */
  keepHouse: <T>(actor: Actor, purpose: string, work: (tx: Transaction) => Promise<T>) => Promise<T>
  /** Keys that the database does not know. */
  secrets: Secrets
  /** Takes an advisory lock for this process alone; undefined when another has it. */
  holdLock: (actor: Actor, lock: number) => Promise<HeldLock | undefined>
  /** Reads as a part of the product in one round trip, without an entry: see `readWithoutAct` of with-actor.ts. */
  readWithoutAct: <Row>(actor: Actor, text: string, values?: readonly string[]) => Promise<Row[]>
  /** Whether the database answers, and soon; says nothing of its content. */
  isAlive: () => Promise<boolean>
  /** When a write last failed because the disk is full, by `performance.now`; undefined when none has. */
  lastFull: () => number | undefined
  close: () => Promise<void>
  /** Leaves at once: what is under way is rolled back. */
  abandon: () => Promise<void>
}

/** Connections of each pool, and how many people's transactions are under way at once. */
const connections = 10

/** Pools on a database whose schema is up to date. */
export const databaseOn = (
  urls: LoginUrls,
  secrets: Secrets,
  release: () => Promise<void> = async () => {},
  limits: LimitsByWork = commandLimits,
): Database => {
  const pools = loginPools(urls, limits, connections)
  const keyed = { digestOf: subjectDigestOf(secrets), fields: fieldCipherOf(secrets) }
  let full: number | undefined
  // A pool serves in the order of asking: who asks for many things at once would be before everybody.
  const turns = new Turns(connections)
  const act = async <T>(actor: Actor, ...rest: ActParameters<T>): Promise<T> => {
    const kind = workOf(actor.role)
    const work = (): Promise<T> => withActor(pools.of(actor), keyed, actor, ...rest)
    try {
      return await (kind === 'page' ? turns.run(actor.id, limits.page.connection, work) : work())
    } catch (error) {
      if (isDiskFull(error)) full = performance.now()
      throw databaseFault(error)
    }
  }
  let looking: Promise<boolean> | undefined
  const look = (): Promise<boolean> =>
    pools.health.query('select 1').then(
      () => true,
      () => false,
    )
  return {
    withActor: (actor, purpose, work) => act(actor, purpose, work),
    actOften: (actor, purpose, work) => act(actor, purpose, work, { prepares: true }),
    keepHouse: (actor, purpose, work) => act(actor, purpose, work, { housekeeping: true }),
    secrets,
    holdLock: (actor, lock) => inWords(holdLock(pools.locksOf(actor), lock)),
    readWithoutAct: async (actor, text, values) =>
      inWords(readWithoutAct(pools.of(actor), actor, text, values)),
    // Whoever asks meanwhile gets the same answer.
    isAlive: () => (looking ??= look().finally(() => (looking = undefined))),
    lastFull: () => full,
    close: async () => {
      await pools.end()
      await release()
    },
    abandon: release,
  }
}

type ActParameters<T> = [
  purpose: string,
  work: (tx: Transaction) => Promise<T>,
  options?: { housekeeping?: boolean; prepares?: boolean },
]

const asLogin = async (url: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'mettrace start',
    connectionTimeoutMillis: workLimits.connection,
    query_timeout: pageLimits.transaction,
  })
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

/** An error of reaching a database of one's own, in words; any other as it is. */
export const asUnusable = (error: unknown): unknown => {
  const { code = '', message } = error as { code?: string; message: string }
  return /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|28|3D)/.test(code)
    ? new MetTraceError('fault', `The database of DATABASE_URL cannot be used: ${message}`)
    : error
}

/**
 * Addresses of a database of one's own. A server has three logins; for trying out one may stand for all, as a command's
 * does. Errors: `usage` in production, naming the setting that is missing.
 */
const urlsOf = (config: DatabaseSettings, web: string, asServer: boolean): LoginUrls => {
  const { signInDatabaseUrl: signIn, workerDatabaseUrl: worker, production } = config
  if (!asServer) return ofLogins(() => web)
  // A made-up city, which there is none of in production, comes in the way of commands.
  if (signIn !== undefined && worker !== undefined)
    return { web, signIn, worker, ...(production ? {} : { command: web }) }
  if (!production && signIn === undefined && worker === undefined) return ofLogins(() => web)
  throw new MetTraceError(
    'usage',
    `${signIn === undefined ? 'SIGN_IN_DATABASE_URL' : 'WORKER_DATABASE_URL'} is not set. A server has three logins of its database: DATABASE_URL for the pages, SIGN_IN_DATABASE_URL and WORKER_DATABASE_URL. To make them: mettrace migrate --login mettrace_web`,
  )
}

const checkLogins = async (urls: LoginUrls, asServer: boolean): Promise<void> => {
  if (!asServer) return asLogin(urls.command!, (client) => checkProductionDatabase(client, 'command'))
  for (const [login, url] of Object.entries(urls) as [Login, string][]) {
    await asLogin(url, (client) => checkProductionDatabase(client, login))
  }
}

const openOwn = async (
  config: DatabaseSettings,
  url: string,
  asServer: boolean,
  limits: LimitsByWork,
): Promise<Database> => {
  const urls = urlsOf(config, url, asServer)
  try {
    await (config.production ? checkLogins(urls, asServer) : migrate(url))
  } catch (error) {
    throw asUnusable(error)
  }
  return withItsKey(databaseOn(urls, await openSecrets(config), undefined, limits))
}

/**
 * Opens the configured database, starting the embedded one if need be, and migrates it; in production it is migrated by
 * its owner beforehand, and only checked here. `meanwhile` is called where the embedded one has to start, to load what
 * is needed after it.
 * Errors: `data_in_use` (second server on a data folder), `usage` (no master key; no database of one's own in production), `fault` (another master key
 * than before among them).
 */
export const openDatabase = async (
  config: DatabaseSettings,
  options: EmbeddedOptions & { limits?: LimitsByWork } = {},
): Promise<Database> => {
  const { asServer = false } = options
  const limits = options.limits ?? (asServer ? serverLimits : commandLimits)
  if (config.databaseUrl) return openOwn(config, config.databaseUrl, asServer, limits)
  if (config.production) {
    throw new MetTraceError(
      'usage',
      'In production set DATABASE_URL: in the embedded database data, keys and log lie under one account, and --data names that.',
    )
  }
  const opening = openEmbeddedPostgres(config.dataDirectory, options)
  // Whoever is told to end meanwhile leaves no engine running: stopping it ends what is being migrated.
  const listenNoMore = onSignal(() => {
    void opening.then(({ release }) => release()).finally(() => process.exit(130))
  })
  try {
    return await openEmbedded(config, await opening, limits)
  } finally {
    listenNoMore()
  }
}

const openEmbedded = async (
  config: DatabaseSettings,
  embedded: EmbeddedPostgres,
  limits: LimitsByWork,
): Promise<Database> => {
  let secrets: Secrets
  try {
    secrets = await openSecrets(config)
    await migrate(embedded.ownerUrl, usualLogins)
  } catch (error) {
    await embedded.release()
    throw error
  }
  return withItsKey(databaseOn(embedded.urls, secrets, embedded.release, limits))
}
