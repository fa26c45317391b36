import type { EventId } from '@mettrace/protocol/words/values'
import { recordToldSigns, turnToldSign, type SpotOfSign } from '../../signs/phone-signs.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import type { KitChange, Taken } from './what-follows.ts'
import type { Sender } from './write-events.ts'

/**
 * Records the signs that events told, and that some were never there, or are after all, where their records were undone. `changes`:
 * what came to stand or fall, in the order in which it was judged.
 */
export const writeSigns = async (
  tx: Transaction,
  taken: readonly Taken[],
  changes: readonly KitChange[],
  spotOf: ReadonlyMap<EventId, SpotOfSign>,
  { actor }: Pick<Sender, 'actor'>,
): Promise<void> => {
  await recordToldSigns(
    tx,
    taken.flatMap(({ event: { id, fact }, at }) => {
      const spot = spotOf.get(id)
      return fact.kind === 'sign' && spot ? [{ id, at: new Date(at), fact, spot, actor }] : []
    }),
  )
  for (const { by, at, told, stands } of changes)
    if (told.fact.kind === 'sign' && told.id !== by.id)
      await turnToldSign(tx, actor, { id: by.id, sign: told.id, at: new Date(at), stands })
}
