import { expectedBurglaries } from '@mettrace/analysis/risk/expected-burglaries'
import { predictiveIntervals, setTotal } from '@mettrace/analysis/risk/set-total'
import { MetTraceError } from '../foundation/errors.ts'
import { formatMonth } from '../foundation/month.ts'
import type { CountedCity, Risk } from './types.ts'

/**
 * Risk of every area of a counted city over the `months` after its history, with predictive intervals at `level`.
 * Pure; a second or so for 4,800 areas, so it belongs in a worker for real cities.
 * Errors: `not_enough` without an area, a home or a month.
 */
export const riskOfCounts = (city: CountedCity, months: number, level = 0.95): Risk => {
  const { areas, counts } = city
  const first = city.months[0]
  const last = city.months.at(-1)
  if (first === undefined || last === undefined) {
    throw new MetTraceError('not_enough', 'No month of burglaries is loaded for this period.')
  }
  if (!areas.some(({ homes }) => homes > 0)) {
    throw new MetTraceError('not_enough', 'No homes are loaded for these areas.')
  }
  const boroughs = [...new Set(areas.map(({ borough }) => borough))]
  const forecast = expectedBurglaries({
    homes: areas.map(({ homes }) => homes),
    months: city.months,
    counts,
    groups: areas.map(({ borough }) => boroughs.indexOf(borough)),
    eastings: areas.map(({ easting }) => easting),
    northings: areas.map(({ northing }) => northing),
    horizon: months,
  })
  const { low, high } = predictiveIntervals(forecast, level)
  const width = city.months.length
  const yearStart = city.months.findIndex((month) => month > last - 12)
  return {
    inputs: {
      kind: city.kind,
      validFrom: city.validFrom,
      series: city.series,
      source: city.source,
      from: formatMonth(first),
      until: formatMonth(last),
      months,
      level,
    },
    areas: areas.map(({ code, name, homes }, at) => ({
      code,
      name,
      homes,
      expected: forecast.expected[at] ?? 0,
      low: low[at] ?? 0,
      high: high[at] ?? 0,
      lastYear: counts
        .subarray(at * width + yearStart, (at + 1) * width)
        .reduce((sum, count) => sum + count, 0),
    })),
    city: setTotal(forecast, [...areas.keys()], level),
    warnings: [],
    forecast,
  }
}
