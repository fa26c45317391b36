import { count } from '../../../foundation/words/figures.ts'
import { cleanPairs, placeAmong, type CleanPairs } from '@mettrace/analysis/effect/placebo/clean-pairs'
import type {
  CorrectedInputs,
  CorrectedProgramme,
} from '@mettrace/analysis/effect/placebo/correct-programmes'
import type { KitRounding } from '@mettrace/analysis/plan/kits'
import type { Database } from '../../../foundation/database.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { inWorker } from '../../../foundation/jobs/pool.ts'
import { firstDay, formatMonth, type Month } from '../../../foundation/month.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import { countedCity } from '../../../crime/expected/risk.ts'
import type { RiskScope, Series, Source } from '../../../crime/types.ts'
import type { AreaKind } from '../../../places/area-kinds.ts'
import { leaveOut } from './leave-out.ts'
import { programmeStart } from './programme-start.ts'
import { yearInWords } from './year-in-words.ts'

export type PlaceboQuestion = {
  kind: AreaKind
  series: Series
  source?: Source | undefined
  kits: number
  saturation: number
  kitRounding: KitRounding
  /** Years, ending with the one before, whose burglaries choose the areas. */
  selectYears: number
  /** First and last month of a comparison. A year is any twelve months: from that of `from`, or to that of `to`. */
  from?: Month | undefined
  to?: Month | undefined
  /** Codes of areas left out altogether. */
  exclude: readonly string[]
  /** First month in which a kit was issued; null: never was one; the one that is known here unless given. */
  programmeFrom?: Month | null | undefined
  level: number
  /** A figure, such as a programme's published ratio, to be placed among those of the clean pairs. */
  figure?: number | undefined
}

/** A comparison of twelve months with the twelve before, from and to these months, `2012-01` to `2013-12`. */
export type PlaceboRow = Omit<CorrectedProgramme, 'part' | 'from' | 'to'> & { from: string; to: string }

/** As the worker gives it: first months of the two years, absolute. */
export type WorkedOut = Omit<CorrectedProgramme, 'part'>

export type PlaceboAnswer = {
  scope: Pick<RiskScope, 'kind' | 'validFrom' | 'series' | 'source' | 'from' | 'until'> & {
    programmeFrom: string | null
  }
  rows: PlaceboRow[]
  clean: CleanPairs
  warnings: string[]
}

const worker = new URL('placebo-worker.ts', import.meta.url)

/** Up to this month rows of street files carry no crime id, so that a repeat cannot be told from a second burglary. */
const lastWithoutIds = 2011 * 12 + 10

/**
 * What the selection of areas alone shows between every two consecutive years that are loaded; see
 * `placeboProgrammes` and `correctedProgrammes` of the analysis package.
 * Errors: `usage` (unknown area), `not_enough` (no two whole years, nothing to divide by, nothing left to compare
 * with), `series_mixed`.
 */
export const placeboOfCity = async (
  database: Database,
  actor: Actor,
  question: PlaceboQuestion,
): Promise<PlaceboAnswer> => {
  const { kind, series, source, from, to, exclude, level, ...rule } = question
  if (from !== undefined && to !== undefined && to < from + 23)
    throw new MetTraceError('usage', 'The last year must come after the first: two years are 24 months.', {
      found: `${formatMonth(from)} to ${formatMonth(to)}`,
      expected: `such as ${formatMonth(from)} to ${formatMonth(from + 23)}`,
    })
  const counted = await countedCity(database, actor, {
    kind,
    series,
    source,
    until: to === undefined ? undefined : formatMonth(to),
    ...vintageOf(from, to),
  })
  if (counted.shares)
    throw new MetTraceError(
      'series_mixed',
      'A comparison needs what happened, and residential burglary is not counted here.',
      {
        found: `all (${counted.source})`,
        expected: "a force's own incidents, or MPS recorded crime counts of these areas",
      },
    )
  const city = leaveOut(counted, exclude)
  const start = await programmeStart(database, actor, city, question.programmeFrom)
  const programmes = await inWorker<CorrectedInputs, WorkedOut[]>(worker, {
    codes: city.codes,
    homes: city.homes,
    months: city.months,
    counts: city.counts,
    groups: city.borough.map((borough) => borough + 1),
    eastings: city.easting,
    northings: city.northing,
    kits: rule.kits,
    saturation: rule.saturation,
    kitRounding: rule.kitRounding,
    selectYears: rule.selectYears,
    from,
    to,
    programmeFrom: start.month ?? undefined,
    level,
  })
  checkRows(programmes, city.codes.length, question)
  const clean = cleanPairs(programmes)
  return {
    scope: {
      kind: city.kind,
      validFrom: city.validFrom,
      series: city.series,
      source: city.source,
      from: formatMonth(city.months[0] ?? 0),
      until: formatMonth(city.months.at(-1) ?? 0),
      programmeFrom: start.month === null ? null : formatMonth(start.month),
    },
    rows: programmes.map((row) => ({
      ...row,
      from: formatMonth(row.from),
      to: formatMonth(row.to + 11),
    })),
    clean,
    warnings: [
      ...city.warnings,
      ...start.warnings,
      ...cleanWords(programmes, clean, question.figure),
      ...failures(programmes),
      ...(city.source === 'street' && programmes.some((row) => row.from <= lastWithoutIds)
        ? [
            'Up to November 2011 street files carry no crime ids, so repeats of a row are counted there and taken once later: a comparison of 2011 with 2012 crosses this break.',
          ]
        : []),
    ],
  }
}

/** The boundaries of the time that is compared, not those of today. */
const vintageOf = (from: Month | undefined, to: Month | undefined): { vintageOn?: string } => {
  if (from !== undefined) return { vintageOn: firstDay(from + 12) }
  return to === undefined ? {} : { vintageOn: firstDay(to - 11) }
}

const checkRows = (
  rows: readonly WorkedOut[],
  all: number,
  { selectYears, from, to }: PlaceboQuestion,
): void => {
  if (rows.length === 0)
    throw new MetTraceError(
      'not_enough',
      `No two consecutive ${from === undefined && to === undefined ? 'calendar years' : 'years of these months'} are wholly loaded${selectYears > 1 ? ` with the ${selectYears} years that choose the areas` : ''}. A year may begin in any month: say --from, such as 2017-04.`,
    )
  if (rows.every(({ areas }) => areas === 0))
    throw new MetTraceError('not_enough', 'The kits reach no area: there is nothing to compare.')
  if (rows.some(({ areas }) => areas === all))
    throw new MetTraceError(
      'not_enough',
      'The kits reach every area: nothing is left to compare with. Ask with fewer kits.',
    )
  if (rows.every(({ ratio }) => ratio === null))
    throw new MetTraceError(
      'not_enough',
      'No burglaries were counted on one side of every comparison: no ratio can be told.',
    )
}

/** What the clean pairs can say, in words that stand beside the figures wherever they go. */
const cleanWords = (
  rows: readonly WorkedOut[],
  { pairs, apart, leastP, leastPApart }: CleanPairs,
  figure: number | undefined,
): string[] => {
  if (pairs === 0)
    return ['No pair of years is clean of kits: we cannot tell what choosing bad areas shows by itself.']
  const words = [
    `${count(pairs, 'clean pair')} of years: compared with ${pairs === 1 ? 'it' : 'them'}, no programme's figure can have p below 1/(${pairs} + 1) = ${leastP.toFixed(3)} (p ≥ ${leastP.toFixed(3)}).`,
  ]
  if (apart < pairs)
    words.push(
      `Neighbouring pairs share a year and are not independent of one another: only ${apart} share none, and by these alone p ≥ ${leastPApart.toFixed(3)}.`,
    )
  if (figure !== undefined) {
    const { asLow, p } = placeAmong(figure, rows)
    words.push(
      `The figure ${percentage(figure)} is compared with those of the clean pairs: ${asLow} of ${pairs} are as low or lower, p = ${p.toFixed(3)}.`,
    )
  }
  return words
}

/** Years in which the correction itself fails: no kit was issued, and yet its interval does not hold zero. */
const failures = (rows: readonly WorkedOut[]): string[] =>
  rows
    .filter(({ clean, corrected }) => clean && corrected && (corrected.low > 0 || corrected.high < 0))
    .map(
      ({ from, to, corrected }) =>
        `The corrected effect fails for ${yearInWords(from)}→${yearInWords(to)}: nothing was done, and its interval, ${percentage(corrected?.low ?? 0)} to ${percentage(corrected?.high ?? 0)}, does not hold zero.`,
    )

const percentage = (fraction: number): string => `${(100 * fraction).toFixed(1)}%`
