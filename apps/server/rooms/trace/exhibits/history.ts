import type { Fact } from '@mettrace/continuity/facts/facts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { named } from './refusals.ts'

/** A fact with what else was told of it, and the sender's answer where its seal came otherwise than whole. */
export type HistoryFact = Fact & {
  id: string
  deviceAt: Date | null
  skewSeconds: number | null
  lateBecause: string | null
  shelf: string | null
  offence: string | null
  note: string | null
  answer: string | null
}

/** Everything that happened to an exhibit, the first first. Logs it. */
export const historyOf = (tx: Transaction, exhibit: string): Promise<HistoryFact[]> =>
  readRecords<HistoryFact>(
    tx,
    { operation: 'consultation', kind: 'exhibit', subjects: [exhibit] },
    `select f.id, f.sequence, f.kind, f.at, f.entered_at as "enteredAt", f.from_holder as "from", f.holder as "to",
            f.seal_before as "sealBefore", f.seal, f.new_seal as "newSeal", f.condition, f.offered_by as "offeredBy", f.paper,
            f.actor, f.device_at as "deviceAt", f.skew_seconds as "skewSeconds", f.late_because as "lateBecause", f.shelf,
            f.offence, f.note, a.words as answer
     from enforcement.exhibit_event f left join enforcement.exhibit_answer a on a.id = f.id
     where f.exhibit = $1 order by f.sequence`,
    [exhibit],
  )

/** Whether a fact asks its sender something that nobody answered. */
export const isOpenQuestion = ({ condition, answer }: HistoryFact): boolean =>
  condition !== null && condition !== 'intact' && answer === null

/** Answers, for the sender, how a seal could come otherwise than whole. Logs it. Errors: `not_found` where nothing is asked. */
export const answerQuestion = async (
  tx: Transaction,
  actor: string,
  exhibit: string,
  fact: string,
  words: string,
): Promise<void> => {
  const { touched } = await named(
    changeRecords(
      tx,
      { operation: 'alteration', kind: 'exhibit', subjects: [exhibit] },
      `insert into enforcement.exhibit_answer (id, exhibit, words, actor)
       select f.id, f.exhibit, $3, $4 from enforcement.exhibit_event f
       where f.id = $1 and f.exhibit = $2 and f.condition <> 'intact'
         and not exists (select from enforcement.exhibit_answer a where a.id = f.id)`,
      [fact, exhibit, words, actor],
    ),
  )
  if (touched === 0) throw new MetTraceError('not_found', 'There is no open question of this exhibit.')
}
