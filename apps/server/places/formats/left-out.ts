import type { CsvBatch } from './csv.ts'
import { linesIn } from './separators.ts'

/** What a reader met in one file: every row is either passed on or left out for one reason. */
export type Tally<Reason extends string> = {
  /** Name of the file, for warnings. */
  file: string
  /** Rows read, those left out among them. */
  rows: number
  leftOut: Partial<Record<Reason, number>>
  /** Lines of the first few rows left out for each reason. */
  examples: Partial<Record<Reason, number[]>>
}

const mostExamples = 5

export const newTally = <Reason extends string>(file: string): Tally<Reason> => ({
  file,
  rows: 0,
  leftOut: {},
  examples: {},
})

export const leaveOut = <Reason extends string>(
  tally: Tally<Reason>,
  reason: Reason,
  line: number,
  rows = 1,
): void => {
  tally.leftOut[reason] = (tally.leftOut[reason] ?? 0) + rows
  const lines = (tally.examples[reason] ??= [])
  if (lines.length < mostExamples && lines.at(-1) !== line) lines.push(line)
}

/** Rows that several files hold together, and those left out of them by reason. */
export const totalOf = <Reason extends string>(
  tallies: readonly Tally<Reason>[],
): { rows: number; leftOut: Partial<Record<Reason, number>> } => {
  const leftOut: Partial<Record<Reason, number>> = {}
  for (const tally of tallies) {
    for (const [reason, rows] of Object.entries(tally.leftOut) as [Reason, number][])
      leftOut[reason] = (leftOut[reason] ?? 0) + rows
  }
  return { rows: tallies.reduce((sum, { rows }) => sum + rows, 0), leftOut }
}

/** One sentence for each reason, with the lines of the first few: `counts.csv: 3 left out (badValue), lines 4, 9, 12.` */
export const leftOutWarnings = <Reason extends string>(tally: Tally<Reason>): string[] =>
  (Object.entries(tally.leftOut) as [Reason, number][]).map(([reason, rows]) => {
    const lines = tally.examples[reason] ?? []
    const more = rows > lines.length && lines.length === mostExamples ? ', …' : ''
    return `${tally.file}: ${rows} left out (${reason}), line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}${more}.`
  })

/** Rows of a batch with the line each begins on; a quoted cell may span lines. */
export const numberedRows = function* (batch: CsvBatch): Generator<{ row: string[]; line: number }> {
  let { line } = batch
  for (const row of batch.rows) {
    yield { row, line }
    line += linesIn(row)
  }
}
