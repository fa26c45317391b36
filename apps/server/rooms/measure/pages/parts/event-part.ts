import { axisX, axisY, dot, ruleX, ruleY } from '@observablehq/plot'
import { chartSvg } from '../../../../foundation/layout/chart.ts'
import { wholeNumber } from '../../../../foundation/words/figures.ts'
import type { MeasureReport } from '../../report/report-types.ts'
import { shownPercent } from '../changes-chart.ts'
import { intervalInWords, pageTable, pInWords, signedPercent } from '../tables.ts'
import type { ReportPart } from './report-part.ts'

const [black, blue] = ['#0b0c0c', '#1d70b8']

type EventRow = { from: number; estimate: number; low: number | null; high: number | null }

const eventChart = (rows: readonly EventRow[]): string =>
  chartSvg('Change by months since the target was reached, with 95% likely ranges', 'wide', {
    height: 320,
    marginLeft: 55,
    marginBottom: 45,
    x: { nice: true },
    y: { grid: true, nice: true },
    marks: [
      ruleY([0], { stroke: black }),
      ruleX([-1.5], { stroke: black, strokeDasharray: '6 4' }),
      ruleX(
        rows.filter(({ low, high }) => low !== null && high !== null),
        {
          x: 'from',
          y1: ({ low }: EventRow) => shownPercent(low ?? 0),
          y2: ({ high }: EventRow) => shownPercent(high ?? 0),
          stroke: blue,
          strokeWidth: 2,
        },
      ),
      dot(rows, {
        x: 'from',
        y: ({ estimate }: EventRow) => shownPercent(estimate),
        r: 5,
        fill: ({ from }: EventRow) => (from < 0 ? '#ffffff' : blue),
        stroke: blue,
        strokeWidth: 2,
      }),
      axisX({
        label: 'months since the target was reached',
        labelAnchor: 'center',
        labelOffset: 40,
        fontSize: 14,
      }),
      axisY({
        label: 'change, %',
        fontSize: 14,
        tickFormat: (value: number) => `${value}`.replace('-', '−'),
      }),
    ],
  })

const preTestWords = ({ prePeriod, programme }: MeasureReport): string => {
  if (prePeriod.why !== null) return prePeriod.why
  const moved = prePeriod.p !== null && prePeriod.p < 0.05
  return `Test of the years before ${programme.selection ? 'the selection' : 'the start'}: p = ${pInWords(prePeriod.p)}, the smallest of the years’, adjusted for their number. The areas ${moved ? 'already changed differently from the rest' : 'did not visibly change differently from the rest'}.`
}

/** Change by months since the target was reached, and whether areas moved otherwise before. */
export const eventPart = (report: MeasureReport): ReportPart => {
  const { eventStudy, programme } = report
  const rows = eventStudy.why === null ? eventStudy.rows : []
  const drawn = rows.filter(({ estimate }) => Number.isFinite(estimate))
  return {
    id: 'event',
    heading: 'Before and after, by months since the target was reached',
    words: [
      eventStudy.why ??
        `Relative to areas without kits and to the months before the first point, three months to a point; hollow before the target was reached. ${programme.selection ? 'The months that the areas were chosen by stand out because they were chosen: what falls from them falls by itself, so this shows what happened, and the main result says what the effect was.' : 'The start order was random.'}`,
      preTestWords(report),
    ],
    chart: drawn.length > 0 ? eventChart(drawn) : undefined,
    tables:
      rows.length > 0
        ? [
            pageTable(
              'event-table',
              'Change by months since the target was reached',
              'Three months to a row; below zero is before.',
              ['Months', '#Deployments', '#Counted', '#Change', '#Likely range'],
              rows.map((row) => [
                `${row.from} to ${row.to}`.replaceAll('-', '−'),
                wholeNumber(row.deployments),
                wholeNumber(row.observed),
                signedPercent(row.estimate),
                intervalInWords(row),
              ]),
            ),
          ]
        : [],
  }
}
