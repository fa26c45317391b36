import { count, monthInWords, oneDecimal, wholeNumber } from '../../../target/page-words.ts'
import { awayWords } from '../../report/away-words.ts'
import type { MeasureReport } from '../../report/report-types.ts'
import { intervalInWords, pageTable, pInWords, signedPercent } from '../tables.ts'
import { part, type ReportPart } from './report-part.ts'

/** What effect could be told, and how the areas moved before. */
export const powerPart = ({ power, controls, prePeriod, breaks }: MeasureReport): ReportPart =>
  part(
    'power',
    'What could be told at all',
    [
      power.words,
      power.designInside === null || power.designOutside === null
        ? null
        : `From the areas' own past (windows of ${count(power.measuredOver, 'month')}): a change varies ${oneDecimal(power.designInside)} times as much as chance alone in the covered areas, ${oneDecimal(power.designOutside)} times outside.`,
      `Areas to compare with: ${wholeNumber(controls.left)} of ${wholeNumber(controls.untreated)} without kits are more than ${controls.metres} metres from a covered one ${awayWords[controls.by]}; ${wholeNumber(controls.lost)} are lost to the buffer, ${wholeNumber(controls.needed)} are needed.`,
      prePeriod.why ??
        `Did the areas move otherwise than the rest before they were chosen? The least p of the years, adjusted for their number, is ${pInWords(prePeriod.p)}.`,
      ...breaks.map(({ month, words }) => `Break in ${monthInWords(month)}: ${words}`),
    ],
    undefined,
    [
      pageTable(
        'pre-table',
        'Covered areas against the others before the selection',
        'Each year beside the second one back; the year next to the selection still holds what made it bad.',
        ['Months before the selection', '#Change', '#Interval', '#p'],
        prePeriod.rows.map((row) => [
          `${-row.to} to ${-row.from}`,
          signedPercent(row.estimate),
          intervalInWords(row),
          pInWords(row.p),
        ]),
      ),
    ],
  )
