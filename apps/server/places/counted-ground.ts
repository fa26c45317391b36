import type { Transaction } from '../foundation/with-actor.ts'
import type { Vintage } from './place-points.ts'

/** The boundaries whose areas streets are counted in; undefined where none are loaded. */
export const countedGround = async (tx: Transaction): Promise<Vintage | undefined> => {
  const { rows } = await tx.query<Vintage>(
    'select kind, valid_from as "validFrom" from places.counted_ground',
  )
  return rows[0]
}
