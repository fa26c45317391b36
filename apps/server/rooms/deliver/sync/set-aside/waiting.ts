import { countRecords } from '../../../../foundation/records/records.ts'
import type { WaitingAsked, Waits } from '../../../../foundation/room/waiting.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { count } from '../../../../foundation/words/figures.ts'

/** Records of other people's phones that do not fit, and that nobody has decided about or answered. */
export const waiting = async (tx: Transaction, { actor }: WaitingAsked): Promise<Waits> => {
  const [row] = await countRecords<{ left: number }>(
    tx,
    `select count(*)::int4 as left from engagement.phone_event e
     where e.decision = 'set aside' and e.actor <> $1 and engagement.stands(e.id)
       and not exists (select from engagement.set_aside_decision d where d.event = e.id)`,
    [actor.id],
  )
  const left = row?.left ?? 0
  return { count: left, thing: count(left, 'record'), words: 'from phones set aside: accept or give up' }
}
