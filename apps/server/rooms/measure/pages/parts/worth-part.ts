import { count, wholeNumber } from '../../../../foundation/words/figures.ts'
import type { MeasureReport, Money } from '../../report/report-types.ts'
import { pageTable } from '../tables.ts'
import { part, type ReportPart } from './report-part.ts'

const amount = ({ estimate, low, high }: Money, unit: 'hours' | 'pounds'): string => {
  const one = (value: number): string =>
    `${value < 0 ? '−' : ''}${unit === 'pounds' ? '£' : ''}${wholeNumber(Math.abs(value))}`
  return low === null || high === null ? one(estimate) : `${one(estimate)} (${one(low)} to ${one(high)})`
}

/** What it was worth, net of kits and delivery. */
export const worthPart = ({ worth }: MeasureReport): ReportPart =>
  part(
    'worth',
    'What it was worth',
    [
      `It took ${count(worth.kits, 'kit')} for £${wholeNumber(worth.kitPounds)}, and ${wholeNumber(worth.deliveryHours)} hours at the door and on the way, £${wholeNumber(worth.deliveryPounds)}.`,
      worth.prevented
        ? `Prevented: ${amount(worth.prevented, 'hours')} burglaries.${worth.poundsPerBurglary ? ` Each cost ${amount(worth.poundsPerBurglary, 'pounds')}.` : ''}`
        : worth.why,
      `The decision's straight line for as many kits: ${wholeNumber(worth.linear.burglaries)} burglaries and ${wholeNumber(worth.linear.hours)} hours, gross.`,
    ],
    undefined,
    [
      pageTable(
        'worth-table',
        'Hours and pounds, gross and net of kits and delivery',
        '95% likely ranges from the effect alone; unit costs are taken as they are published.',
        ['At', '#Gross', '#Net', 'Source'],
        worth.rows.map((row) => [
          row.words,
          amount(row.gross, row.unit),
          amount(row.net, row.unit),
          row.source,
        ]),
      ),
      pageTable(
        'unit-table',
        'Unit costs used',
        'A change is a new version, on the settings page.',
        ['Setting', '#Value', 'Unit', '#Version', 'Source'],
        worth.settings.map((row) => [
          row.name,
          row.value.toLocaleString('en-GB'),
          row.unit,
          String(row.version),
          row.source,
        ]),
      ),
    ],
  )
