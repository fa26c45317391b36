import pg from 'pg'
import { isPersonRole, type Role } from './access/roles.ts'

/** How long what is asked of the database may take, in milliseconds. */
export type WaitLimits = {
  /** Until a connection is had: a new one, or one that others give back. */
  connection: number
  /** One statement. */
  statement: number
  /** For a lock that another transaction holds. */
  lock: number
  /** Within a transaction between two statements. */
  idle: number
  /** A whole transaction. The database keeps the limits above, as long as it hears; this one is ours. */
  transaction: number
}

const [seconds, hours] = [1000, 3_600_000]

/** Somebody waits for the page. */
export const pageLimits: WaitLimits = {
  connection: 5 * seconds,
  statement: 20 * seconds,
  lock: 10 * seconds,
  idle: 20 * seconds,
  transaction: 30 * seconds,
}

/** Imports, counting, the model, sealing; commands, which whoever started them can end. */
export const workLimits: WaitLimits = {
  connection: 10 * seconds,
  statement: 2 * hours,
  lock: 2 * hours,
  idle: hours,
  transaction: 6 * hours,
}

/** Whether the database answers at all. */
export const healthLimits: WaitLimits = {
  connection: 2 * seconds,
  statement: 2 * seconds,
  lock: 2 * seconds,
  idle: 2 * seconds,
  transaction: 3 * seconds,
}

/** Limits by who is waiting: people and their sign-in, or parts of the product. */
export type LimitsByWork = { page: WaitLimits; work: WaitLimits; health: WaitLimits }
export const serverLimits: LimitsByWork = { page: pageLimits, work: workLimits, health: healthLimits }
export const commandLimits: LimitsByWork = { page: workLimits, work: workLimits, health: healthLimits }

export const workOf = (role: Role): 'page' | 'work' =>
  isPersonRole(role) || role === 'identity' || role === 'visitor' ? 'page' : 'work'

/** Ends a connection that is not given back in time: a database process that is stopped keeps no limit of its own. */
const endLate = (pool: pg.Pool, most: number): void => {
  const timers = new Map<pg.PoolClient, NodeJS.Timeout>()
  pool.on('acquire', (client) => {
    const late = (): void => void (client as unknown as pg.Client).end().catch(() => undefined)
    timers.set(client, setTimeout(late, most).unref())
  })
  pool.on('release', (_, client) => {
    clearTimeout(timers.get(client))
    timers.delete(client)
  })
}

/** A pool that waits for nothing longer than its limits. `held`: its connections may be kept. */
export const limitedPool = (config: pg.PoolConfig, limits: WaitLimits, { held = false } = {}): pg.Pool => {
  const pool = new pg.Pool({
    ...config,
    connectionTimeoutMillis: limits.connection,
    statement_timeout: limits.statement,
    lock_timeout: limits.lock,
    idle_in_transaction_session_timeout: limits.idle,
    keepAlive: true,
  })
  pool.on('error', () => undefined)
  if (!held) endLate(pool, limits.transaction)
  return pool
}
