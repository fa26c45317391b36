import { axisX, axisY, dot, ruleX, ruleY } from '@observablehq/plot'
import { chartSvg } from '../../foundation/layout/chart.ts'
import type { Change } from '../report/compare.ts'

/** A table as a page shows it: the first column names the row, figures stand to the right. */
export type PageTable = {
  id: string
  caption: string
  scope: string
  headings: { text: string; number: boolean }[]
  /** A row of one cell heads those that follow. */
  rows: string[][]
  /** What its rows say by number, below it. */
  notes?: string[]
}

/** Headings that begin with # are of figures. */
export const pageTable = (
  id: string,
  caption: string,
  scope: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): PageTable => ({
  id,
  caption,
  scope,
  headings: headings.map((text) => ({ text: text.replace(/^#/, ''), number: text.startsWith('#') })),
  rows: rows.map((row) => [...row]),
})

/** −12.3%, +4.0%; a dash where nothing is known. */
export const signedPercent = (share: number | null): string =>
  share === null || !Number.isFinite(share)
    ? '–'
    : `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}%`

export const intervalInWords = ({ low, high }: Pick<Change, 'low' | 'high'>): string =>
  low === null || high === null ? 'no interval' : `${signedPercent(low)} to ${signedPercent(high)}`

export const pInWords = (p: number | null): string =>
  p === null ? '–' : p < 0.001 ? 'less than 0.001' : p.toFixed(3)

export type ChartRow = Pick<Change, 'estimate' | 'low' | 'high'> & { name: string; main?: boolean }

/** Beyond this a change is drawn to the edge: an interval to thousands of per cent would hide all others. */
const farthest = 1

const at = (value: number): number => 100 * Math.min(farthest, Math.max(-farthest, value))

/** One decimal, with the sign that stands for less. */
export const signedDecimal = (value: number): string =>
  `${value < 0 ? '−' : ''}${Math.abs(value).toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })}`

/** Of the names beside a chart, in its pixels, at the most on average. */
const widthOfLetter = 8

/** Changes with their intervals, one below the other; what is fixed beforehand is filled. The table has every figure. */
export const changesChart = (label: string, rows: readonly ChartRow[]): string | undefined => {
  const drawn = rows.filter(({ estimate }) => Number.isFinite(estimate))
  if (drawn.length === 0) return undefined
  const names = drawn.map(({ name }) => name)
  const most = Math.max(
    ...drawn.flatMap(({ estimate, low, high }) =>
      [estimate, low ?? 0, high ?? 0].map((value) => Math.abs(at(value))),
    ),
  )
  const reach = Math.max(10, Math.ceil(most / 10) * 10)
  return chartSvg(label, 'narrow', {
    height: 75 + 26 * drawn.length,
    marginBottom: 45,
    marginLeft: 25 + widthOfLetter * Math.max(...names.map(({ length }) => length)),
    marginRight: 20,
    x: { domain: [-reach, reach], grid: true },
    y: { domain: names, type: 'band', label: null },
    marks: [
      ruleX([0], { stroke: '#0b0c0c' }),
      ruleY(
        drawn.filter(({ low, high }) => low !== null && high !== null),
        {
          y: 'name',
          x1: ({ low }: ChartRow) => at(low ?? 0),
          x2: ({ high }: ChartRow) => at(high ?? 0),
          stroke: '#1d70b8',
          strokeWidth: 2,
        },
      ),
      dot(drawn, {
        y: 'name',
        x: ({ estimate }: ChartRow) => at(estimate),
        r: 5,
        fill: ({ main }: ChartRow) => (main === false ? '#ffffff' : '#1d70b8'),
        stroke: '#1d70b8',
        strokeWidth: 2,
      }),
      axisY({ label: null, fontSize: 14, tickSize: 0 }),
      axisX({
        label: 'change, %',
        labelOffset: 40,
        fontSize: 14,
        tickFormat: (value: number) => `${value}`.replace('-', '−'),
      }),
    ],
  })
}
