import type { Queries } from '../with-actor.ts'

/** An epoch of transaction numbers, and the lowest number in it that may still be written. */
export type ServedBelow = { epoch: number; below: bigint }

/**
 * Below which transaction number everything is committed or undone for good: what is read only so far misses nothing that is
 * committed later.
 */
export const servedBelow = async (tx: Pick<Queries, 'query'>): Promise<ServedBelow> => {
  const { rows } = await tx.query<{ epoch: number; open: string }>(
    'select log.present_epoch() as epoch, pg_snapshot_xmin(pg_current_snapshot())::text as open',
  )
  const [found] = rows
  if (!found) throw new TypeError('The database did not say which transactions are open.')
  return { epoch: found.epoch, below: BigInt(found.open) }
}
