import type pg from 'pg'

export type HeldLock = {
  /** Whether the connection that holds it still lives. */
  isHeld: () => boolean
  release: () => Promise<void>
}

/**
 * Takes an advisory lock on a connection of its own, for as long as that lives: of all processes on one database one has
 * it. Undefined when another has it.
 */
export const holdLock = async (pool: pg.Pool, lock: number): Promise<HeldLock | undefined> => {
  const client = await pool.connect()
  let held = true
  // A connection that broke goes back too, to make room for the next.
  const letGo = (broken: boolean): void => {
    if (!held) return
    held = false
    client.release(broken)
  }
  client.on('error', () => letGo(true))
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock])
    if (rows[0]?.mine) {
      return {
        isHeld: () => held,
        release: async () => {
          // The connection is closed with its lock, so that none goes back into the pool that holds one.
          letGo(true)
        },
      }
    }
    letGo(false)
    return undefined
  } catch (error) {
    letGo(true)
    throw error
  }
}
