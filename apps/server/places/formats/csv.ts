import Papa from 'papaparse'
import { MetTraceError } from '../../foundation/errors.ts'
import { findHeadings, type Headed } from './headings.ts'
import { countLineEnds, isEmptyRow, linesIn, type Delimiter } from './separators.ts'
import type { SourceFile } from './source-files.ts'
import { textOf } from './text.ts'

/** Rows that stand together; `line` is the file's line of the first. */
export type CsvBatch = { line: number; rows: string[][] }

export type Csv<Fit> = Headed<Fit> & {
  /**
   * Rows after the heading, every one with as many cells as there are headings; empty rows are passed over. Each call
   * reads the file anew.
   */
  rows: () => AsyncGenerator<CsvBatch>
}

/** A row may not be longer than this: beyond it a quotation mark was opened and never closed. */
const longestRow = 1 << 24

/** What serves as headings, and how many cells a row cannot do without. */
export type Headings<Fit> = {
  fitOf: (headings: readonly string[]) => Fit
  /** Cells that no row may lack; those after them may be left out at its end, as Excel does. All, unless said. */
  least?: (fit: Fit) => number
  /** Whether what served is itself a row: the table has no headings, and every row of it is given out. */
  isRow?: (fit: Fit) => boolean
}

/**
 * Reads comma-separated values (RFC 4180), or values with another delimiter between them: either line end, quoted
 * commas, quotation marks and line ends; a line end within a cell is read as a line feed. Titles above the headings and
 * Excel's `sep=` are passed over. Nothing is left open until the rows are read, so that a file whose headings do not
 * serve may be put away; whoever stops in the middle of the rows closes them.
 * Errors: those of `findHeadings`, and `row_shape` (a row with too few or too many cells, a quotation mark left open).
 */
export const openCsv = async <Fit>(
  file: SourceFile,
  { fitOf, least, isRow }: Headings<Fit>,
): Promise<Csv<Fit>> => {
  const headed = await findHeadings(file, fitOf)
  const named = headed.headings.findLastIndex((heading) => heading !== '') + 1
  const isHeaded = isRow?.(headed.fit) !== true
  return { ...headed, rows: () => batchesOf(file, headed, least?.(headed.fit) ?? named, isHeaded) }
}

const batchesOf = async function* (
  file: SourceFile,
  { headings, line: headingLine, delimiter }: Headed<unknown>,
  least: number,
  isHeaded: boolean,
): AsyncGenerator<CsvBatch> {
  let isAbove = isHeaded
  for await (const piece of wholeRows(file, delimiter)) {
    const isWhole = /[\r\n]$/.test(piece.text)
    let rows = parse(piece, file, delimiter)
    let { line } = piece
    while (isAbove && rows.length > 0) {
      isAbove = line < headingLine
      line += linesIn(rows[0] ?? [])
      rows = rows.slice(1)
    }
    for (const batch of withoutEmptyRows(rows, line)) {
      const last = isWhole ? undefined : rows.at(-1)
      shape(file, batch, { width: headings.length, least, last })
      yield batch
    }
  }
}

/** Rows that stand together between empty ones. */
const withoutEmptyRows = (rows: string[][], line: number): CsvBatch[] => {
  if (!rows.some(isEmptyRow)) return rows.length > 0 ? [{ line, rows }] : []
  const batches: CsvBatch[] = []
  let batch: CsvBatch | undefined
  let at = line
  for (const row of rows) {
    if (isEmptyRow(row)) batch = undefined
    else {
      if (!batch) batches.push((batch = { line: at, rows: [] }))
      batch.rows.push(row)
    }
    at += linesIn(row)
  }
  return batches
}

type Shape = {
  width: number
  least: number
  /** The row that the file ends with where no line end follows it: short, it is cut off. */
  last: string[] | undefined
}

/** Gives every row as many cells as there are headings. Errors: `row_shape`. */
const shape = (file: SourceFile, batch: CsvBatch, { width, least, last }: Shape): void => {
  for (const [index, row] of batch.rows.entries()) {
    if (row.length === width) continue
    if (row.length > width && row.slice(width).every((cell) => cell.trim() === '')) row.length = width
    else if (row.length < width && row.length >= least && row !== last) {
      while (row.length < width) row.push('')
    } else throw wrongShape(file, lineOfRow(batch, index), row.length, width)
  }
}

const wrongShape = (file: SourceFile, line: number, cells: number, width: number): MetTraceError =>
  new MetTraceError(
    'row_shape',
    cells < width
      ? 'A row does not have as many cells as there are headings. Is the file cut off? Excel leaves out empty cells at the end of a row: write them.'
      : 'A row has more cells than there are headings. A comma within a cell needs quotation marks; R writes row names without a heading unless told row.names = FALSE.',
    { file: file.name, line, found: `${cells} cells`, expected: `${width} cells` },
  )

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

/** Rows of a piece. */
const parse = (piece: Piece, file: SourceFile, delimiter: Delimiter): string[][] => {
  const lines = piece.text.includes('\r') ? piece.text.replaceAll('\r\n', '\n') : piece.text
  const text = lines.replace(/[\r\n]$/, '')
  const plain = plainlyQuoted(text, delimiter)
  if (plain) return plain
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n' })
  const fault = errors.find(({ type }) => type === 'Quotes')
  if (fault) {
    const before = data.slice(0, fault.row ?? 0)
    const line = piece.line + before.reduce((sum, row) => sum + linesIn(row), 0)
    if (fault.code === 'MissingQuotes') throw openQuote(file, line)
    throw new MetTraceError('row_shape', 'Remove the quotation mark: none may be here.', {
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

/**
 * Rows of a text whose quoted cells hold neither quotation marks nor line ends, as most do: cut at the marks, which takes a
 * third of the time of a parser. Undefined for a text that has anything else in it, or no quotation mark at all.
 */
export const plainlyQuoted = (text: string, delimiter: Delimiter): string[][] | undefined => {
  if (!text.includes('"')) return undefined
  const rows: string[][] = []
  for (const line of text.split('\n')) {
    if (!line.includes('"')) {
      rows.push(line.split(delimiter))
      continue
    }
    const parts = line.split('"')
    const last = parts.length - 1
    if (last % 2 !== 0) return undefined
    const row: string[] = []
    for (let at = 0; at <= last; at += 2) {
      const part = parts[at] ?? ''
      const from = at === 0 ? 0 : 1
      const to = at === last ? part.length : part.length - 1
      // Before and behind a quoted cell stands a delimiter, or the end of the line.
      const isEnd = part === '' && (at === 0 || at === last)
      if (!isEnd && ((at > 0 && part[0] !== delimiter) || (at < last && part.at(-1) !== delimiter)))
        return undefined
      if (!isEnd && to >= from) for (const cell of part.slice(from, to).split(delimiter)) row.push(cell)
      if (at < last) row.push(parts[at + 1] ?? '')
    }
    rows.push(row)
  }
  return rows
}
