import { count, monthInWords, oneDecimal, wholeNumber } from '../../../../foundation/words/figures.ts'
import { distanceWords } from '../../report/distance-words.ts'
import type { MeasureReport } from '../../report/report-types.ts'
import { intervalInWords, pageTable, pInWords, signedPercent } from '../tables.ts'
import { part, type ReportPart } from './report-part.ts'

/** What effect could be told, and how the areas moved before. */
export const powerPart = ({ power, controls, prePeriod, breaks }: MeasureReport): ReportPart =>
  part(
    'power',
    'Smallest effect we could detect',
    [
      power.words,
      power.designInside === null || power.designOutside === null
        ? null
        : `From the areas' own past (windows of ${count(power.measuredOver, 'month')}): a change varies ${oneDecimal(power.designInside)} times as much as chance alone in areas with kits, ${oneDecimal(power.designOutside)} times in the others.`,
      `Areas to compare with: ${wholeNumber(controls.left)} of ${wholeNumber(controls.untreated)} without kits are more than ${controls.metres} metres from one with kits ${distanceWords[controls.by]}; ${wholeNumber(controls.lost)} are lost to the buffer, ${wholeNumber(controls.needed)} are needed.`,
      prePeriod.why ??
        `Did burglary in these areas change differently before they were chosen? The smallest p of the years, adjusted for their number, is ${pInWords(prePeriod.p)}.`,
      ...breaks.map(({ month, words }) => `Break in ${monthInWords(month)}: ${words}`),
    ],
    undefined,
    [
      pageTable(
        'pre-table',
        'Areas with kits against the others before the selection',
        'Each year beside the second one back; the year next to the selection still holds what made it bad.',
        ['Months before the selection', '#Change', '#Likely range', '#p'],
        prePeriod.rows.map((row) => [
          `${-row.to} to ${-row.from}`,
          signedPercent(row.estimate),
          intervalInWords(row),
          pInWords(row.p),
        ]),
      ),
    ],
  )
