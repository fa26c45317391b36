import {
  count,
  monthInWords,
  oneDecimal,
  percent,
  periodInWords,
  wholeNumber,
} from '../../target/page-words.ts'
import type { MeasureReport, Money } from '../report/report-types.ts'
import { outcomesPart } from './outcomes-part.ts'
import { eventPart, monthsPart } from './over-months.ts'
import { specificationPart } from './specification-part.ts'
import {
  changesChart,
  intervalInWords,
  pageTable,
  pInWords,
  signedDecimal,
  signedPercent,
  type PageTable,
} from './tables.ts'

/** A part of the report: a heading, what it says, a chart, and the same figures in tables. */
export type ReportPart = {
  id: string
  heading: string
  words: string[]
  chart: string | undefined
  tables: PageTable[]
  /** A table too long to stand open, behind its words. */
  folded?: { words: string; table: PageTable }
}

const part = (
  id: string,
  heading: string,
  words: readonly (string | null)[],
  chart?: string,
  tables: PageTable[] = [],
): ReportPart => ({
  id,
  heading,
  words: words.flatMap((each) => (each ? [each] : [])),
  chart,
  tables: tables.filter(({ rows }) => rows.length > 0),
})

const months = ({ from, to }: { from: string; to: string }): string => periodInWords(from, to)
const agesInWords = (from: number, to: number): string => `months ${from} to ${to}`

const plainPart = ({ plain, placebo }: MeasureReport): ReportPart => {
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
    'The plain comparison, and what selection alone shows',
    [
      `As the press quotes it: ${months(plain.after)} against ${months(plain.before)}, ${signedPercent(plain.inside)} in the areas and ${signedPercent(plain.outside)} elsewhere; the ratio of the two is ${signedPercent(plain.ratio)}.`,
      placebo.why ??
        `Areas chosen for a bad year fall by themselves. The same choice in ${count(placebo.pairs, 'pair')} of years in which no kit was issued, with nothing done, gave the figures below: ${wholeNumber(placebo.asLow)} of them as low as the programme's or lower. With so many pairs p = ${pInWords(placebo.p)}, and none below ${pInWords(placebo.leastP)} is possible; ${count(placebo.apart, 'pair shares', 'pairs share')} no year with another.`,
    ],
    changesChart('Ratio of the plain comparison, this programme and earlier years without kits', [
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
        ['Years', '#Areas', '#In them', '#Elsewhere', '#Ratio'],
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

/** Names of the methods where room is short, in their order. */
const shortNames = ['mirrored windows (primary)', 'against the expectation before', 'weighted areas']

const lotWords = ({ lot }: MeasureReport): string | null => {
  if (!lot) return null
  if (lot.why !== null) return `The starts were drawn by lot. ${lot.why}`
  const { units, heldOut, blocks, orders, exact, departed, compared } = lot
  return [
    `The starts of ${count(units, 'deployment area')} were drawn by lot${blocks > 1 ? ` within ${wholeNumber(blocks)} blocks` : ''}${heldOut > 0 ? `, ${wholeNumber(heldOut)} of them held out or not started` : ''}.`,
    `From the drawn starts on the ratio is ${signedPercent(lot.estimate)}${compared > 0 ? '' : ', the areas of the lot compared with one another alone'};`,
    `p = ${pInWords(lot.p)}, the share ${exact ? `of all ${wholeNumber(orders)} orders that could have come out` : `among ${wholeNumber(orders)} orders drawn at random and the real one`} in which it lies as far from none.`,
    departed > 0
      ? `${count(departed, 'deployment area')} did not start as drawn; the drawn start counts all the same.`
      : '',
  ]
    .filter(Boolean)
    .join(' ')
}

const estimatePart = (report: MeasureReport): ReportPart => {
  const { primary, corrected, calibration, groupTime } = report
  const overall =
    groupTime.why === null
      ? groupTime.rows.find(({ kind, key }) => kind === 'simple' && key === null)
      : undefined
  const rows = [
    [
      'Rate ratio, windows that mirror the selection (fixed as primary)',
      primary.why === null ? primary : null,
      primary.why,
    ],
    [
      'Against what was expected on the day before the first start',
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
        `${wholeNumber(primary.observed)} burglaries were counted in covered areas and months, where ${oneDecimal(primary.expected)} were to be expected without kits: ${signedPercent(primary.estimate)} (95% interval ${intervalInWords(primary)}), from ${count(primary.areas, 'area')} in ${count(primary.deployments, 'deployment')} and ${count(primary.controls, 'area')} to compare with. Months after: ${months(primary.after)}; the months that mirror them: ${months(primary.before)}.`,
      lotWords(report),
      overall
        ? `By cohort and quarter (additive; Callaway and Sant'Anna): ${signedDecimal(overall.estimate)} burglaries a year for each 1,000 homes${overall.low === null || overall.high === null ? ', no interval' : ` (${signedDecimal(overall.low)} to ${signedDecimal(overall.high)})`}. The quarters before the start hold what made the areas look bad, so that this shows too much where areas were chosen for a bad year.`
        : groupTime.why,
      calibration.why === null && report.programme.selection
        ? 'Areas weighted until they had the same past share the years before the selection, not the bad year itself, of which some lasts: after such a choice this method shows a rise where nothing was done.'
        : null,
    ],
    changesChart(
      'Change by method with 95% intervals',
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
        'Relative change; 95% intervals, clustered by deployment.',
        ['Method', '#Change', '#Interval', '#p', 'Why none'],
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

const powerPart = ({ power, controls, prePeriod, breaks }: MeasureReport): ReportPart =>
  part(
    'power',
    'What could be told at all',
    [
      power.words,
      power.designInside === null || power.designOutside === null
        ? null
        : `From the areas' own past (windows of ${count(power.measuredOver, 'month')}): a change varies ${oneDecimal(power.designInside)} times as much as chance alone in the covered areas, ${oneDecimal(power.designOutside)} times outside.`,
      `Areas to compare with: ${wholeNumber(controls.left)} of ${wholeNumber(controls.untreated)} without kits are more than ${controls.metres} metres from a covered one by ${controls.by}; ${wholeNumber(controls.lost)} are lost to the buffer, ${wholeNumber(controls.needed)} are needed.`,
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

const decayPart = ({ decay }: MeasureReport): ReportPart =>
  part(
    'decay',
    'How it fades',
    [decay.words],
    changesChart(
      'Change by months since the target was reached, with 95% intervals',
      decay.rows.map((row) => ({
        name: agesInWords(row.from, row.to),
        estimate: row.estimate,
        low: row.low,
        high: row.high,
      })),
    ),
    [
      pageTable(
        'decay-table',
        'Change by months since the target was reached',
        'Each stretch of months against its own mirror.',
        ['Months', '#Deployments', '#Counted', '#Expected', '#Change', '#Interval'],
        decay.rows.map((row) => [
          `${row.from} to ${row.to}`,
          wholeNumber(row.deployments),
          wholeNumber(row.observed),
          oneDecimal(row.expected),
          signedPercent(row.estimate),
          intervalInWords(row),
        ]),
      ),
    ],
  )

const doseWords = {
  coverage: 'homes covered',
  stickers: 'homes with a sticker',
  signs: 'signs for each 1,000 homes',
}

const dosePart = ({ dose }: MeasureReport): ReportPart =>
  part(
    'dose',
    'Does more of it do more',
    [
      dose.length < 2
        ? 'Coverage, stickers and signs do not differ enough between areas and months to tell.'
        : 'Compared as above; areas were not given their coverage by lot, so that a difference may have other causes.',
    ],
    undefined,
    [
      pageTable(
        'dose-table',
        'Change by coverage, stickers and signs',
        '',
        ['Dose', '#From', '#To', '#Areas', '#Change', '#Interval'],
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

const amount = ({ estimate, low, high }: Money, unit: 'hours' | 'pounds'): string => {
  const one = (value: number): string =>
    `${value < 0 ? '−' : ''}${unit === 'pounds' ? '£' : ''}${wholeNumber(Math.abs(value))}`
  return low === null || high === null ? one(estimate) : `${one(estimate)} (${one(low)} to ${one(high)})`
}

const worthPart = ({ worth }: MeasureReport): ReportPart =>
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
        '95% intervals from the effect alone; unit costs are taken as they are published.',
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
        'Unit costs as they held',
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

const displacementPart = ({ displacement }: MeasureReport): ReportPart =>
  part(
    'displacement',
    'Did it move next door',
    [displacement.words],
    changesChart(
      'Change in rings about the covered areas, with 95% intervals',
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
        'Change in rings about the covered areas',
        'Against areas beyond 750 m; the nearest covered area tells when it began.',
        ['Metres', '#Areas', '#Counted', '#Expected', '#Change', '#Interval'],
        displacement.rings.map((row) => [
          `${row.from} to ${row.to}`,
          wholeNumber(row.areas),
          wholeNumber(row.observed),
          oneDecimal(row.expected),
          signedPercent(row.estimate),
          intervalInWords(row),
        ]),
      ),
    ],
  )

/** The parts of a report in the order of the page: the plain comparison and its placebo first. */
export const reportParts = (report: MeasureReport): ReportPart[] => [
  plainPart(report),
  monthsPart(report),
  estimatePart(report),
  eventPart(report),
  ...outcomesPart(report),
  powerPart(report),
  displacementPart(report),
  decayPart(report),
  dosePart(report),
  specificationPart(report),
  worthPart(report),
]
