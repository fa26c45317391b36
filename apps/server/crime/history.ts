import type { Shares } from '@mettrace/analysis/risk/thinning'
import { doubleAt, eachInteger } from '../foundation/binary-arrays.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { monthInWords, periodInWords } from '../foundation/words/figures.ts'
import { firstDay, formatMonth, type Month } from '../foundation/month.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { breaksBetween, breakWarning } from '../places/formats/categories.ts'
import { homesOfAreas } from '../places/homes.ts'
import { isCounted } from './count-burglaries.ts'
import { boroughsOfAreas } from '../places/boroughs.ts'
import { areasOf, chooseVintage, type Area } from '../places/areas.ts'
import type { Vintage } from '../places/place-points.ts'
import { forcesOf } from './forces.ts'
import { holesIn } from './holes.ts'
import { knownAreas } from './known-areas.ts'
import { residentialShares } from './residential-shares.ts'
import type { CountedCity, LoadedSeries, NotKnown, Series } from './types.ts'
import type { AreaKind } from '../places/area-kinds.ts'

/** Months that one source covers in one series; `level` says for which kind of area, or any. */
export type Coverage = { source: LoadedSeries['source']; series: Series; level: string; months: Month[] }

export type HistoryQuestion = {
  kind: AreaKind
  series: Series
  source?: LoadedSeries['source'] | undefined
  validFrom?: string | undefined
  until?: Month | undefined
  /** First month of history, or its length in months; everything loaded unless given. */
  from?: Month | undefined
  historyMonths?: number | undefined
  /** Day on which the boundaries must hold; the first of the period ahead unless given. */
  vintageOn?: string | undefined
}

export const coverages = async (tx: Transaction): Promise<Coverage[]> => {
  const { rows } = await tx.query<{
    source: Coverage['source']
    series: Series
    level: string
    months: number[]
  }>(
    `select source, series, level,
            array_agg((extract(year from month) * 12 + extract(month from month) - 1)::int order by month) as months
     from target.loaded_month group by source, series, level order by source, series, level`,
  )
  return rows
}

/** Sources in the order they are trusted for a series: exact points before areas, a force's own before copies. */
export const preference: Record<Series, readonly Coverage['source'][]> = {
  all: ['street', 'points', 'incidents', 'mps'],
  residential: ['incidents', 'mps'],
}

const fits = (coverage: Coverage, { kind, source }: HistoryQuestion): boolean =>
  (coverage.level === 'any' || coverage.level === kind) &&
  (source === undefined || coverage.source === source)

/** The one source that a series is taken from for a kind of area; two sources are never added up. */
export const findCoverage = (
  loaded: readonly Coverage[],
  series: Series,
  question: HistoryQuestion,
): Coverage | undefined => {
  for (const source of preference[series]) {
    const found = loaded.find(
      (each) => each.source === source && each.series === series && fits(each, question),
    )
    if (found) return found
  }
  return undefined
}

/** Small areas of which residential burglary is not counted: their ward's share of it may be. */
export const smallKinds: ReadonlySet<string> = new Set(['oa', 'lsoa'])

/**
 * Coverage that answers a question, and whether the residential share of wards must be applied to it.
 * Errors: `series_mixed` when the series asked for is not loaded but the other one is; `not_enough` when neither.
 */
export const chooseCoverage = (
  loaded: readonly Coverage[],
  question: HistoryQuestion,
): { coverage: Coverage; byWardShare: boolean } => {
  const { series, kind } = question
  const coverage = findCoverage(loaded, series, question)
  if (coverage) return { coverage, byWardShare: false }
  const other = findCoverage(loaded, series === 'all' ? 'residential' : 'all', question)
  const wardShares = loaded.some((each) => each.series === 'residential' && each.level === 'ward')
  if (other && series === 'residential' && wardShares && smallKinds.has(kind)) {
    return { coverage: other, byWardShare: true }
  }
  if (other) {
    throw new MetTraceError(
      'series_mixed',
      `The series ${series} is not loaded for areas of the kind ${kind}, and it may not be mixed with the series ${other.series}.`,
      {
        found: `${other.series} (${other.source})`,
        expected:
          series === 'residential'
            ? "a force's own incidents, or MPS recorded crime counts (of wards, for small areas)"
            : 'street files, points, incidents or MPS recorded crime counts',
      },
    )
  }
  throw new MetTraceError(
    'not_enough',
    `No burglaries ${question.source ? `of the source ${question.source} ` : ''}are loaded for areas of the kind ${kind}. Import street files, counts, incidents or points first.`,
  )
}

/** Counts from tables of counts, which name the area by code, or by name where they have no code. */
const countRecorded = `
  select a.code, r.month - date '2000-01-01' as day, sum(r.offences)::int as burglaries, 0 as repeats, 0 as premises
  from (select distinct on (month) month, source from target.recorded_month
        where level = $1 order by month, last_month desc, source desc) as chosen
  join target.recorded_count r on r.level = $1 and r.source = chosen.source and r.month = chosen.month
  join (select code, code as called from unnest($3::text[]) as each (code)
        union
        select code, upper(name) from unnest($3::text[], $4::text[]) as each (code, name)) as a on a.called = r.area
  where r.major = 'BURGLARY' and ($2 = 'all' or r.residential)
  group by a.code, r.month`

const countPlaced = `
  select c.code, c.month - date '2000-01-01' as day, c.burglaries, c.repeats, c.premises
  from target.burglary_count c
  where c.kind = $1 and c.valid_from = $2 and c.series = $3 and c.source = $4`

/** First day of a month, counted from 1 January 2000: the database subtracts dates faster than it takes them apart. */
const dayNumber = (month: Month): number =>
  (Date.UTC(Math.floor(month / 12), month % 12) - Date.UTC(2000, 0)) / 86_400_000

/** Counts of one area by month as sent arrays: days, and counts each packed with its two parts into one number. */
type AreaMonths = { code: string; days: Buffer; packed: Buffer }

/** What a part is multiplied by; no area has as many burglaries in a month. */
const PACK = 2 ** 16

const countsOf = async (
  tx: Transaction,
  vintage: Vintage,
  areas: readonly Area[],
  series: Series,
  source: Coverage['source'],
): Promise<AreaMonths[]> => {
  const recorded = source === 'mps'
  const { rows } = await tx.query<AreaMonths>(
    `select code, array_send(array_agg(day)) as days,
            array_send(array_agg(burglaries + ${PACK}::float8 * (repeats + ${PACK}::float8 * premises))) as packed
     from (${recorded ? countRecorded : countPlaced}) each group by code`,
    recorded
      ? [vintage.kind, series, areas.map(({ code }) => code), areas.map(({ name }) => name)]
      : [vintage.kind, vintage.validFrom, series, source],
  )
  return rows
}

/**
 * What a question is about: the source, the months of it, and the boundaries in force when the period ahead begins.
 * Errors: `not_enough` (nothing loaded), `series_mixed`.
 */
export const historyScope = async (
  tx: Transaction,
  question: HistoryQuestion,
): Promise<{ coverage: Coverage; byWardShare: boolean; months: Month[]; vintage: Vintage }> => {
  const { coverage, byWardShare } = chooseCoverage(await coverages(tx), question)
  const known = coverage.months.filter((month) => month <= (question.until ?? Infinity))
  const end = question.until ?? known.at(-1) ?? 0
  const from = question.from ?? (question.historyMonths ? end - question.historyMonths + 1 : -Infinity)
  const months = known.filter((month) => month >= from)
  const last = months.at(-1)
  if (last === undefined) {
    throw new MetTraceError(
      'not_enough',
      `No burglaries of the series ${question.series} are loaded for these months.`,
      {
        found: `${formatMonth(coverage.months[0] ?? 0)} to ${formatMonth(coverage.months.at(-1) ?? 0)}`,
      },
    )
  }
  const vintage = await chooseVintage(tx, question.kind, {
    on: question.vintageOn ?? firstDay((question.until ?? last) + 1),
    validFrom: question.validFrom,
  })
  return { coverage, byWardShare, months, vintage }
}

/** What was imported is not counted by these boundaries yet: it would pass for months of no crime. */
export class NotCounted extends Error {
  readonly vintage: Vintage

  constructor(vintage: Vintage) {
    super(`The areas of the kind ${vintage.kind} of ${vintage.validFrom} are not counted yet.`)
    this.vintage = vintage
  }
}

/**
 * Everything loaded for one kind of area and series, up to and including `until` (all months when not given) and from
 * `from` on.
 * Errors: `not_enough` (nothing loaded, no homes), `series_mixed`; `NotCounted`.
 */
export const loadHistory = async (tx: Transaction, question: HistoryQuestion): Promise<CountedCity> => {
  const { coverage, byWardShare, months: loaded, vintage } = await historyScope(tx, question)
  if (coverage.source !== 'mps' && !(await isCounted(tx, vintage))) throw new NotCounted(vintage)
  const {
    areas,
    homes,
    months: wanted,
    notKnown,
    warnings,
  } = await whatIsKnown(tx, coverage, vintage, loaded)
  const codes = areas.map(({ code }) => code)
  const { borough } = await boroughsOfAreas(tx, areas)

  const months = Int32Array.from(wanted)
  const columnOf = new Map(wanted.map((month, column) => [dayNumber(month), column]))
  const rowOf = new Map(codes.map((code, row) => [code, row]))
  const counts = new Int32Array(codes.length * months.length)
  const repeats = new Int32Array(counts.length)
  const premises = new Int32Array(counts.length)
  for (const { code, days, packed } of await countsOf(tx, vintage, areas, coverage.series, coverage.source)) {
    const start = (rowOf.get(code) ?? 0) * months.length
    eachInteger(days, (day, at) => {
      const column = columnOf.get(day)
      if (column === undefined) return
      const value = doubleAt(packed, at)
      const parts = Math.floor(value / PACK)
      counts[start + column] = value % PACK
      repeats[start + column] = parts % PACK
      premises[start + column] = Math.floor(parts / PACK)
    })
  }
  warnings.push(...holesIn(wanted, question.until))
  const shares = byWardShare
    ? await wardShares(tx, areas, question.until ?? wanted.at(-1) ?? 0, warnings)
    : undefined
  if (coverage.source === 'mps') {
    for (const found of breaksBetween(wanted[0] ?? 0, wanted.at(-1) ?? 0, question.series)) {
      warnings.push(breakWarning(found))
    }
  }
  return {
    ...(shares && { shares }),
    kind: vintage.kind,
    validFrom: vintage.validFrom,
    series: question.series,
    source: coverage.source,
    months,
    codes,
    names: areas.map(({ name }) => name),
    homes,
    easting: Float64Array.from(areas, ({ easting }) => easting),
    northing: Float64Array.from(areas, ({ northing }) => northing),
    borough,
    counts,
    ...(notKnown.length > 0 && { notKnown }),
    // Tables of counts know no spots.
    ...(coverage.source !== 'mps' && { repeats, premises }),
    warnings,
  }
}

/**
 * Areas with their homes, and months: those of which something is known.
 * Errors: `not_enough` where no month is left, or no area.
 */
const whatIsKnown = async (
  tx: Transaction,
  { source }: Coverage,
  vintage: Vintage,
  loaded: Month[],
): Promise<{
  areas: Area[]
  homes: Float64Array
  months: Month[]
  notKnown: NotKnown[]
  warnings: string[]
}> => {
  const areas = await areasOf(tx, vintage)
  const codes = areas.map(({ code }) => code)
  const { homes, warnings } = await homesOfAreas(tx, codes)
  if (source !== 'street') return { areas, homes, months: loaded, notKnown: [], warnings }
  const places = {
    codes,
    homes,
    easting: areas.map(({ easting }) => easting),
    northing: areas.map(({ northing }) => northing),
  }
  const found = knownAreas(places, await forcesOf(tx, vintage), loaded)
  if (found.months.length === 0 || found.known.length === 0)
    throw new MetTraceError('not_enough', `Nothing is known of these areas. ${found.warnings.join(' ')}`)
  return {
    areas: found.known.map((at) => areas[at]!),
    homes: Float64Array.from(found.known, (at) => homes[at]!),
    months: found.months,
    notKnown: found.notKnown,
    warnings: [...found.warnings, ...warnings],
  }
}

const wardShares = async (
  tx: Transaction,
  areas: readonly { code: string; easting: number; northing: number }[],
  until: Month,
  warnings: string[],
): Promise<Shares> => {
  const found = await residentialShares(tx, areas, until)
  if (!found) {
    throw new MetTraceError(
      'not_enough',
      `The MPS counts of wards that are loaded do not reach into the three years before ${monthInWords(formatMonth(until + 1))}.`,
    )
  }
  warnings.push(
    `Residential burglary is not told apart by area: the share of each ward in the MPS counts of ${periodInWords(found.from, found.to)} is applied to every burglary, with its uncertainty.`,
  )
  return found.shares
}
