import { digestOf } from '@mettrace/protocol/codes/digest'
import type { PageName } from '@mettrace/protocol/pages/pages'
import type { PartName } from '@mettrace/protocol/pages/rows'
import { readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'

/** Pages that a person's phone is to hold, and what stands for their list. */
export type Scope = { token: string; pages: PageName[] }

const ofAssignment: readonly PartName[] = [
  'assignment',
  'homes',
  'outcomes',
  'safety',
  'appointments',
  'blocks',
  'ground',
]
/** Parts that phones of the first format do not know. */
const sinceSecond: readonly PartName[] = ['walk']
const ofPerson: readonly PartName[] = ['kits', 'set-aside']

const pagesOf = (whose: string, parts: readonly PartName[]): PageName[] =>
  parts.map((part) => `${whose}/${part}` as PageName)

/**
 * A person's pages on a day, `2026-11-29`: of assignments that have not ended, where they are still posted. Those that begin
 * later are among them: phones may have no signal that morning. `reads`: the format of pages that the phone reads.
 */
export const scopeOf = async (
  tx: Transaction,
  person: string,
  today: string,
  reads: number,
): Promise<Scope> => {
  const rows = await readRecords<{ id: string }>(
    tx,
    { operation: 'consultation', kind: 'person', subjects: [person] },
    `select a.id from engagement.assignment a
     where a.person = $1 and coalesce(a.until_day, 'infinity') >= $2::date
       and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
       and (a.ward = any (array(select foundation.acting_places())) or a.bcu = any (array(select foundation.acting_places())))
     order by a.id`,
    [person, today],
  )
  const parts = reads < 2 ? ofAssignment : [...ofAssignment, ...sinceSecond]
  const pages = [...rows.flatMap(({ id }) => pagesOf(id, parts)), ...pagesOf(person, ofPerson)]
  return { token: digestOf(pages.join('\n')), pages }
}
