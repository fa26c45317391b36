import type { Transaction } from '../foundation/with-actor.ts'

/** Boundaries or look-ups changed, and with them where things belong: what rests on them must be worked out anew. */
export const raiseGeography = (tx: Transaction): Promise<unknown> =>
  tx.query('update places.geography set version = version + 1')
