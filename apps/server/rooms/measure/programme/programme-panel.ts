import { noSuchArea } from '../../../crime/known-areas.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { firstDay, formatMonth, parseMonth, type Month } from '../../../foundation/month.ts'
import type { CountedCity } from '../../../crime/types.ts'
import type { Programme } from './programme-schema.ts'

/** First month of an area that never starts. */
export const never = -1

/** A programme laid over the counts of its city; n areas, m months without a hole. Months are columns from 0. */
export type ProgrammePanel = {
  codes: string[]
  names: (string | null)[]
  homes: Float64Array
  easting: Float64Array
  northing: Float64Array
  /** Of column 0. */
  firstMonth: Month
  months: number
  /** Burglaries: month `t` of area `a` at `a * months + t`. */
  counts: Int32Array
  /** Deployment of each area, −1 without. */
  deployment: Int32Array
  deploymentNames: string[]
  /** Column of the first kit, and of the month in which the target was reached; `never` without. */
  start: Int32Array
  reached: Int32Array
  /** Share of homes covered by deployment and month: `d * months + t`. */
  coverage: Float64Array
}

const monthNumber = (text: string): Month => {
  const month = parseMonth(text)
  if (month === undefined) throw new MetTraceError('fault', `${text} is no month.`)
  return month
}

const refuse = (message: string, column: string, found: string, expected: string): never => {
  throw new MetTraceError('value_invalid', message, { column, found, expected })
}

const list = (codes: readonly string[]): string =>
  `${codes.slice(0, 5).join(', ')}${codes.length > 5 ? ` and ${codes.length - 5} more` : ''}`

/** First month of the programme, for the boundaries that held then. */
export const firstStart = ({ deployments }: Programme): string =>
  deployments.map(({ start }) => start).toSorted()[0] ?? ''

export const vintageDay = (programme: Programme): string => firstDay(monthNumber(firstStart(programme)))

/** Share covered by month; a month without a figure has that of the month before. */
const coverageOf = (
  { start, coverage }: Programme['deployments'][number],
  saturation: number,
  firstMonth: Month,
  months: number,
): Float64Array => {
  const covered = new Float64Array(months)
  const given = coverage ?? [{ month: start, share: saturation }]
  for (const { month, share } of given.toSorted((a, b) => (a.month < b.month ? -1 : 1))) {
    covered.fill(share, Math.min(months, Math.max(0, monthNumber(month) - firstMonth)))
  }
  return covered
}

const checkMonths = (city: CountedCity, programme: Programme): void => {
  const { months } = city
  for (let at = 1; at < months.length; at++) {
    const [before, month] = [months[at - 1]!, months[at]!]
    if (month === before + 1) continue
    throw new MetTraceError(
      'not_enough',
      'The series has a hole: months that were never loaded cannot be told from months without burglary.',
      {
        found: `nothing from ${formatMonth(before + 1)} to ${formatMonth(month - 1)}`,
        expected: `every month from ${formatMonth(months[0]!)} to ${formatMonth(months.at(-1)!)}`,
      },
    )
  }
  const [first, last] = [months[0]!, months.at(-1)!]
  const loaded = `a month after ${formatMonth(first)} and no later than ${formatMonth(last)}, the series that is loaded`
  for (const [at, { start }] of programme.deployments.entries()) {
    const month = monthNumber(start)
    if (month <= first || month > last)
      refuse('A start lies outside the series.', `deployments[${at}].start`, start, loaded)
  }
}

/** Deployment of each area, −1 without. Errors: `value_invalid` for unknown or repeated areas, or none left untreated. */
export const placesOf = (city: CountedCity, programme: Programme): Int32Array => {
  const rowOf = new Map(city.codes.map((code, row) => [code, row]))
  const deployment = new Int32Array(city.codes.length).fill(-1)
  const unknown = programme.deployments.flatMap(({ areas }) => areas.filter((code) => !rowOf.has(code)))
  const silent = unknown.find((code) => city.notKnown?.some(({ codes }) => codes.includes(code)))
  if (silent !== undefined) throw noSuchArea(silent, city.notKnown)
  if (unknown.length > 0) {
    refuse(
      'The programme names areas that are not among those of the series.',
      'deployments',
      list(unknown),
      `codes of the kind ${city.kind} with boundaries of ${city.validFrom}, such as ${city.codes[0]}`,
    )
  }
  for (const [at, { areas }] of programme.deployments.entries()) {
    for (const code of areas) {
      const row = rowOf.get(code) ?? 0
      if (deployment[row] !== -1)
        refuse('An area is in the programme twice.', `deployments[${at}].areas`, code, 'each area once')
      deployment[row] = at
    }
  }
  if (!deployment.includes(-1)) {
    refuse(
      'Every area of the series is in the programme: nothing is left to compare with.',
      'deployments',
      `${city.codes.length} of ${city.codes.length} areas`,
      'some areas without kits; those of another force can be loaded too',
    )
  }
  return deployment
}

/**
 * Lays a programme over the counts of its city. Errors: `value_invalid` for a start outside the series, unknown or
 * repeated areas, or none left untreated; `not_enough` for a hole in the series, or no burglary at all.
 */
export const programmePanel = (city: CountedCity, programme: Programme): ProgrammePanel => {
  const until = programme.until === undefined ? Infinity : monthNumber(programme.until)
  const months = city.months.filter((month) => month <= until)
  const [firstMonth, last] = [months[0], months.at(-1)]
  if (firstMonth === undefined || last === undefined)
    throw new MetTraceError('not_enough', 'No month of the series is loaded.')
  checkMonths({ ...city, months }, programme)
  const deployment = placesOf(city, programme)
  const all = city.months.length
  const counts = Int32Array.from({ length: city.codes.length * months.length }, (_, at) => {
    const area = Math.floor(at / months.length)
    return city.counts[area * all + (at % months.length)]!
  })
  for (const [words, wanted] of [
    ['in the programme', true],
    ['outside it', false],
  ] as const) {
    const any = counts.some(
      (count, at) => count > 0 && deployment[Math.floor(at / months.length)]! >= 0 === wanted,
    )
    if (any) continue
    throw new MetTraceError(
      'not_enough',
      `No burglary was counted in any area ${words}: nothing can be measured.`,
      {
        found: `0 burglaries from ${formatMonth(firstMonth)} to ${formatMonth(last)}`,
        expected: 'burglaries inside and outside',
      },
    )
  }
  const coverage = new Float64Array(programme.deployments.length * months.length)
  const starts = programme.deployments.map((each, at) => {
    const own = coverageOf(each, programme.saturation, firstMonth, months.length)
    coverage.set(own, at * months.length)
    const start = monthNumber(each.start) - firstMonth
    const reached = own.findIndex(
      (covered, month) => month >= start && covered >= programme.saturation - 1e-9,
    )
    return { start, reached: reached < 0 ? never : reached }
  })
  const ofAreas = (what: 'start' | 'reached'): Int32Array =>
    deployment.map((at) => starts[at]?.[what] ?? never)
  return {
    codes: city.codes,
    names: city.names,
    homes: city.homes,
    easting: city.easting,
    northing: city.northing,
    firstMonth,
    months: months.length,
    counts,
    deployment,
    deploymentNames: programme.deployments.map(({ name, areas }) => name ?? areas.join(' + ')),
    start: ofAreas('start'),
    reached: ofAreas('reached'),
    coverage,
  }
}
