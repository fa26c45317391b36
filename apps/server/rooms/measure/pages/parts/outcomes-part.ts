import type { MeasureReport } from '../../report/report-types.ts'
import type { ReportPart } from './report-part.ts'
import { intervalInWords, pageTable, pInWords, signedPercent } from '../tables.ts'

/** Other types of crime that the programme names; nothing where it names none. */
export const outcomesPart = ({ outcomes }: MeasureReport): ReportPart[] =>
  outcomes === null
    ? []
    : [
        {
          id: 'outcomes',
          heading: 'Other types of crime',
          words: [
            'Compared as burglary is, over the same windows. Types that the programme may move are one family with burglary, those that it cannot move another; p is adjusted for the number in each (Holm).',
            ...(outcomes.burglary === null
              ? []
              : [`Burglary’s own p, adjusted: ${pInWords(outcomes.burglary)}.`]),
            ...outcomes.warnings,
          ],
          chart: undefined,
          tables: [
            pageTable(
              'outcomes-table',
              'Change in other types of crime',
              'Relative to areas without kits; 95% likely ranges, each by itself.',
              [
                'Type',
                'Can the programme move it',
                '#Change',
                '#Likely range',
                '#p',
                '#Adjusted p',
                'Why none',
              ],
              outcomes.rows.map((row) => [
                row.crimeType,
                row.as === 'outcome' ? 'it may' : 'it cannot',
                signedPercent(row.why === null ? row.estimate : null),
                intervalInWords(row),
                pInWords(row.p),
                pInWords(row.adjusted),
                row.why ?? '',
              ]),
            ),
          ],
        },
      ]
