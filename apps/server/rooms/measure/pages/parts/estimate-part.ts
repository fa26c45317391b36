import { count, oneDecimal, wholeNumber } from '../../../../foundation/words/figures.ts'
import type { MeasureReport } from '../../report/report-types.ts'
import { changesChart } from '../changes-chart.ts'
import { intervalInWords, pageTable, pInWords, signedDecimal, signedPercent } from '../tables.ts'
import { months, part, type ReportPart } from './report-part.ts'

/** Names of the methods where room is short, in their order. */
const shortNames = ['mirrored windows (main)', 'against the forecast before', 'weighted areas']

const lotWords = ({ lot }: MeasureReport): string | null => {
  if (!lot) return null
  if (lot.why !== null) return `The start order was random. ${lot.why}`
  const { units, heldOut, blocks, orders, exact, departed, compared } = lot
  return [
    `The start order of ${count(units, 'deployment area')} was random${blocks > 1 ? ` within ${wholeNumber(blocks)} blocks` : ''}${heldOut > 0 ? `; ${wholeNumber(heldOut)} of them were left without kits or did not start` : ''}.`,
    `From the drawn starts on, burglary changed by ${signedPercent(lot.estimate)}${compared > 0 ? '' : ', these areas compared with one another alone'}.`,
    `p = ${pInWords(lot.p)}: the share ${exact ? `of all ${wholeNumber(orders)} possible orders` : `among ${wholeNumber(orders)} random orders and the real one`} that change burglary this much by chance alone.`,
    departed > 0
      ? `${count(departed, 'deployment area')} did not start as drawn; the drawn start counts all the same.`
      : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** What each method says, the one fixed as primary first. */
export const estimatePart = (report: MeasureReport): ReportPart => {
  const { primary, corrected, calibration, groupTime } = report
  const overall =
    groupTime.why === null
      ? groupTime.rows.find(({ kind, key }) => kind === 'simple' && key === null)
      : undefined
  const rows = [
    [
      'Rate ratio, windows that mirror the selection (main result)',
      primary.why === null ? primary : null,
      primary.why,
    ],
    [
      'Compared with the forecast of the day before the first start',
      corrected.why === null ? corrected : null,
      corrected.why,
    ],
    [
      'Areas weighted until they had the same past',
      calibration.why === null ? calibration : null,
      calibration.why,
    ],
  ] as const
  return part(
    'estimate',
    'What the methods say',
    [
      primary.why ??
        `${wholeNumber(primary.observed)} burglaries were counted in areas and months with kits, where ${oneDecimal(primary.expected)} were expected without kits: ${signedPercent(primary.estimate)} (95% likely range ${intervalInWords(primary)}), from ${count(primary.areas, 'area')} in ${count(primary.deployments, 'deployment')} and ${count(primary.controls, 'area')} to compare with. Months after: ${months(primary.after)}; the months that mirror them: ${months(primary.before)}.`,
      lotWords(report),
      overall
        ? `By cohort and quarter (additive; Callaway and Sant'Anna): ${signedDecimal(overall.estimate)} burglaries a year for each 1,000 homes${overall.low === null || overall.high === null ? ', no range' : ` (${signedDecimal(overall.low)} to ${signedDecimal(overall.high)})`}. The quarters before the start hold what made the areas look bad, so that this shows too much where areas were chosen for a bad year.`
        : groupTime.why,
      calibration.why === null && report.programme.selection
        ? 'Areas weighted until they had the same past share the years before the selection, not the bad year itself, of which some lasts: after such a choice this method shows a rise where nothing was done.'
        : null,
    ],
    changesChart(
      'Change by method with 95% likely ranges',
      rows.flatMap(([name, each], at) =>
        each
          ? [
              {
                name: shortNames[at] ?? name,
                estimate: each.estimate,
                low: each.low,
                high: each.high,
                main: at === 0,
              },
            ]
          : [],
      ),
    ),
    [
      pageTable(
        'estimate-table',
        'The effect by each method',
        'Relative change; 95% likely ranges, clustered by deployment.',
        ['Methods', '#Change', '#Likely range', '#p', 'Why no figure'],
        rows.map(([name, each, why]) => [
          name,
          each ? signedPercent(each.estimate) : '–',
          each ? intervalInWords(each) : '–',
          each ? pInWords(each.p) : '–',
          why ?? '',
        ]),
      ),
    ],
  )
}
