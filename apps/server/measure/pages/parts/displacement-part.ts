import { oneDecimal, wholeNumber } from '../../../target/page-words.ts'
import type { MeasureReport } from '../../report/report-types.ts'
import { changesChart } from '../changes-chart.ts'
import { intervalInWords, pageTable, signedPercent } from '../tables.ts'
import { part, type ReportPart } from './report-part.ts'

/** Change in rings about the covered areas. */
export const displacementPart = ({ displacement }: MeasureReport): ReportPart =>
  part(
    'displacement',
    'Did it move next door',
    [displacement.words],
    changesChart(
      'Change in rings about the covered areas, with 95% intervals',
      displacement.rings.map((row) => ({
        name: `${row.from} to ${row.to} m`,
        estimate: row.estimate,
        low: row.low,
        high: row.high,
      })),
    ),
    [
      pageTable(
        'ring-table',
        'Change in rings about the covered areas',
        'Against areas beyond 750 m; the nearest covered area tells when it began.',
        ['Metres', '#Areas', '#Counted', '#Expected', '#Change', '#Interval'],
        displacement.rings.map((row) => [
          `${row.from} to ${row.to}`,
          wholeNumber(row.areas),
          wholeNumber(row.observed),
          oneDecimal(row.expected),
          signedPercent(row.estimate),
          intervalInWords(row),
        ]),
      ),
    ],
  )
