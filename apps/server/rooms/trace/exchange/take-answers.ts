import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Agreement } from '../../../agreements/agreements.ts'
import { recordResult } from '../readings/lab-results.ts'
import type { Adapter } from './adapters.ts'
import { cameBefore, exhibitsOfSamples, recordFile } from './exchange-files.ts'
import { readAnswers } from './read-answers.ts'

/** Samples that were answered before, of those that are named. */
const answeredBefore = async (
  tx: Transaction,
  { party, partyKind }: Agreement,
  samples: readonly string[],
): Promise<Set<string>> => {
  const rows = await readRecords<{ sample: string; exhibit: string }>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ exhibit }) => exhibit },
    partyKind === 'laboratory'
      ? 'select sample, exhibit from enforcement.laboratory_result where laboratory = $1 and sample = any ($2)'
      : `select a.sample, s.exhibit from enforcement.supplier_answer a join enforcement.sent_sample s on s.number = a.sample
         where a.party = $1 and a.sample = any ($2)`,
    [party, samples],
  )
  return new Set(rows.map(({ sample }) => sample))
}

export type TakenFile = { id: string; agreement: Agreement; adapter: Adapter; name: string; content: string }

/**
 * Takes in a file of a laboratory or supplier: all of it or nothing. Returns how many samples; 0 where the same file came before,
 * which changes nothing. Logs each exhibit and result. Errors: those of `readAnswers` and `recordFile`, and `value_invalid` with
 * every line that is wrong.
 */
export const takeFile = async (
  tx: Transaction,
  actor: string,
  { id, agreement, adapter, name, content }: TakenFile,
  today: string,
): Promise<number> => {
  if (await cameBefore(tx, agreement.party, content)) return 0
  const { columns, answers, faults, heading } = await readAnswers(name, content, adapter, today)
  const samples = answers.map(({ sample }) => sample)
  const exhibits = await exhibitsOfSamples(tx, agreement.party, samples)
  const before = await answeredBefore(tx, agreement, samples)
  for (const { line, sample } of answers) {
    if (!exhibits.has(sample))
      faults.add(line, heading('sample'), sample, `a sample that was sent to ${agreement.party}`)
    else if (before.has(sample))
      faults.add(line, heading('sample'), sample, 'a sample that was not answered before')
  }
  faults.refuse()
  await recordFile(tx, actor, {
    id,
    agreement,
    direction: 'in',
    adapter,
    columns,
    rows: answers.length,
    content,
  })
  for (const answered of answers) {
    const exhibit = exhibits.get(answered.sample)!
    if ('result' in answered)
      await recordResult(tx, actor, {
        ...answered.result,
        id: uuidv7(),
        exhibit,
        laboratory: agreement.party,
        sample: answered.sample,
        source: 'file',
        corrects: null,
      })
    else
      await changeRecords(
        tx,
        { operation: 'collection', kind: 'exhibit', subjects: [exhibit] },
        `insert into enforcement.supplier_answer (sample, party, file, answer, batch, actor)
         values ($1, $2, $3, $4, $5, $6)`,
        [answered.sample, agreement.party, id, answered.answer, answered.batch, actor],
      )
  }
  return answers.length
}
