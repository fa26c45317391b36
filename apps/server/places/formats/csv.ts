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
 * Reads comma-separated values (RFC 4180): either line end, quoted commas, quotation marks and line ends.
 * Errors: `row_shape` (a row with too few or too many cells, a quotation mark left open), `file_wrong_kind` (no
 * headings), and those of `textOf`.
 */
export const openCsv = async (file: SourceFile): Promise<Csv> => {
  const pieces = wholeRows(file)
  const first = await pieces.next()
  if (first.done) {
    throw new MetTraceError('file_wrong_kind', 'This file is empty.', {
      file: file.name,
      found: 'nothing',
      expected: 'a line of headings',
    })
  }
  const [headingRow, ...rest] = parse(first.value, file)
  const headings = (headingRow ?? []).map((heading) => heading.trim())
  const afterHeading = first.value.line + linesIn(headingRow ?? [])
  return { headings, batches: batchesOf(file, headings, rest, afterHeading, pieces) }
}

const batchesOf = async function* (
  file: SourceFile,
  headings: string[],
  rest: string[][],
  line: number,
  pieces: AsyncGenerator<Piece>,
): AsyncGenerator<CsvBatch> {
  yield checkedShape(file, headings, rest, line)
  for await (const piece of pieces) yield checkedShape(file, headings, parse(piece, file), piece.line)
}

const linesIn = (row: string[]): number => {
  let lines = 1
  for (const cell of row) if (cell.includes('\n')) lines += cell.split('\n').length - 1
  return lines
}

const isEmptyLine = (row: string[]): boolean => row.length === 1 && row[0] === ''

const checkedShape = (file: SourceFile, headings: string[], rows: string[][], line: number): CsvBatch => {
  const width = headings.length
  if (rows.every((row) => row.length === width)) return { line, rows }
  let at = line
  for (const row of rows) {
    if (row.length !== width && !isEmptyLine(row)) {
      throw new MetTraceError(
        'row_shape',
        'A row does not have as many cells as there are headings. Is the file cut off?',
        {
          file: file.name,
          line: at,
          found: `${row.length} cells`,
          expected: `${width} cells`,
        },
      )
    }
    at += linesIn(row)
  }
  return { line, rows: rows.filter((row) => !isEmptyLine(row)) }
}

type Piece = { text: string; line: number }

/** Cuts the text after a line end that stands outside quotation marks. */
const wholeRows = async function* (file: SourceFile): AsyncGenerator<Piece> {
  let carried = ''
  let line = 1
  for await (const text of textOf(file)) {
    carried += text
    const end = lastRowEnd(carried)
    if (end === 0) {
      if (carried.length > longestRow) throw openQuote(file, line)
      continue
    }
    const piece = { text: carried.slice(0, end), line }
    carried = carried.slice(end)
    line += piece.text.split('\n').length - 1
    yield piece
  }
  if (carried !== '') yield { text: carried, line }
}

/** Position after the last line end that stands outside quotation marks; 0 when there is none. */
const lastRowEnd = (text: string): number => {
  let end = 0
  let inQuotes = false
  for (let from = 0; ;) {
    const quote = text.indexOf('"', from)
    if (!inQuotes) {
      const lineEnd = text.lastIndexOf('\n', quote === -1 ? text.length : quote) + 1
      if (lineEnd > from) end = lineEnd
    }
    if (quote === -1) return end
    inQuotes = !inQuotes
    from = quote + 1
  }
}

const openQuote = (file: SourceFile, line: number): MetTraceError =>
  new MetTraceError('row_shape', 'A quotation mark is opened and never closed.', {
    file: file.name,
    line,
    found: 'the end of the file inside quotation marks',
    expected: 'a closing quotation mark',
  })

const parse = (piece: Piece, file: SourceFile): string[][] => {
  const text = piece.text.replaceAll('\r\n', '\n').replace(/\n$/, '')
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' })
  const fault = errors.find(({ type }) => type === 'Quotes')
  if (fault) {
    const before = data.slice(0, fault.row ?? 0)
    const line = piece.line + before.reduce((sum, row) => sum + linesIn(row), 0)
    if (fault.code === 'MissingQuotes') throw openQuote(file, line)
    throw new MetTraceError('row_shape', 'A quotation mark stands where none may.', { file: file.name, line })
  }
  return data
}

/** Line of each row of a batch, for messages; a row may span lines. */
export const lineOfRow = (batch: CsvBatch, index: number): number =>
  batch.rows.slice(0, index).reduce((sum, row) => sum + linesIn(row), batch.line)

const plain = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * Positions of the wanted columns: by their exact heading, else by one that differs in capitals, blanks or signs only.
 * Errors: `column_missing`, with the headings that were found.
 */
export const columnsOf = (
  file: SourceFile,
  headings: readonly string[],
  wanted: readonly string[],
): number[] =>
  wanted.map((heading) => {
    const exact = headings.indexOf(heading.trim())
    const at = exact === -1 ? headings.findIndex((each) => plain(each) === plain(heading)) : exact
    if (at !== -1) return at
    throw new MetTraceError('column_missing', `The column "${heading}" is missing.`, {
      file: file.name,
      line: 1,
      column: heading,
      found: headings.slice(0, 40).join(', ') + (headings.length > 40 ? ', …' : ''),
      expected: heading,
    })
  })
