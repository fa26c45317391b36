import { countRecords } from '../../foundation/records/records.ts'
import type { WaitingAsked, Waits } from '../../foundation/room/waiting.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { count } from '../../foundation/words/figures.ts'

/** Facts that contradict the ledger, of which the actor may decide: told by somebody else, and not settled. */
export const waiting = async (tx: Transaction, { actor }: WaitingAsked): Promise<Waits> => {
  const [row] = await countRecords<{ left: number }>(
    tx,
    `select count(*)::int4 as left from engagement.kit_movement told
     where told.sequence is null and told.actor <> $1
       and not exists (select from engagement.kit_settlement s where s.id = told.id)`,
    [actor.id],
  )
  const left = row?.left ?? 0
  return { count: left, thing: count(left, 'disputed kit'), words: 'with two stories: decide which is right' }
}
