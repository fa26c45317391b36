import type { Transaction } from '../../../foundation/with-actor.ts'
import { kitsOf, type TracedKit } from './asked.ts'
import { homesOfKits, type TracedHome } from './homes-of-kits.ts'
import { pastOfKits, type PastEvent } from './kit-past.ts'

/** What a whole code or serial leads to. */
export type CodeTrace = { kits: TracedKit[]; homes: TracedHome[]; past: PastEvent[] }

/**
 * From a whole code or serial to its homes, who lived there on a day (`2026-11-26`) by name, and the kit's life. Crossings: what
 * they combined, and that the code was asked for even where nothing came of it, is logged with the reason.
 */
export const traceCode = async (
  tx: Transaction,
  text: string,
  onDay: string,
  reason: string,
): Promise<CodeTrace> => {
  const { kits } = await kitsOf(tx, text, reason)
  const ids = kits.map(({ kit }) => kit)
  return {
    kits,
    homes: await homesOfKits(tx, ids, { onDay, reason, names: true }),
    past: await pastOfKits(tx, kits, reason),
  }
}
