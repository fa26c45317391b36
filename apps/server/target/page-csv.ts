import { areaLines, type AreaLine } from './page-areas.ts'
import type { PageView } from './page-query.ts'
import { placesByRate, ratePerHome } from './plan-of-risk.ts'
import type { Plan, PlannedArea, PlanQuestion, Prediction, Risk } from './types.ts'

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

const round = (value: number, digits: number): number => Number(value.toFixed(digits))

/** A table as its columns: the heading, and what stands in it for a row. */
type Columns<Row> = [heading: string, cell: (row: Row) => Cell][]

/** What every row repeats, so that a row cut out of its file still says what it is. */
const scopeColumns = ({ inputs }: Risk): Columns<unknown> => [
  ['series', () => inputs.series],
  ['source', () => inputs.source],
  ['kind', () => inputs.kind],
  ['valid_from', () => inputs.validFrom],
  ['history_from', () => inputs.from],
  ['history_until', () => inputs.until],
  ['months_ahead', () => inputs.months],
  ['level', () => inputs.level],
]

const predictionColumns: Columns<Prediction> = [
  ['expected', ({ expected }) => round(expected, 4)],
  ['low', ({ low }) => low],
  ['high', ({ high }) => high],
]

const table = <Row>(columns: Columns<Row>, rows: readonly Row[]): string =>
  csv(
    columns.map(([heading]) => heading),
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  )

/** Every area found, in the order of the page, all of its pages. */
export const areasCsv = (risk: Risk, plan: Plan, view: Pick<PageView, 'find' | 'sort' | 'order'>): string =>
  table<AreaLine>(
    [
      ['code', ({ code }) => code],
      ['name', ({ name }) => name],
      ['homes', ({ homes }) => homes],
      ...predictionColumns,
      ['expected_per_1000_homes', ({ rate }) => round(1000 * rate, 4)],
      ['rank', ({ rank }) => rank],
      ['last_12_months', ({ lastYear }) => lastYear],
      ['chosen', ({ chosen }) => chosen],
      ...scopeColumns(risk),
    ],
    areaLines(risk, plan, view),
  )

export const planCsv = (risk: Risk, plan: Plan, { saturation }: Pick<PlanQuestion, 'saturation'>): string => {
  const ranks = placesByRate(risk.areas)
  return table<PlannedArea>(
    [
      ['rank', ({ code }) => ranks.get(code) ?? null],
      ['code', ({ code }) => code],
      ['name', ({ name }) => name],
      ['homes', ({ homes }) => homes],
      ['kits', ({ kits }) => round(kits, 4)],
      ['saturation', () => saturation],
      ...predictionColumns,
      ['expected_per_1000_homes', (area) => round(1000 * ratePerHome(area), 4)],
      ['reasons', ({ reasons }) => reasons.join(' ')],
      ...scopeColumns(risk),
    ],
    plan.areas,
  )
}

/** Name of a download: what it holds and of when. */
export const csvName = (what: 'areas' | 'plan', { inputs }: Risk): string =>
  `mettrace-${inputs.source === 'example' ? 'example-' : ''}${what}-${inputs.kind}-${inputs.series}-until-${inputs.until}-${inputs.months}-months.csv`
