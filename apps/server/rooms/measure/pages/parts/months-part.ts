import { axisX, axisY, lineY, ruleX, ruleY, text } from '@observablehq/plot'
import { chartSvg } from '../../../../foundation/layout/chart.ts'
import { monthInWords, wholeNumber } from '../../../../foundation/words/figures.ts'
import type { MeasureReport } from '../../report/report-types.ts'
import { pageTable } from '../tables.ts'
import type { ReportPart } from './report-part.ts'

const [black, blue, orange] = ['#0b0c0c', '#1d70b8', '#b5420b']

const colour = (where: string): string => (where === 'other areas' ? orange : blue)

/** Monthly rates in the covered areas and elsewhere; starts are a line, breaks in what is counted dashed ones. */
const monthsChart = ({ byMonth, breaks, programme }: MeasureReport): string => {
  const names = byMonth.map(({ month }) => month)
  const lines = byMonth.flatMap(({ month, insideRate, outsideRate }) => [
    { month, where: 'areas with kits', rate: insideRate },
    { month, where: 'other areas', rate: outsideRate },
  ])
  // Each line is named, so that colour alone says nothing: over its highest month, away from the axis and the edge.
  const middle = new Set(names.slice(Math.floor(names.length / 6), Math.ceil((5 * names.length) / 6)))
  const named = ['areas with kits', 'other areas'].flatMap((where) =>
    lines
      .filter((each) => each.where === where && middle.has(each.month))
      .toSorted((one, other) => (other.rate ?? 0) - (one.rate ?? 0))
      .slice(0, 1),
  )
  return chartSvg('Burglaries a month for each 1,000 homes, in areas with kits and other areas', 'wide', {
    height: 300,
    marginLeft: 45,
    marginTop: 30,
    marginRight: 30,
    x: { type: 'point', domain: names },
    y: { grid: true, nice: true, zero: true },
    marks: [
      ruleY([0]),
      ...['areas with kits', 'other areas'].map((where) =>
        lineY(
          lines.filter((each) => each.where === where),
          {
            x: 'month',
            y: 'rate',
            stroke: colour(where),
            strokeWidth: 2,
            ...(where === 'other areas' && { strokeDasharray: '2 3' }),
          },
        ),
      ),
      text(named, {
        x: 'month',
        y: 'rate',
        text: 'where',
        fill: ({ where }: { where: string }) => colour(where),
        dy: -12,
        fontSize: 14,
      }),
      ruleX(
        [programme.firstStart].filter((month) => names.includes(month)),
        { stroke: black, strokeWidth: 1 },
      ),
      ruleX(
        breaks.filter(({ month }) => names.includes(month)),
        { x: 'month', stroke: black, strokeWidth: 2, strokeDasharray: '6 4' },
      ),
      axisX(
        names.filter((month) => month.endsWith('-01')),
        { tickFormat: (month: string) => month.slice(0, 4), label: null, fontSize: 14 },
      ),
      axisY({ label: null, fontSize: 14 }),
    ],
  })
}

/** Every month, in the covered areas and elsewhere. */
export const monthsPart = (report: MeasureReport): ReportPart => {
  const { byMonth, breaks, programme } = report
  return {
    id: 'months',
    heading: 'Month by month',
    words: [
      `Burglaries a month for each 1,000 homes. The thin line is the first start, ${monthInWords(programme.firstStart)}${breaks.length > 0 ? '; dashed lines are changes in what is counted' : '; no change in what is counted is known between the months compared'}.`,
    ],
    chart: monthsChart(report),
    tables: [],
    folded: {
      words: 'Every month as a table',
      table: pageTable(
        'months-table',
        'Burglaries by month',
        '',
        ['Month', '#Areas with kits', '#For each 1,000 homes', '#Other areas', '#For each 1,000 homes'],
        byMonth.map((row) => [
          monthInWords(row.month),
          wholeNumber(row.inside),
          row.insideRate === null ? '–' : row.insideRate.toFixed(2),
          wholeNumber(row.outside),
          row.outsideRate === null ? '–' : row.outsideRate.toFixed(2),
        ]),
      ),
    },
  }
}
