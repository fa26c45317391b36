import type { Transaction } from '../../../foundation/with-actor.ts'
import type { WaitingAsked, Waits } from '../../../foundation/room/waiting.ts'
import { count } from '../../../foundation/words/figures.ts'
import { draftsApproved } from '../../deliver/deployments/deployments.ts'
import { draftsOfOthers } from './drafts.ts'

/** Plans that somebody else drew up and nobody approved yet. */
export const waiting = async (tx: Transaction, { actor }: WaitingAsked): Promise<Waits> => {
  const approved = new Set(await draftsApproved(tx))
  const left = (await draftsOfOthers(tx, actor.id)).filter((id) => !approved.has(id)).length
  return { count: left, thing: count(left, 'saved plan'), words: 'not approved yet' }
}
