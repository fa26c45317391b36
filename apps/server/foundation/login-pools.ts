import pg from 'pg'
import type { Login, OfLogins } from './access/logins.ts'
import { limitedPool, workOf, type LimitsByWork } from './database-limits.ts'
import type { Actor } from './with-actor.ts'

/** Addresses of a database by login; a login that is not there is asked for by nobody of this process. */
export type LoginUrls = Partial<OfLogins<string>>

export type LoginPools = {
  /** Where somebody acts. */
  of: (actor: Actor) => pg.Pool
  /** Where whatever somebody holds for long is kept. */
  locksOf: (actor: Actor) => pg.Pool
  /** Asks whether the database answers. */
  health: pg.Pool
  end: () => Promise<void>
}

/** Which login somebody acts by: people by that of the pages, parts of the product by their own. */
const loginOf = ({ login, proof }: Actor): Login => login ?? (proof === undefined ? 'command' : 'web')

// Dates and counts as they are written: a calendar day has no time zone, and our counts fit a number.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.DATE, (text) => text)
types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * Pools by login and by who waits, of so many connections each, made when first asked for; logins with one address, such
 * as the owner's for trying out, share them.
 */
export const loginPools = (urls: LoginUrls, limits: LimitsByWork, connections: number): LoginPools => {
  const made = new Map<string, pg.Pool>()
  let isEnded = false
  const poolOf = (
    login: Login,
    kind: keyof LimitsByWork,
    options: { max?: number; held?: true } = {},
  ): pg.Pool => {
    const connectionString = urls[login]
    if (connectionString === undefined) throw new TypeError(`This process has no login ${login}.`)
    if (isEnded) throw new Error('Connection terminated: the database is closed.')
    const { max = connections, held } = options
    const key = [connectionString, kind, held].join(' ')
    const config = { connectionString, types, max, application_name: 'mettrace' }
    const pool = made.get(key) ?? limitedPool(config, limits[kind], { held: held ?? false })
    made.set(key, pool)
    return pool
  }
  return {
    of: (actor) => poolOf(loginOf(actor), workOf(actor.role)),
    locksOf: (actor) => poolOf(loginOf(actor), 'work', { held: true }),
    health: poolOf(urls.web === undefined ? 'command' : 'web', 'health', { max: 1 }),
    end: async () => {
      isEnded = true
      await Promise.all([...made.values()].map((pool) => pool.end()))
    },
  }
}
