import type { Transaction } from '../foundation/with-actor.ts'

/** Writes down that places and times of a force's incidents became counts: a crossing between the two regimes. */
export const recordCombination = (tx: Transaction): Promise<void> =>
  tx.record({ operation: 'combination', kind: 'incident', subjects: [], reason: 'counts by area and month' })
