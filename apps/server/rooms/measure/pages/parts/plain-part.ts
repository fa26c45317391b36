import { count, wholeNumber } from '../../../../foundation/words/figures.ts'
import type { MeasureReport } from '../../report/report-types.ts'
import { changesChart } from '../changes-chart.ts'
import { pageTable, pInWords, signedPercent } from '../tables.ts'
import { months, part, type ReportPart } from './report-part.ts'

/** The plain comparison, and the same selection in years without kits. */
export const plainPart = ({ plain, placebo }: MeasureReport): ReportPart => {
  const real = { name: 'this programme', estimate: plain.ratio ?? Number.NaN, low: null, high: null }
  const others = placebo.rows.map(({ from, to, ratio }) => ({
    name: `${from} to ${to}, no kits`,
    estimate: ratio ?? Number.NaN,
    low: null,
    high: null,
    main: false,
  }))
  return part(
    'plain',
    'Simple before and after, and what choosing bad areas shows by itself',
    [
      `As the press quotes it: ${months(plain.after)} against ${months(plain.before)}, ${signedPercent(plain.inside)} in areas with kits and ${signedPercent(plain.outside)} in other areas; the ratio of the two is ${signedPercent(plain.ratio)}.`,
      placebo.why ??
        `Areas chosen for a bad year fall by themselves. The same choice in ${count(placebo.pairs, 'pair')} of years in which no kit was issued, with nothing done, gave the figures below: ${wholeNumber(placebo.asLow)} of them as low as the programme's or lower. With so many pairs p = ${pInWords(placebo.p)}, and none below ${pInWords(placebo.leastP)} is possible; ${count(placebo.apart, 'pair shares', 'pairs share')} no year with another.`,
    ],
    changesChart('Ratio of the simple before and after, this programme and earlier years without kits', [
      real,
      ...others,
    ]),
    [
      pageTable(
        'plain-table',
        'Burglaries before and after',
        `${months(plain.before)}; ${months(plain.after)}`,
        ['Where', '#Before', '#After', '#Change'],
        [
          [
            'In the areas',
            wholeNumber(plain.insideBefore),
            wholeNumber(plain.insideAfter),
            signedPercent(plain.inside),
          ],
          [
            'Elsewhere',
            wholeNumber(plain.outsideBefore),
            wholeNumber(plain.outsideAfter),
            signedPercent(plain.outside),
          ],
          ['Ratio', '', '', signedPercent(plain.ratio)],
        ],
      ),
      pageTable(
        'placebo-table',
        'The same selection in years without kits',
        'Nothing was done in any of them.',
        ['Years', '#Areas', '#In them', '#Other areas', '#Ratio'],
        placebo.rows.map((row) => [
          `${row.from} to ${row.to}`,
          wholeNumber(row.areas),
          signedPercent(row.inside),
          signedPercent(row.outside),
          signedPercent(row.ratio),
        ]),
      ),
    ],
  )
}
