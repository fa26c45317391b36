import { monthInWords, percent, wholeNumber } from '../../../../foundation/words/figures.ts'
import type { ExposedMonth } from '../../programme/exposure-of-deployments.ts'
import { pageTable } from '../tables.ts'
import { part, type ReportPart } from './report-part.ts'

/** What could be seen of the programme by month, beside the homes with a kit; no part where nothing was recorded. */
export const exposureParts = (months: readonly ExposedMonth[]): ReportPart[] =>
  months.length === 0
    ? []
    : [
        part(
          'exposure',
          'What could burglars see?',
          [
            'Signs, stickers, press items, posters and leaflets as recorded today in the areas with kits. They were not given at random either.',
          ],
          undefined,
          [
            pageTable(
              'exposure-table',
              'Saturation and exposure by month',
              '',
              [
                'Month',
                '#Homes with a kit',
                '#Signs on streets',
                '#Stickers',
                '#Press items',
                '#Posters',
                '#Leaflets',
              ],
              months.map((each) => [
                monthInWords(each.month),
                each.share === null ? 'not known' : percent(each.share),
                wholeNumber(each.signs),
                wholeNumber(each.stickers),
                wholeNumber(each.pressItems),
                wholeNumber(each.posters),
                wholeNumber(each.leaflets),
              ]),
            ),
          ],
        ),
      ]
