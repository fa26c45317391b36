import { MetTraceError } from '../../foundation/errors.ts'
import { firstRows, isEmptyRow, openingOf, type Delimiter } from './separators.ts'
import type { SourceFile } from './source-files.ts'
import { bytesAsText, textOf } from './text.ts'

/** Where the headings of a table are, and what was made of them. */
export type Headed<Fit> = {
  headings: string[]
  /** The file's line of the headings; what stands above is a title and no row. */
  line: number
  delimiter: Delimiter
  fit: Fit
  /** Rows near the beginning, the headings and what stands above among them. */
  sample: string[][]
}

/** As much of a file is looked through for its headings. */
const openingLength = 1 << 18
/** Titles above the headings, with the empty lines among them, take no more rows than this. */
const mostTitles = 30
const sampleRows = 500

const startOf = async (file: SourceFile): Promise<string> => {
  let start = ''
  for await (const text of textOf(file)) {
    start += text
    if (start.length < openingLength) continue
    const end = start.lastIndexOf('\n') + 1
    return end === 0 ? start : start.slice(0, end)
  }
  return start
}

/**
 * Finds the headings that serve: the first row that `fitOf` takes, with the delimiter that it takes it with.
 * Errors: those of `fitOf` for the row that looks most like headings where none serves; `file_wrong_kind` for a file
 * without any; and those of `textOf`.
 */
export const findHeadings = async <Fit>(
  file: SourceFile,
  fitOf: (headings: readonly string[]) => Fit,
): Promise<Headed<Fit>> => headingsIn(file, await startOf(file), fitOf)

/** Whether the headings would serve if the file were not in the encoding that it is in. */
export const fitsBadlyEncoded = async (
  file: SourceFile,
  fitOf: (headings: readonly string[]) => unknown,
): Promise<boolean> => {
  try {
    headingsIn(file, await bytesAsText(file, openingLength), fitOf)
    return true
  } catch (error) {
    if (error instanceof MetTraceError) return false
    throw error
  }
}

const headingsIn = <Fit>(
  file: SourceFile,
  start: string,
  fitOf: (headings: readonly string[]) => Fit,
): Headed<Fit> => {
  const opening = openingOf(start)
  let fault: unknown
  for (const delimiter of opening.delimiters) {
    const sample = firstRows(opening, delimiter, sampleRows)
    const rows = sample
      .slice(0, mostTitles)
      .filter(({ cells }) => !isEmptyRow(cells))
      .map(({ cells, line }) => ({ headings: cells.map((cell) => cell.trim()), line }))
    if (rows.length === 0) throw noHeadings(file)
    const faults: unknown[] = []
    for (const { headings, line } of rows) {
      try {
        const fit = fitOf(headings)
        return { headings, line, delimiter, fit, sample: sample.map(({ cells }) => cells) }
      } catch (error) {
        if (!(error instanceof MetTraceError)) throw error
        faults.push(error)
      }
    }
    // A title has one cell, as a rule.
    fault ??=
      faults[
        Math.max(
          0,
          rows.findIndex(({ headings }) => headings.filter(Boolean).length > 1),
        )
      ]
  }
  throw fault
}

const noHeadings = (file: SourceFile): MetTraceError =>
  new MetTraceError('file_wrong_kind', 'This file is empty, or has no headings.', {
    file: file.name,
    found: 'nothing',
    expected: 'a line of headings',
  })

const plain = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * Positions of the wanted columns: by their exact heading, else by one that differs in capitals, blanks or signs only.
 * Errors: `column_missing`, with the headings that were found; also for a heading that stands more than once, of which
 * nobody can tell which is meant.
 */
export const columnsOf = (
  file: SourceFile,
  headings: readonly string[],
  wanted: readonly string[],
): number[] =>
  wanted.map((heading) => {
    const exact = positionsOf(headings, (each) => each === heading.trim())
    const name = plain(heading)
    const [at, another] =
      exact.length > 0 ? exact : positionsOf(headings, (each) => name !== '' && plain(each) === name)
    if (at !== undefined && another === undefined) return at
    const isMissing = at === undefined
    throw new MetTraceError(
      'column_missing',
      isMissing
        ? `The column "${heading}" is missing.`
        : `The column "${heading}" is there more than once. Rename the one that is not meant.`,
      {
        file: file.name,
        line: 1,
        column: heading,
        found: headingsInWords(headings),
        expected: isMissing ? heading : `${heading} once`,
      },
    )
  })

/** Headings for a message, not all of a very wide table. */
export const headingsInWords = (headings: readonly string[]): string =>
  headings
    .slice(0, 40)
    .map((heading) => heading.slice(0, 60))
    .join(', ') + (headings.length > 40 ? ', …' : '')

const positionsOf = (headings: readonly string[], isMeant: (heading: string) => boolean): number[] =>
  headings.flatMap((each, at) => (isMeant(each) ? [at] : []))
