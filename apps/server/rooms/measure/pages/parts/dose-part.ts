import { oneDecimal, percent, wholeNumber } from '../../../../foundation/words/figures.ts'
import type { MeasureReport } from '../../report/report-types.ts'
import { intervalInWords, pageTable, signedPercent } from '../tables.ts'
import { part, type ReportPart } from './report-part.ts'

const doseWords = {
  coverage: 'homes covered',
  stickers: 'homes with a sticker',
  signs: 'signs for each 1,000 homes',
}

/** Change by coverage, stickers and signs. */
export const dosePart = ({ dose }: MeasureReport): ReportPart =>
  part(
    'dose',
    'Do more kits have more effect?',
    [
      dose.length < 2
        ? 'Saturation, stickers and signs do not differ enough between areas and months to tell.'
        : 'Compared as above. Saturation was not given at random: something else may explain a difference.',
    ],
    undefined,
    [
      pageTable(
        'dose-table',
        'Change by saturation, stickers and signs',
        '',
        ['Dose', '#From', '#To', '#Areas', '#Change', '#Likely range'],
        dose.map((row) => [
          doseWords[row.by],
          row.by === 'signs' ? oneDecimal(row.from) : percent(row.from),
          row.by === 'signs' ? oneDecimal(row.to) : percent(row.to),
          wholeNumber(row.areas),
          signedPercent(row.estimate),
          intervalInWords(row),
        ]),
      ),
    ],
  )
