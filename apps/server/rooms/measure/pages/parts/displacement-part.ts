import { count, oneDecimal, wholeNumber } from '../../../../foundation/words/figures.ts'
import { distanceWords } from '../../report/distance-words.ts'
import type { Controls, MeasureReport } from '../../report/report-types.ts'
import { changesChart } from '../changes-chart.ts'
import { intervalInWords, pageTable, signedPercent } from '../tables.ts'
import { part, type ReportPart } from './report-part.ts'

/** A report that was published before streets could be loaded has neither column nor count. */
const isLoaded = ({ untold }: Controls): boolean => typeof untold === 'number'

const untoldWords = (controls: Controls): string | null =>
  isLoaded(controls) && controls.untold !== 0
    ? `Along the streets we cannot tell how near ${count(controls.untold ?? 0, 'area')} are to one with kits: they, or it, are off the network.`
    : null

/** How many areas each ring holds, by each way of measuring. */
const nearTable = (controls: Controls) => {
  const ways = (['centroid', 'outline', 'network'] as const).filter(
    (way) => way !== 'network' || isLoaded(controls),
  )
  return pageTable(
    'near-table',
    'Areas without kits near one with kits',
    `How many, by how it is measured; this report measures ${distanceWords[controls.by]}.`,
    ['Metres', ...ways.map((way) => `#${distanceWords[way].replace(/^./, (first) => first.toUpperCase())}`)],
    controls.rings.map((row) => [
      `${row.from} to ${row.to}`,
      ...ways.map((way) => wholeNumber(row[way] ?? 0)),
    ]),
  )
}

/** Change in rings around areas with kits. */
export const displacementPart = ({ displacement, controls }: MeasureReport): ReportPart =>
  part(
    'displacement',
    'Did burglary move nearby?',
    [displacement.words, untoldWords(controls)],
    changesChart(
      'Change in rings around areas with kits, with 95% likely ranges',
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
        'Change in rings around areas with kits',
        'Compared with areas beyond 750 m, from the start of the nearest area with kits.',
        ['Metres', '#Areas', '#Counted', '#Expected', '#Change', '#Likely range'],
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
