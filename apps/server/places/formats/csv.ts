import Papa from 'papaparse'
import { MetTraceError } from '../../foundation/errors.ts'
import type { SourceFile } from './source-files.ts'
import { textOf } from './text.ts'

/** Rows that stand together; `line` is the file's line of the first. */
export type CsvBatch = { line: number; rows: string[][] }

export type Csv = {
  /** Headings, without blanks around them and without a byte-order mark. */
  headings: string[]
  /** Rows after the heading, every one with as many cells as there are headings; empty lines are passed over. */
  batches: AsyncGenerator<CsvBatch>
}

/** A row may not be longer than this: beyond it a quotation mark was opened and never closed. */
const longestRow = 1 << 24

/**
 * Reads comma-separated values (RFC 4180), or values with another delimiter between them: either line end, quoted commas, quotation marks and line ends; a line end
 * within a cell is read as a line feed. Nothing is left open until the batches are read, so that a file whose headings
 * do not serve may be put away; whoever stops in the middle of the batches closes them.
 * Errors: `row_shape` (a row with too few or too many cells, a quotation mark left open), `file_wrong_kind` (no
 * headings, carriage returns alone between the lines), and those of `textOf`.
 */
export const openCsv = async (file: SourceFile, delimiter: Delimiter = ','): Promise<Csv> => {
  const headings = await headingsOf(file, delimiter)
  return { headings, batches: batchesOf(file, headings.length, delimiter) }
}

/** What stands between the cells of a row. */
export type Delimiter = ',' | ';' | '\t' | '|'

/** The delimiter that the first line has most of, outside quotation marks; a comma where it has none. */
export const delimiterOf = async (file: SourceFile): Promise<Delimiter> => {
  for await (const text of textOf(file)) {
    const line =
      text
        .trimStart()
        .split('\n', 1)[0]
        ?.replaceAll(/"[^"]*"/g, '') ?? ''
    const count = (delimiter: string): number => line.split(delimiter).length
    return ([',', ';', '\t', '|'] as const).reduce((most, each) => (count(each) > count(most) ? each : most))
  }
  return ','
}

const headingsOf = async (file: SourceFile, delimiter: Delimiter): Promise<string[]> => {
  for await (const piece of wholeRows(file, delimiter)) {
    const row = parse(piece, file, delimiter, 1).find((each) => !isEmptyLine(each))
    if (!row) continue
    const headings = row.map((heading) => heading.trim())
    if (headings.some((heading) => heading.includes('\r'))) throw oldLineEnds(file)
    if (headings.some((heading) => heading !== '')) return headings
    break
  }
  throw new MetTraceError('file_wrong_kind', 'This file is empty, or has no headings.', {
    file: file.name,
    found: 'nothing',
    expected: 'a line of headings',
  })
}

const oldLineEnds = (file: SourceFile): MetTraceError =>
  new MetTraceError(
    'file_wrong_kind',
    'The lines of this file end with a carriage return alone. Save it as "CSV UTF-8" and import it again.',
    {
      file: file.name,
      line: 1,
      found: 'a carriage return within a heading',
      expected: 'lines that end with a line feed',
    },
  )

const batchesOf = async function* (
  file: SourceFile,
  width: number,
  delimiter: Delimiter,
): AsyncGenerator<CsvBatch> {
  let isHeading = true
  for await (const piece of wholeRows(file, delimiter)) {
    for (const batch of withoutEmptyLines(parse(piece, file, delimiter), piece.line)) {
      const [heading] = batch.rows
      if (isHeading && heading) {
        isHeading = false
        batch.rows.shift()
        batch.line += linesIn(heading)
      }
      checkShape(file, batch, width)
      yield batch
    }
  }
}

/** Rows that stand together between empty lines. */
const withoutEmptyLines = (rows: string[][], line: number): CsvBatch[] => {
  if (!rows.some(isEmptyLine)) return [{ line, rows }]
  const batches: CsvBatch[] = []
  let batch: CsvBatch | undefined
  let at = line
  for (const row of rows) {
    if (isEmptyLine(row)) batch = undefined
    else {
      if (!batch) batches.push((batch = { line: at, rows: [] }))
      batch.rows.push(row)
    }
    at += linesIn(row)
  }
  return batches
}

/** Lines of the file that a row takes up. */
export const linesIn = (row: readonly string[]): number => {
  let lines = 1
  for (const cell of row) if (cell.includes('\n')) lines += countLineEnds(cell)
  return lines
}

const isEmptyLine = (row: string[]): boolean => row.length === 1 && row[0] === ''

const checkShape = (file: SourceFile, batch: CsvBatch, width: number): void => {
  const wrong = batch.rows.findIndex((row) => row.length !== width)
  if (wrong === -1) return
  throw new MetTraceError(
    'row_shape',
    'A row does not have as many cells as there are headings. Is the file cut off?',
    {
      file: file.name,
      line: lineOfRow(batch, wrong),
      found: `${batch.rows[wrong]?.length ?? 0} cells`,
      expected: `${width} cells`,
    },
  )
}

type Piece = { text: string; line: number }

/** Cuts the text after a line end that stands outside quotation marks. */
const wholeRows = async function* (file: SourceFile, delimiter: Delimiter): AsyncGenerator<Piece> {
  const rowEnds = new RowEnds(delimiter)
  let carried: string[] = []
  let length = 0
  let line = 1
  for await (const text of textOf(file)) {
    const end = rowEnds.lastIn(text)
    carried.push(end === 0 ? text : text.slice(0, end))
    length += text.length
    if (end === 0) {
      if (length > longestRow) throw rowTooLong(file, line, rowEnds.inQuotes)
      continue
    }
    const piece = { text: carried.length === 1 ? (carried[0] ?? '') : carried.join(''), line }
    line += countLineEnds(piece.text)
    carried = end === text.length ? [] : [text.slice(end)]
    length = text.length - end
    yield piece
  }
  const rest = carried.join('')
  if (rest !== '') yield { text: rest, line }
}

/** Follows quotation marks through text that comes in pieces. */
class RowEnds {
  inQuotes = false
  /** The character before the next piece; a quotation mark only where a quoted cell has just ended. */
  private before = '\n'
  readonly #delimiter: Delimiter

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter
  }

  /** Position after the last line end outside quotation marks; 0 when there is none. */
  lastIn(text: string): number {
    let end = 0
    let from = 0
    let closed = this.before === '"' ? -1 : -2
    let lineEnd = text.indexOf('\n')
    for (;;) {
      const mark = text.indexOf('"', from)
      const until = mark === -1 ? text.length : mark
      if (!this.inQuotes) {
        if (lineEnd !== -1 && lineEnd < from) lineEnd = text.indexOf('\n', from)
        if (lineEnd !== -1 && lineEnd < until) end = text.lastIndexOf('\n', until) + 1
      }
      if (mark === -1) break
      if (this.inQuotes) {
        this.inQuotes = false
        closed = mark
      } else {
        // A mark opens a cell at its start; two of them within a quoted cell stand for one; elsewhere it is a character.
        const previous = mark === 0 ? this.before : text[mark - 1]
        this.inQuotes = previous === this.#delimiter || previous === '\n' || closed === mark - 1
      }
      from = mark + 1
    }
    if (text !== '') {
      const last = text.at(-1) ?? ''
      this.before = last !== '"' || closed === text.length - 1 ? last : ''
    }
    return end
  }
}

const countLineEnds = (text: string): number => {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

const rowTooLong = (file: SourceFile, line: number, inQuotes: boolean): MetTraceError =>
  inQuotes
    ? openQuote(file, line)
    : new MetTraceError('row_shape', 'A line is far longer than any row of a table.', {
        file: file.name,
        line,
        found: `more than ${longestRow} characters`,
        expected: 'a row',
      })

const openQuote = (file: SourceFile, line: number): MetTraceError =>
  new MetTraceError('row_shape', 'A quotation mark is opened and never closed.', {
    file: file.name,
    line,
    found: 'the end of the file inside quotation marks',
    expected: 'a closing quotation mark',
  })

/** Rows of a piece, all or the first that is not empty. */
const parse = (piece: Piece, file: SourceFile, delimiter: Delimiter, most = 0): string[][] => {
  const lines = piece.text.includes('\r') ? piece.text.replaceAll('\r\n', '\n') : piece.text
  const text = lines.replace(most > 0 ? /^\n+|[\r\n]$/g : /[\r\n]$/, '')
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n', preview: most })
  const fault = errors.find(({ type }) => type === 'Quotes')
  if (fault) {
    const before = data.slice(0, fault.row ?? 0)
    const line = piece.line + before.reduce((sum, row) => sum + linesIn(row), 0)
    if (fault.code === 'MissingQuotes') throw openQuote(file, line)
    throw new MetTraceError('row_shape', 'A quotation mark stands where none may.', {
      file: file.name,
      line,
      found: 'text after the closing quotation mark of a cell',
      expected: `${delimiter === ',' ? 'a comma' : 'the delimiter'} or the end of the line`,
    })
  }
  return data
}

/** Line of each row of a batch, for messages; a row may span lines. */
export const lineOfRow = (batch: CsvBatch, index: number): number =>
  batch.rows.slice(0, index).reduce((sum, row) => sum + linesIn(row), batch.line)

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
        : `The column "${heading}" stands more than once. Rename the one that is not meant.`,
      {
        file: file.name,
        line: 1,
        column: heading,
        found: headings.slice(0, 40).join(', ') + (headings.length > 40 ? ', …' : ''),
        expected: isMissing ? heading : `${heading} once`,
      },
    )
  })

const positionsOf = (headings: readonly string[], isMeant: (heading: string) => boolean): number[] =>
  headings.flatMap((each, at) => (isMeant(each) ? [at] : []))
