import { MetTraceError } from '../../../foundation/errors.ts'
import { changeRecords, countRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { named } from './refusals.ts'

/** What was decided of keeping an exhibit; `officer`: who asked for a hold, or the officer in the case. */
export type Ruling = { reason: string; officer: string } & (
  | { kind: 'hold' | 'hold lifted' }
  | { kind: 'kept for offence'; offence: string }
  | { kind: 'review'; answer: 'keep' | null; reviewOn: string }
  | { kind: 'review'; answer: 'return' | 'dispose'; reviewOn: null }
)

/** Records a decision on an exhibit; `id`: the asker's UUID, sent twice it is one. Logs it. Errors: `not_allowed`. */
export const recordRuling = async (
  tx: Transaction,
  actor: string,
  id: string,
  exhibit: string,
  ruling: Ruling,
): Promise<void> => {
  const [told] = await countRecords<{ before: number }>(
    tx,
    'select count(*)::int4 as before from enforcement.exhibit_ruling where id = $1',
    [id],
  )
  if (told?.before) return
  const { touched } = await named(
    changeRecords(
      tx,
      { operation: 'alteration', kind: 'exhibit', subjects: [exhibit] },
      `insert into enforcement.exhibit_ruling (id, exhibit, kind, reason, officer, offence, review_on, answer, actor)
       select $1, p.exhibit, $3, $4, $5, $6, $7, $8, $9 from enforcement.exhibit_position p where p.exhibit = $2`,
      [
        id,
        exhibit,
        ruling.kind,
        ruling.reason,
        ruling.officer,
        ruling.kind === 'kept for offence' ? ruling.offence : null,
        ruling.kind === 'review' ? ruling.reviewOn : null,
        ruling.kind === 'review' ? ruling.answer : null,
        actor,
      ],
    ),
  )
  if (touched === 0) throw new MetTraceError('not_found', 'There is no such exhibit here.')
}

/** A decision as it was recorded. */
export type RecordedRuling = {
  kind: 'hold' | 'hold lifted' | 'kept for offence' | 'review'
  reason: string
  officer: string
  offence: string | null
  reviewOn: string | null
  answer: 'keep' | 'return' | 'dispose' | null
  at: Date
  actor: string
}

/** Everything that was decided of an exhibit, the first first. */
export const rulingsOf = (tx: Transaction, exhibit: string): Promise<RecordedRuling[]> =>
  readRecords<RecordedRuling>(
    tx,
    { operation: 'consultation', kind: 'exhibit', subjects: [exhibit] },
    `select kind, reason, officer, offence, review_on::text as "reviewOn", answer, at, actor
     from enforcement.exhibit_ruling where exhibit = $1 order by at, id`,
    [exhibit],
  )
