import type { WaitingAsked, Waits } from '../../foundation/room/waiting.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { count } from '../../foundation/words/figures.ts'
import { undecidedProposals } from '../../places/home-proposals.ts'

/** What other people proposed about homes, and nobody decided yet. */
export const waiting = async (tx: Transaction, { actor }: WaitingAsked): Promise<Waits> => {
  const left = await undecidedProposals(tx, actor.id)
  return { count: left, thing: count(left, 'proposal'), words: 'about homes: approve or refuse' }
}
