import { csvText, type CsvCell } from '../../../foundation/csv-text.ts'
import { areaLines, type AreaLine } from './page-areas.ts'
import type { PageView } from '../question/page-query.ts'
import type { Prediction, Risk } from '../../../crime/types.ts'

/** Rows as RFC 4180 has them. */
export const csv = (heading: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  csvText([heading, ...rows])

export const round = (value: number, digits: number): number => Number(value.toFixed(digits))

/** A table as its columns: the heading, and what stands in it for a row. */
export type Columns<Row> = [heading: string, cell: (row: Row) => CsvCell][]

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
