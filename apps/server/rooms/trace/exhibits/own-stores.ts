import type { Hand } from '@mettrace/continuity/hands/hands'
import { handKind, handName } from '@mettrace/continuity/hands/hands'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** Hands that the actor answers for: the stores of their BCUs, and themselves. */
export const ownHands = async (tx: Transaction): Promise<Hand[]> => {
  const { rows } = await tx.query<{ hand: Hand }>('select enforcement.exhibit_charges() as hand order by 1')
  return rows.map(({ hand }) => hand)
}

/** BCUs whose stores are the actor's. */
export const ownStores = async (tx: Transaction): Promise<string[]> =>
  (await ownHands(tx)).filter((hand) => handKind(hand) === 'store').map(handName)
