import { areaLines, type AreaLine } from './page-areas.ts'
import type { PageView } from './page-query.ts'
import type { Prediction, Risk } from './types.ts'

type Cell = string | number | boolean | null

/** A text that a spreadsheet would take for a formula is kept as text (OWASP, CSV injection). */
const written = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as RFC 4180 has them. */
export const csv = (heading: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [heading, ...rows].map((row) => `${row.map(written).join(',')}\r\n`).join('')

export const round = (value: number, digits: number): number => Number(value.toFixed(digits))

/** A table as its columns: the heading, and what stands in it for a row. */
export type Columns<Row> = [heading: string, cell: (row: Row) => Cell][]

/** What every row repeats, so that a row cut out of its file still says what it is. */
export const scopeColumns = ({ inputs }: Risk): Columns<unknown> => [
  ['series', () => inputs.series],
  ['source', () => inputs.source],
  ['kind', () => inputs.kind],
  ['valid_from', () => inputs.validFrom],
  ['history_from', () => inputs.from],
  ['history_until', () => inputs.until],
  ['months_ahead', () => inputs.months],
  ['level', () => inputs.level],
]

export const predictionColumns: Columns<Prediction> = [
  ['expected', ({ expected }) => round(expected, 4)],
  ['low', ({ low }) => low],
  ['high', ({ high }) => high],
]

export const table = <Row>(columns: Columns<Row>, rows: readonly Row[]): string =>
  csv(
    columns.map(([heading]) => heading),
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  )

/** Every area found, in the order of the page, all of its pages. */
export const areasCsv = (risk: Risk, view: Pick<PageView, 'find' | 'sort' | 'order'>): string =>
  table<AreaLine>(
    [
      ['code', ({ code }) => code],
      ['name', ({ name }) => name],
      ['homes', ({ homes }) => homes],
      ...predictionColumns,
      ['expected_per_1000_homes', ({ rate }) => round(1000 * rate, 4)],
      ['rank', ({ rank }) => rank],
      ['last_12_months', ({ lastYear }) => lastYear],
      ...scopeColumns(risk),
    ],
    areaLines(risk, view),
  )

/** Name of a download: what it holds and of when. */
export const downloadName = (what: string, { inputs }: Pick<Risk, 'inputs'>, ending: string): string =>
  `mettrace-${what}-${inputs.kind}-${inputs.series}-until-${inputs.until}-${inputs.months}-months.${ending}`
