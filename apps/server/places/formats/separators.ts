import Papa from 'papaparse'

/** What stands between the cells of a row. */
export type Delimiter = ',' | ';' | '\t' | '|'

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|']

/** Excel's own first line, which says what stands between the cells; it is no row. */
const separatorLine = /^\s*"?sep=(.)"?[,;|\t ]*\r?(?:\n|$)/i

/** The beginning of a table, enough of it to tell how it is written. */
export type Opening = {
  /** Whole lines, without Excel's `sep=`. */
  text: string
  /** The file's line of the first. */
  line: number
  /** The delimiters that it may have, the likeliest first. */
  delimiters: readonly Delimiter[]
}

/** Delimiters of a text by how many of them its first line with words has, outside quotation marks. */
export const openingOf = (start: string): Opening => {
  const said = separatorLine.exec(start)
  const line = 1 + (said?.[0].split('\n').length ?? 1) - 1
  const text = start.slice(said?.[0].length ?? 0)
  const named = delimiters.find((each) => each === said?.[1])
  if (named !== undefined) return { text, line, delimiters: [named] }
  const first =
    text
      .trimStart()
      .split('\n', 1)[0]
      ?.replaceAll(/"[^"]*"/g, '') ?? ''
  const count = (delimiter: string): number => first.split(delimiter).length
  return { text, line, delimiters: delimiters.toSorted((one, other) => count(other) - count(one)) }
}

/** Rows at the beginning of a table with the line of each; what is wrong with one is met when it is read. */
export const firstRows = (
  { text, line }: Opening,
  delimiter: Delimiter,
  most: number,
): { cells: string[]; line: number }[] => {
  const lines = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
  const { data } = Papa.parse<string[]>(lines, { delimiter, newline: '\n', preview: most })
  let at = line
  return data.map((cells) => {
    const row = { cells, line: at }
    at += linesIn(cells)
    return row
  })
}

/** Lines of the file that a row takes up. */
export const linesIn = (row: readonly string[]): number => {
  let lines = 1
  for (const cell of row) if (cell.includes('\n')) lines += countLineEnds(cell)
  return lines
}

export const countLineEnds = (text: string): number => {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** A row of nothing: an empty line, or the commas that spreadsheets leave below a table. */
export const isEmptyRow = (row: readonly string[]): boolean =>
  row.every((cell) => cell === '' || cell.trim() === '')
