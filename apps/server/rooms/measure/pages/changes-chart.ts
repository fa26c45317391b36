import { axisX, axisY, dot, ruleX, ruleY } from '@observablehq/plot'
import { chartSvg } from '../../../foundation/layout/chart.ts'
import type { Change } from '../report/compare.ts'

export type ChartRow = Pick<Change, 'estimate' | 'low' | 'high'> & { name: string; main?: boolean }

/** Beyond this a change is drawn to the edge: an interval to thousands of per cent would hide all others. */
const farthest = 1

/** Per cent to draw a share at; the table has the figure itself. */
export const shownPercent = (value: number): number => 100 * Math.min(farthest, Math.max(-farthest, value))

/** Of the names beside a chart, in its pixels, at the most on average. */
const widthOfLetter = 8

/** Changes with their intervals, one below the other; what is fixed beforehand is filled. The table has every figure. */
export const changesChart = (label: string, rows: readonly ChartRow[]): string | undefined => {
  const drawn = rows.filter(({ estimate }) => Number.isFinite(estimate))
  if (drawn.length === 0) return undefined
  const names = drawn.map(({ name }) => name)
  const most = Math.max(
    ...drawn.flatMap(({ estimate, low, high }) =>
      [estimate, low ?? 0, high ?? 0].map((value) => Math.abs(shownPercent(value))),
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
          x1: ({ low }: ChartRow) => shownPercent(low ?? 0),
          x2: ({ high }: ChartRow) => shownPercent(high ?? 0),
          stroke: '#1d70b8',
          strokeWidth: 2,
        },
      ),
      dot(drawn, {
        y: 'name',
        x: ({ estimate }: ChartRow) => shownPercent(estimate),
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
