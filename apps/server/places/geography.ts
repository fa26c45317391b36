import { advisoryLocks } from '../foundation/advisory-locks.ts'
import type { Queries, Transaction } from '../foundation/with-actor.ts'

/**
 * Waits until nobody counts, and lets nobody begin before this transaction has ended: otherwise somebody who began to
 * count before an import could mark as up to date, after it, what does not know of it.
 */
export const holdCounting = (tx: Transaction): Promise<unknown> =>
  tx.query('select pg_advisory_xact_lock($1)', [advisoryLocks.counting])

/** Which state of boundaries and look-ups there is; it rises with every change. */
export const presentGeography = async (tx: Queries): Promise<number> => {
  const { rows } = await tx.query<{ version: number }>('select version from places.geography')
  return rows[0]?.version ?? 0
}

/**
 * Boundaries or look-ups changed, and with them where things belong: what rests on them must be worked out anew. What
 * was worked out and is kept besides counts must be deleted after this call, not before it.
 */
export const raiseGeography = async (tx: Transaction): Promise<void> => {
  await holdCounting(tx)
  await tx.query('update places.geography set version = version + 1')
}
