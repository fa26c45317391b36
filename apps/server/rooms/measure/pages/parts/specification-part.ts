import type { MeasureReport, Specification } from '../../report/report-types.ts'
import type { ReportPart } from './report-part.ts'
import { specificationTable } from './specification-table.ts'
import { changesChart } from '../changes-chart.ts'

/** Names of methods where there is little room. */
const shortNames: Readonly<Record<string, string>> = {
  'windows that mirror the selection': 'mirrored windows',
  'all months before, the selection among them': 'all months before',
  'interaction-weighted Poisson': 'Sun–Abraham Poisson',
  'group-time effects': 'group-time, additive',
  'synthetic difference in differences': 'synthetic did, additive',
}

const shortName = ({ method }: Specification): string => shortNames[method] ?? method

/** Methods × areas to compare with × months after: drawn for all months, told for each. */
export const specificationPart = ({ specifications }: MeasureReport): ReportPart => ({
  id: 'specifications',
  heading: 'Every way of looking',
  words: [
    'Methods × areas to compare with × months. The one agreed in advance is filled; the methods that count the bad months among those before show what selection adds.',
    'Additive methods count differences, not proportions: a fall that the whole city shares shows as an effect in busy areas. Each is tried first on years without kits, on areas chosen by the year before beside all others, over twelve months, and the table says what it shows there of nothing. Its change is the difference as a share of what it says would have been counted without kits, taken as known.',
    'Interaction-weighted (Sun–Abraham), group-time and synthetic methods count by quarters; the quarter in which an area reached its target counts as covered, so that they show a little less than there was.',
  ],
  chart: changesChart(
    'Change by every method and choice of controls, all months after, with 95% likely ranges',
    specifications
      .filter(({ window }) => window === 'all months')
      .map((row) => ({
        name: `${shortName(row)}, ${row.controls}`,
        estimate: row.estimate,
        low: row.low,
        high: row.high,
        main: row.primary,
      })),
  ),
  tables: [],
  ...(specifications.length > 0
    ? {
        folded: {
          words: 'Every method, choice of controls and window',
          table: specificationTable(specifications),
        },
      }
    : {}),
})
