import { axisX, axisY, dot, lineY, ruleX, ruleY, text } from '@observablehq/plot'
import { chartSvg } from '../../foundation/layout/chart.ts'
import { monthInWords, wholeNumber } from '../../target/page-words.ts'
import type { MeasureReport } from '../report/report-types.ts'
import type { ReportPart } from './report-view.ts'
import { intervalInWords, pageTable, pInWords, signedPercent } from './tables.ts'

const [black, blue, orange] = ['#0b0c0c', '#1d70b8', '#b5420b']

const colour = (where: string): string => (where === 'elsewhere' ? orange : blue)

/** Monthly rates in the covered areas and elsewhere; starts are a line, breaks in what is counted dashed ones. */
const monthsChart = ({ byMonth, breaks, programme }: MeasureReport): string => {
  const names = byMonth.map(({ month }) => month)
  const lines = byMonth.flatMap(({ month, insideRate, outsideRate }) => [
    { month, where: 'covered areas', rate: insideRate },
    { month, where: 'elsewhere', rate: outsideRate },
  ])
  // Each line is named, so that colour alone says nothing: over its highest month, away from the axis and the edge.
  const middle = new Set(names.slice(Math.floor(names.length / 6), Math.ceil((5 * names.length) / 6)))
  const named = ['covered areas', 'elsewhere'].flatMap((where) =>
    lines
      .filter((each) => each.where === where && middle.has(each.month))
      .toSorted((one, other) => (other.rate ?? 0) - (one.rate ?? 0))
      .slice(0, 1),
  )
  return chartSvg('Burglaries a month for each 1,000 homes, in the covered areas and elsewhere', 'wide', {
    height: 300,
    marginLeft: 45,
    marginTop: 30,
    marginRight: 30,
    x: { type: 'point', domain: names },
    y: { grid: true, nice: true, zero: true },
    marks: [
      ruleY([0]),
      ...['covered areas', 'elsewhere'].map((where) =>
        lineY(
          lines.filter((each) => each.where === where),
          {
            x: 'month',
            y: 'rate',
            stroke: colour(where),
            strokeWidth: 2,
            ...(where === 'elsewhere' && { strokeDasharray: '2 3' }),
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
        ['Month', '#Covered areas', '#For each 1,000 homes', '#Elsewhere', '#For each 1,000 homes'],
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

type EventRow = { from: number; estimate: number; low: number | null; high: number | null }

/** Beyond this share a change is drawn to the edge; the table has every figure. */
const farthest = 1

const held = (value: number): number => 100 * Math.min(farthest, Math.max(-farthest, value))

const eventChart = (rows: readonly EventRow[]): string =>
  chartSvg('Change by months since the target was reached, with 95% intervals', 'wide', {
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
          y1: ({ low }: EventRow) => held(low ?? 0),
          y2: ({ high }: EventRow) => held(high ?? 0),
          stroke: blue,
          strokeWidth: 2,
        },
      ),
      dot(rows, {
        x: 'from',
        y: ({ estimate }: EventRow) => held(estimate),
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
  return `Test of the years before ${programme.selection ? 'the selection' : 'the start'}: p = ${pInWords(prePeriod.p)}, the least of the years’, adjusted for their number. The areas ${moved ? 'already moved otherwise than the rest' : 'are not seen to have moved otherwise than the rest'}.`
}

export const eventPart = (report: MeasureReport): ReportPart => {
  const { eventStudy, programme } = report
  const rows = eventStudy.why === null ? eventStudy.rows : []
  const drawn = rows.filter(({ estimate }) => Number.isFinite(estimate))
  return {
    id: 'event',
    heading: 'Before and after, by months since the target was reached',
    words: [
      eventStudy.why ??
        `Relative to areas without kits and to the months before the first point, three months to a point; hollow before the target was reached. ${programme.selection ? 'The months that the areas were chosen by stand out because they were chosen: what falls from them falls by itself, so this shows what happened, and the primary estimate says what was the effect.' : 'The starts were drawn by lot.'}`,
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
              ['Months', '#Deployments', '#Counted', '#Change', '#Interval'],
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
