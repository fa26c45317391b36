import { Readable } from 'node:stream'
import { isDayUntil } from '../../../foundation/days.ts'
import type { SharedColumn } from '../../../agreements/shared-columns.ts'
import { openCsv, type Csv } from '../../../places/formats/csv.ts'
import { columnsOf } from '../../../places/formats/headings.ts'
import { numberedRows } from '../../../places/formats/left-out.ts'
import { NumberReader } from '../../../places/formats/numbers.ts'
import type { SourceFile } from '../../../places/formats/source-files.ts'
import { Faults } from '../../supply/batch/faults.ts'
import { codeFrom, codeKinds, type Code } from '../readings/codes.ts'
import { outcomes, type ResultFacts } from '../readings/lab-results.ts'
import { errorRateFrom } from '../readings/result-form.ts'
import { headingOf, type Adapter } from './adapters.ts'
import { whyNoNumber } from './sample-numbers.ts'

/** What a laboratory says of a sample, or a supplier of its code. */
export type Answered = { line: number; sample: string } & (
  | { result: Omit<ResultFacts, 'laboratory' | 'sample'> & { code: Code | null } }
  | { answer: SupplierAnswer; batch: string | null }
)
export const supplierAnswers = ['ours', 'not ours', 'unsure'] as const
export type SupplierAnswer = (typeof supplierAnswers)[number]

export type AnswerFile = {
  columns: SharedColumn[]
  answers: Answered[]
  /** What is wrong; more may be added, and then it is to be refused. */
  faults: Faults
  heading: (column: SharedColumn) => string
}

const longest = 300
const mostRows = 20_000

type Cells = {
  line: number
  cell: (column: SharedColumn) => string
  /** NaN where a cell is no number. */
  number: (column: SharedColumn) => number
  fault: (column: SharedColumn, found: string, expected: string) => void
}

const oneOf = <T extends string>(all: readonly T[], text: string): T | undefined =>
  all.find((each) => each === text)

const wordsIn = ({ cell, fault }: Cells, column: SharedColumn): string | null => {
  const text = cell(column)
  if (text.length > longest || /\p{C}/u.test(text))
    fault(column, `${text.length} characters`, `${longest} characters or fewer, without control characters`)
  return text || null
}

const confidenceIn = ({ cell, number, fault }: Cells, { confidence }: Adapter): number | null => {
  if (cell('confidence') === '') return null
  const most = confidence === 'percent' ? 100 : 1
  const value = number('confidence')
  if (value > 0 && value <= most) return value / most
  fault('confidence', cell('confidence'), `a number above 0 and up to ${most}`)
  return null
}

const resultIn = (cells: Cells, adapter: Adapter, today: string): Answered | undefined => {
  const { line, cell, fault } = cells
  const outcome = oneOf(outcomes, cell('outcome'))
  if (!outcome) fault('outcome', cell('outcome'), outcomes.join(', '))
  const kind = oneOf(codeKinds, cell('code_kind'))
  let code: Code | null = null
  if (outcome === 'code') {
    const read = kind && codeFrom(kind, cell('code'))
    if (!kind) fault('code_kind', cell('code_kind'), codeKinds.join(', '))
    // The code itself is secret, in messages too.
    else if (read && 'fault' in read) fault('code', 'a code that is none', read.fault)
    else if (read && 'code' in read) ({ code } = read)
  } else if (cell('code') !== '') fault('code', 'a code', 'nothing, since none was found')
  const reportedOn = cell('reported_on')
  if (!isDayUntil(reportedOn, today))
    fault('reported_on', reportedOn, 'a day such as 2026-11-30, no later than today')
  const scope = oneOf(['within', 'outside'] as const, cell('scope'))
  if (!scope && cell('scope') !== '') fault('scope', cell('scope'), 'within, outside or nothing')
  const method = wordsIn(cells, 'method')
  if (method === null) fault('method', 'nothing', 'a method')
  const rate = errorRateFrom(cell('wrong'), cell('trials'))
  if ('fault' in rate) fault('wrong', `${cell('wrong')} of ${cell('trials')}`, rate.fault)
  const result = {
    report: wordsIn(cells, 'report'),
    reportedOn,
    method: method ?? '',
    methodVersion: wordsIn(cells, 'method_version'),
    accreditation: wordsIn(cells, 'accreditation'),
    scope: scope ?? null,
    analyst: wordsIn(cells, 'analyst'),
    run: wordsIn(cells, 'run'),
    confidence: outcome === 'code' ? confidenceIn(cells, adapter) : null,
    nonConformance: wordsIn(cells, 'non_conformance'),
    code,
  }
  if (!outcome || 'fault' in rate) return undefined
  return { line, sample: cell('sample'), result: { ...result, ...rate, outcome } }
}

const answerIn = (cells: Cells): Answered | undefined => {
  const { line, cell, fault } = cells
  const answer = oneOf(supplierAnswers, cell('answer'))
  const batch = wordsIn(cells, 'batch')
  if (!answer) fault('answer', cell('answer'), supplierAnswers.join(', '))
  else if (batch !== null && answer !== 'ours') fault('batch', 'a batch', 'nothing, since it is not theirs')
  return answer && { line, sample: cell('sample'), answer, batch }
}

/** Columns of a file by their headings; any that the adapter does not name is a fault. */
const columnsIn = (
  { headings, line }: Pick<Csv<unknown>, 'headings' | 'line'>,
  adapter: Adapter,
  faults: Faults,
): Map<SharedColumn, number> => {
  const at = new Map<SharedColumn, number>()
  for (const [place, heading] of headings.entries()) {
    const column = adapter.takes.find(
      (each) => headingOf(adapter, each).toLowerCase() === heading.toLowerCase(),
    )
    if (heading === '') continue
    if (column === undefined)
      faults.add(line, heading.slice(0, 40), 'a column that may not come', 'the columns of this format alone')
    else if (at.has(column)) faults.add(line, heading, 'a column for the second time', 'each column once')
    else at.set(column, place)
  }
  return at
}

/**
 * Reads a file of a laboratory or supplier by its adapter, line by line. Errors: `column_missing`, and those of the reader of
 * tables; what is wrong with a line is in the faults.
 */
export const readAnswers = async (
  name: string,
  content: string,
  adapter: Adapter,
  today: string,
): Promise<AnswerFile> => {
  const file: SourceFile = {
    name,
    path: name,
    open: () => Promise.resolve(Readable.from([Buffer.from(content)])),
  }
  const heading = (column: SharedColumn): string => headingOf(adapter, column)
  const csv = await openCsv(file, {
    fitOf: (headings) => columnsOf(file, headings, adapter.needed.map(heading)),
    least: () => 1,
  })
  const faults = new Faults(name)
  const numbers = new NumberReader(name, csv.delimiter, csv.sample)
  const at = columnsIn(csv, adapter, faults)
  const answers: Answered[] = []
  const seen = new Map<string, number>()
  let rows = 0
  for await (const batch of csv.rows())
    for (const { row, line } of numberedRows(batch)) {
      if (++rows > mostRows) {
        if (rows === mostRows + 1)
          faults.add(line, heading('sample'), 'too many rows', `${mostRows} or fewer`)
        continue
      }
      const cell = (column: SharedColumn): string => {
        const text = (row[at.get(column) ?? -1] ?? '').trim()
        const known =
          column === 'outcome' || column === 'code_kind' || column === 'scope' || column === 'answer'
        const small = text.toLowerCase()
        return known ? (adapter.values[column]?.[small] ?? small) : text
      }
      const fault: Cells['fault'] = (column, found, expected) =>
        faults.add(line, heading(column), found, expected)
      const sample = cell('sample')
      const wrong = whyNoNumber(sample)
      const before = seen.get(sample)
      if (wrong !== undefined) fault('sample', sample, wrong)
      else if (before !== undefined)
        fault('sample', sample, `each sample once; the same is in line ${before}`)
      else seen.set(sample, line)
      const number = (column: SharedColumn): number => numbers.read(cell(column), line, heading(column))
      const cells = { line, cell, number, fault }
      const answered = adapter.kind === 'laboratory' ? resultIn(cells, adapter, today) : answerIn(cells)
      if (answered && wrong === undefined) answers.push(answered)
    }
  if (rows === 0) faults.add(csv.line + 1, heading('sample'), 'no rows', 'a row for each sample')
  return { columns: [...at.keys()], answers, faults, heading }
}
