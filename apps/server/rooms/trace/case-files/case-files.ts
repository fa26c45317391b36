import { recordOfAccount } from '../../../foundation/person-account.ts'
import { readRecords, type RecordKind } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** A record of a case, as the log knows it. */
export type CaseFile = { kind: RecordKind; subject: string }

const kinds: readonly RecordKind[] = ['exhibit', 'scan', 'field reading', 'laboratory result']

/** Records of a case by its crime or custody reference: exhibits, scans, readings and results. A crossing: logs each with the reason. */
export const filesOfCase = (tx: Transaction, reference: string, reason: string): Promise<CaseFile[]> =>
  readRecords<CaseFile>(
    tx,
    kinds.map((each) => ({
      operation: 'consultation' as const,
      kind: each,
      of: ({ kind, subject }: CaseFile) => (kind === each ? subject : null),
      reason,
    })),
    'select kind, subject from enforcement.files_of_case($1)',
    [reference],
  )

/** Who recorded anything of a case, and what kinds of things. A crossing: logs each colleague with the reason. */
export const workOnCase = async (
  tx: Transaction,
  reference: string,
  reason: string,
): Promise<Map<string, string[]>> => {
  const rows = await readRecords<{ actor: string; did: string }>(
    tx,
    {
      operation: 'consultation',
      kind: 'person',
      of: ({ actor }) => (actor.startsWith('person:') ? recordOfAccount(actor) : null),
      reason,
    },
    'select actor, did from enforcement.work_on_case($1)',
    [reference],
  )
  const work = new Map<string, string[]>()
  for (const { actor, did } of rows) work.set(actor, [...(work.get(actor) ?? []), did])
  return work
}
