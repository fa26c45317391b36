import { axisX, axisY, barY, ruleX, ruleY } from '@observablehq/plot'
import { chartSvg } from '../../../foundation/layout/chart.ts'
import type { MonthlySeries } from './monthly-series.ts'

/** Bars of burglaries by month; breaks in what was counted are dashed lines. */
export const monthChart = ({ months, breaks }: MonthlySeries, label: string): string => {
  const names = months.map(({ month }) => month)
  const years = names.filter((month) => month.endsWith('-01'))
  return chartSvg(label, 'wide', {
    height: 260,
    marginLeft: 40,
    x: { type: 'band', domain: names, padding: 0.15 },
    y: { grid: true, nice: true },
    marks: [
      ruleY([0]),
      barY(months, { x: 'month', y: 'burglaries', fill: '#1d70b8' }),
      ruleX(
        breaks.filter(({ month }) => names.includes(month)),
        { x: 'month', stroke: '#0b0c0c', strokeWidth: 2, strokeDasharray: '6 4' },
      ),
      axisX(years, { tickFormat: (month: string) => month.slice(0, 4), label: null, fontSize: 14 }),
      axisY({
        label: null,
        fontSize: 14,
        tickFormat: (value: number) => (Number.isInteger(value) ? `${value}` : ''),
      }),
    ],
  })
}
