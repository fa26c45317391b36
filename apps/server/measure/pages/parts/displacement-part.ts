import { count, oneDecimal, wholeNumber } from '../../../target/page-words.ts'
import { awayWords } from '../../report/away-words.ts'
import type { Controls, MeasureReport } from '../../report/report-types.ts'
import { changesChart } from '../changes-chart.ts'
import { intervalInWords, pageTable, signedPercent } from '../tables.ts'
import { part, type ReportPart } from './report-part.ts'

/** A report that was published before streets could be loaded has neither column nor count. */
const isLoaded = ({ untold }: Controls): boolean => typeof untold === 'number'

const untoldWords = (controls: Controls): string | null =>
  isLoaded(controls) && controls.untold !== 0
    ? `Along the streets it cannot be told of ${count(controls.untold ?? 0, 'area')} how near a covered one is: they, or the covered one, lie off the network.`
    : null

/** How many areas each ring holds, by each way of measuring. */
const nearTable = (controls: Controls) => {
  const ways = (['centroid', 'outline', 'network'] as const).filter(
    (way) => way !== 'network' || isLoaded(controls),
  )
  return pageTable(
    'near-table',
    'Areas without kits near a covered one',
    `How many, by how it is measured; this report measures ${awayWords[controls.by]}.`,
    ['Metres', ...ways.map((way) => `#${awayWords[way].replace(/^./, (first) => first.toUpperCase())}`)],
    controls.rings.map((row) => [
      `${row.from} to ${row.to}`,
      ...ways.map((way) => wholeNumber(row[way] ?? 0)),
    ]),
  )
}

/** Change in rings about the covered areas. */
export const displacementPart = ({ displacement, controls }: MeasureReport): ReportPart =>
  part(
    'displacement',
    'Did it move next door',
    [displacement.words, untoldWords(controls)],
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
      nearTable(controls),
    ],
  )
