import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { changeRecords, countRecords, readRecords } from '../../../foundation/records/records.ts'
import { resultFields } from '../../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Code, CodeKind } from './codes.ts'
import { openCode, sealCode } from './sealed-code.ts'

/** What a laboratory reports of a sample. */
export const outcomes = ['code', 'no code', 'not examined'] as const
export type Outcome = (typeof outcomes)[number]

/** What a laboratory says of one sample; what it does not say is null. */
export type ResultFacts = {
  laboratory: string
  /** Number of the sample, as the laboratory knows it. */
  sample: string
  report: string | null
  /** `2026-11-28`. */
  reportedOn: string
  method: string
  methodVersion: string | null
  accreditation: string | null
  /** Whether the method is within the scope of its accreditation. */
  scope: 'within' | 'outside' | null
  analyst: string | null
  run: string | null
  outcome: Outcome
  /** Confidence in the code, above 0 and up to 1. */
  confidence: number | null
  /** How often the method reported a match wrongly, out of how many tries: both or neither. */
  wrong: number | null
  trials: number | null
  nonConformance: string | null
}

/** A result as it is recorded; `id`: the asker's UUID, `corrects`: the result whose place it takes. */
export type NewResult = ResultFacts & {
  id: string
  exhibit: string
  /** Where the outcome is a code. */
  code: Code | null
  source: 'by hand' | 'file'
  corrects: string | null
}

/** A result as it stands, without its code. It is evidence. */
export type LabResult = ResultFacts & {
  id: string
  exhibit: string
  reference: string
  enteredAt: Date
  codeKind: CodeKind | null
  positions: number | null
  unsure: number | null
  source: 'by hand' | 'file'
  corrects: string | null
  isCorrected: boolean
  actor: string
}

const columns = `r.id, r.exhibit, e.reference, r.laboratory, r.sample, r.report, r.reported_on::text as "reportedOn",
  r.entered_at as "enteredAt", r.method, r.method_version as "methodVersion", r.accreditation, r.scope, r.analyst, r.run, r.outcome,
  r.code_kind as "codeKind", r.positions, r.unsure, r.confidence, r.wrong, r.trials, r.non_conformance as "nonConformance",
  r.source, r.corrects, c.id is not null as "isCorrected", r.actor`
const codeColumns = `r.code, r.data_key as "dataKey", r.key_version as "keyVersion"`
const consultation = {
  operation: 'consultation',
  kind: 'laboratory result',
  of: ({ id }: { id: string }) => id,
} as const

type Kept = LabResult & { code: Buffer | null; dataKey: Buffer | null; keyVersion: number | null }

const withCode = (tx: Transaction, row: Kept): LabResult & { found: Code | null } => {
  const { code, dataKey, keyVersion, ...result } = row
  const { id, codeKind } = row
  const isCode = codeKind !== null && code !== null && dataKey !== null && keyVersion !== null
  return {
    ...result,
    found: isCode ? openCode(tx, resultFields, { id, codeKind, code, dataKey, keyVersion }) : null,
  }
}

/** Results that stand, the latest report first. Logs each. */
export const listResults = (tx: Transaction, page: number): Promise<(LabResult & { total: number })[]> =>
  readRecords<LabResult & { total: number }>(
    tx,
    consultation,
    `select ${columns}, count(*) over ()::int4 as total from enforcement.laboratory_result r join enforcement.exhibit e on e.id = r.exhibit
     left join enforcement.laboratory_result c on c.corrects = r.id where c.id is null
     order by r.reported_on desc, r.id desc limit $1 offset $2`,
    [rowsOnPage, rowsBefore(page)],
  )

/** One result with its code. Logs it. Errors: `not_found` where the actor sees none such. */
export const resultById = async (
  tx: Transaction,
  id: string,
): Promise<LabResult & { found: Code | null }> => {
  const [row] = await readRecords<Kept>(
    tx,
    consultation,
    `select ${columns}, ${codeColumns} from enforcement.laboratory_result r join enforcement.exhibit e on e.id = r.exhibit
     left join enforcement.laboratory_result c on c.corrects = r.id where r.id = $1`,
    [id],
  )
  if (!row) throw new MetTraceError('not_found', 'There is no such result here.')
  return withCode(tx, row)
}

/** Results of exhibits that stand, and with `andCorrected` those that were corrected too; with their codes, the first report first. Logs each. */
export const resultsOf = async (
  tx: Transaction,
  exhibits: readonly string[],
  { andCorrected = false }: { andCorrected?: boolean } = {},
): Promise<(LabResult & { found: Code | null })[]> => {
  const rows = await readRecords<Kept>(
    tx,
    consultation,
    `select ${columns}, ${codeColumns} from enforcement.laboratory_result r join enforcement.exhibit e on e.id = r.exhibit
     left join enforcement.laboratory_result c on c.corrects = r.id where (c.id is null or $2) and r.exhibit = any ($1::uuid[])
     order by r.reported_on, r.id`,
    [exhibits, andCorrected],
  )
  return rows.map((row) => withCode(tx, row))
}

/**
 * Records a result; sent twice, it is one. Logs it. Errors: `usage` about `sample` where the laboratory reported this sample
 * before and it is not said which result is corrected, about `corrects` where that was corrected before or is of another exhibit.
 */
export const recordResult = async (tx: Transaction, actor: string, result: NewResult): Promise<void> => {
  if (result.corrects !== null) {
    const earlier = await resultById(tx, result.corrects)
    if (earlier.exhibit !== result.exhibit)
      throw new MetTraceError('usage', 'A correction must be of the same exhibit.', { about: 'sample' })
  }
  const sealed = result.code && sealCode(tx, resultFields, result.id, result.code)
  const { touched } = await changeRecords(
    tx,
    { operation: 'collection', kind: 'laboratory result', subjects: [result.id] },
    `insert into enforcement.laboratory_result (id, exhibit, laboratory, sample, report, reported_on, method, method_version,
       accreditation, scope, analyst, run, outcome, code_kind, positions, unsure, code, code_digest, data_key, key_version, confidence,
       wrong, trials, non_conformance, source, corrects, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
       $27) on conflict do nothing`,
    [
      result.id,
      result.exhibit,
      result.laboratory,
      result.sample,
      result.report,
      result.reportedOn,
      result.method,
      result.methodVersion,
      result.accreditation,
      result.scope,
      result.analyst,
      result.run,
      result.outcome,
      sealed?.kind ?? null,
      sealed?.positions ?? null,
      sealed?.unsure ?? null,
      sealed?.code ?? null,
      sealed?.digest ?? null,
      sealed?.key.dataKey ?? null,
      sealed?.key.keyVersion ?? null,
      result.confidence,
      result.wrong,
      result.trials,
      result.nonConformance,
      result.source,
      result.corrects,
      actor,
    ],
  )
  if (touched > 0) return
  const [told] = await countRecords<{ before: number }>(
    tx,
    'select count(*)::int4 as before from enforcement.laboratory_result where id = $1',
    [result.id],
  )
  if (!told?.before)
    throw new MetTraceError(
      'usage',
      result.corrects === null
        ? 'This laboratory reported this sample before: open that result and correct it.'
        : 'This result was corrected before: correct its correction.',
      { about: 'sample' },
    )
}

/** What a laboratory left out. It is listed and blocks nothing; without an error rate nothing is weighed. */
export const unknownsOfResult = (result: ResultFacts): string[] => [
  ...(result.report === null ? ['number of the report'] : []),
  ...(result.methodVersion === null ? ['version of the method'] : []),
  ...(result.accreditation === null ? ['accreditation'] : []),
  ...(result.scope === null ? ['whether it is within the accredited scope'] : []),
  ...(result.analyst === null ? ['analyst'] : []),
  ...(result.run === null ? ['instrument run'] : []),
  ...(result.outcome === 'code' && result.confidence === null ? ['confidence'] : []),
  ...(result.outcome === 'code' && result.trials === null ? ['measured error rate'] : []),
]
