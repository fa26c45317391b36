import { expectedBurglaries } from '@mettrace/analysis/risk/expected-burglaries'
import { predictiveIntervals, setTotal } from '@mettrace/analysis/risk/set-total'
import { thinnedForecast } from '@mettrace/analysis/risk/thinning'
import { MetTraceError } from '../../foundation/errors.ts'
import { formatMonth } from '../../foundation/month.ts'
import type { CountedCity, Risk } from '../types.ts'

const notSettled =
  'The estimation of the risk model did not settle on this history: take its figures and intervals as rough.'

/**
 * Risk of every area of a counted city over the `months` after `until` (the last month of its history unless given),
 * with predictive intervals at `level`.
 * Pure; a second or so for 4,800 areas, so it belongs in a worker for real cities.
 * Errors: `not_enough` without an area, a home or a month.
 */
export const riskOfCounts = (
  city: CountedCity,
  months: number,
  level = 0.95,
  until = city.months.at(-1),
): Risk => {
  const { codes, homes, counts } = city
  const first = city.months.at(0)
  const last = city.months.at(-1)
  if (first === undefined || last === undefined || until === undefined) {
    throw new MetTraceError('not_enough', 'No month of burglaries is loaded for this period.')
  }
  if (!homes.some((number) => number > 0)) {
    throw new MetTraceError('not_enough', 'No homes are loaded for these areas.')
  }
  const whole = expectedBurglaries({
    homes,
    months: city.months,
    counts,
    repeats: city.repeats,
    premises: city.premises,
    // Areas of no known borough share one, so that the numbers start at 0.
    groups: city.borough.map((borough) => borough + 1),
    eastings: city.easting,
    northings: city.northing,
    horizon: months,
    firstMonth: until + 1,
  })
  const forecast = city.shares ? thinnedForecast(whole, city.shares) : whole
  const { low, high } = predictiveIntervals(forecast, level)
  const width = city.months.length
  const yearStart = city.months.findIndex((month) => month > last - 12)
  // Fewer months, or months with gaps, are no year: their sum must not pass for one.
  const isWholeYear = width - yearStart === 12
  return {
    inputs: {
      kind: city.kind,
      validFrom: city.validFrom,
      series: city.series,
      source: city.source,
      from: formatMonth(first),
      until: formatMonth(until),
      months,
      level,
    },
    areas: codes.map((code, at) => ({
      code,
      name: city.names[at] ?? null,
      homes: homes[at] ?? 0,
      expected: forecast.expected[at] ?? 0,
      low: low[at] ?? 0,
      high: high[at] ?? 0,
      lastYear: isWholeYear
        ? (city.shares?.share[at] ?? 1) *
          counts.subarray(at * width + yearStart, (at + 1) * width).reduce((sum, count) => sum + count, 0)
        : null,
    })),
    ...(city.notKnown && { notKnown: city.notKnown }),
    city: setTotal(forecast, [...codes.keys()], level),
    warnings: forecast.converged ? city.warnings : [...city.warnings, notSettled],
    forecast,
  }
}
