import { oneDecimal, wholeNumber } from '../../../../foundation/words/figures.ts'
import type { MeasureReport } from '../../report/report-types.ts'
import { changesChart } from '../changes-chart.ts'
import { intervalInWords, pageTable, signedPercent } from '../tables.ts'
import { part, type ReportPart } from './report-part.ts'

/** How the effect fades with the months since the target was reached. */
export const decayPart = ({ decay }: MeasureReport): ReportPart =>
  part(
    'decay',
    'How it fades',
    [decay.words],
    changesChart(
      'Change by months since the target was reached, with 95% likely ranges',
      decay.rows.map((row) => ({
        name: `months ${row.from} to ${row.to}`,
        estimate: row.estimate,
        low: row.low,
        high: row.high,
      })),
    ),
    [
      pageTable(
        'decay-table',
        'Change by months since the target was reached',
        'Each stretch of months against its own mirror.',
        ['Months', '#Deployments', '#Counted', '#Expected', '#Change', '#Likely range'],
        decay.rows.map((row) => [
          `${row.from} to ${row.to}`,
          wholeNumber(row.deployments),
          wholeNumber(row.observed),
          oneDecimal(row.expected),
          signedPercent(row.estimate),
          intervalInWords(row),
        ]),
      ),
    ],
  )
