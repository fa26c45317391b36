import type { TotalComponents } from './area-parameters.ts'
import { cityForecast } from './city-level.ts'
import type { CityForecast } from './city-level.ts'
import type { Lags } from './covariances.ts'
import { calibrateTail, logFactor } from './hindcast-calibration.ts'
import type { Hindcast, TailCalibration } from './hindcast-calibration.ts'
import { checkRiskInputs } from './inputs.ts'
import type { RiskInputs } from './inputs.ts'
import { effectiveNeighbours, groupVariances } from './local-kriging.ts'
import { neighbours } from './neighbours.ts'
import { relativeForecast } from './relative-forecast.ts'
import type { Estimated, History, RelativeForecast } from './relative-forecast.ts'
import type { SplitComponents } from './split-components.ts'
import { binCovariance } from './time-bins.ts'

/**
 * Expected burglaries of every area over the forecast period, with what is needed for intervals of single
 * areas (`predictiveIntervals`) and of sets of areas (`setTotal`).
 */
export type RiskForecast = {
  /** Expected burglaries over the whole period; length n; sums to `city.expected`. */
  expected: Float64Array
  /** Variance of each area's log relative risk given the history, city left out; length n. */
  logVariance: Float64Array
  /** The part of `logVariance` that neighbouring areas share, and the part that the whole group shares. */
  nearVariance: Float64Array
  groupVariance: Float64Array
  groups: Int32Array
  eastings: Float64Array
  northings: Float64Array
  city: CityForecast
  /** What was estimated from the history. */
  components: TotalComponents & SplitComponents
  /** How the hottest areas were corrected; null where there was nothing to learn it from. */
  tail: TailCalibration | null
}

/**
 * Expected burglaries per area over a coming period.
 *
 * count ~ Poisson(city level × homes × exp(u)), where u, the area's log relative risk, is a Gaussian process
 * with persistent, passing and short-lived parts and a part for the single month, each divided among the area
 * itself, its neighbourhood (correlation exp(−distance/reach)) and its borough. The city level follows a
 * structural time series with season. Every variance, timescale and the reach are estimated from the given
 * history; the prediction is the best linear one on the log scale (kriging of the working responses), with
 * longer tails than normal for the persistent part (long-run-tails.ts) and the upper tail calibrated on the
 * model's own past forecasts (hindcast-calibration.ts).
 * Parameters: area-parameters.ts, split-components.ts, city-level.ts, each with its source.
 *
 * Pure and deterministic; n log n in areas. Works from one month of history and one area upwards, with zero
 * counts and areas without homes. Throws RangeError for inputs that `checkRiskInputs` refuses.
 */
export function expectedBurglaries(inputs: RiskInputs): RiskForecast {
  checkRiskInputs(inputs)
  const { homes, counts, horizon } = inputs
  const areas = homes.length
  const months = Int32Array.from(inputs.months)
  const place = {
    eastings: Float64Array.from(inputs.eastings),
    northings: Float64Array.from(inputs.northings),
    groups: Int32Array.from(inputs.groups),
  }
  const totals = monthTotals(counts, areas, months.length)
  const firstMonth = inputs.firstMonth ?? months[months.length - 1]! + 1
  const city = cityForecast(months, totals, firstMonth, horizon)
  const history = {
    homes,
    months,
    counts,
    totals,
    place,
    around: neighbours(place.eastings, place.northings),
  }
  const relative = relativeForecast(history, months.length, firstMonth, city.monthShare)
  const { variance, estimated, parts, lags, grouped, coarseSize } = relative
  const { total, split } = estimated

  const level = relativeLevel(relative)
  const tail = calibrateTail(level, hindcasts(history, city.monthShare, estimated))
  if (tail !== undefined) level.forEach((value, i) => (level[i] = value + logFactor(tail, value)))
  const expected = scaledTo(city.expected, level, relative.exposure)

  const effective = effectiveNeighbours(history.around, split.reach)
  const perGroup = grouped ? groupVariances(grouped, coarseSize, parts, effective) : undefined
  const nearShare = sharedByNeighbours(total, split, lags)
  const groupVariance = Float64Array.from(variance, (value, i) =>
    Math.min(value, perGroup?.[place.groups[i]!] ?? 0),
  )
  const nearVariance = variance.map((value, i) => nearShare * (value - groupVariance[i]!))
  return {
    expected,
    logVariance: variance,
    nearVariance,
    groupVariance,
    ...place,
    city,
    components: { ...total, ...split },
    tail: tail ?? null,
  }
}

/** Months that must lie before a past forecast, and how many are made at most. */
const LEAST_MEMORY = 12
const MOST_HINDCASTS = 4

/**
 * Forecasts that the model would have made at earlier times for as many months as now, each beside what
 * followed; at least half a year apart. The variances are those of the whole history.
 */
function hindcasts(history: History, monthShare: Float64Array, estimated: Estimated): Hindcast[] {
  const { months, counts, homes } = history
  const horizon = monthShare.length
  const areas = homes.length
  const result: Hindcast[] = []
  let until = months[months.length - 1]! - horizon
  while (until - months[0]! + 1 >= LEAST_MEMORY && result.length < MOST_HINDCASTS) {
    const length = months.findLastIndex((month) => month <= until) + 1
    const followed = months[length + horizon - 1] === until + horizon && months[length - 1] === until
    if (followed) {
      const relative = relativeForecast(history, length, until + 1, monthShare, estimated)
      const actual = Float64Array.from({ length: areas }, (_, i) => {
        let sum = 0
        for (let t = length; t < length + horizon; t++) sum += counts[i * months.length + t]!
        return sum
      })
      const level = relativeLevel(relative)
      const all = actual.reduce((sum, value) => sum + value, 0)
      result.push({ logRisk: level, expected: scaledTo(all, level, relative.exposure), actual })
    }
    until -= Math.max(horizon, 6)
  }
  return result
}

/** Log of the expected relative risk of every area, scaled so that the average home has 0. */
function relativeLevel({ logRisk, variance, exposure }: RelativeForecast): Float64Array {
  let homes = 0
  let mass = 0
  for (let i = 0; i < exposure.length; i++) {
    homes += exposure[i]!
    mass += exposure[i]! * Math.exp(logRisk[i]! + variance[i]! / 2)
  }
  return logRisk.map((value, i) => value + variance[i]! / 2 - Math.log(mass / homes))
}

/** Expected burglaries in proportion to exposure · exp(level), scaled to a sum. */
function scaledTo(sum: number, level: Float64Array, exposure: Float64Array): Float64Array {
  const raw = level.map((value, i) => exposure[i]! * Math.exp(value))
  const mass = raw.reduce((total, value) => total + value, 0)
  return raw.map((value) => (value * sum) / mass)
}

function monthTotals(counts: ArrayLike<number>, areas: number, months: number): Float64Array {
  const totals = new Float64Array(months)
  for (let i = 0; i < areas; i++) for (let t = 0; t < months; t++) totals[t]! += counts[i * months + t]!
  return totals
}

/**
 * Share of what stays uncertain about an area that its neighbours share: every component counts with the
 * variance that would be left if the most recent bin had been seen without noise.
 */
function sharedByNeighbours(total: TotalComponents, split: SplitComponents, lags: Lags): number {
  let near = 0
  let both = 0
  total.timescales.forEach((timescale, component) => {
    const future = binCovariance(lags.futureFuture, timescale)[0]!
    const last = lags.futureFine.columns > 0 ? binCovariance(lags.futureFine, timescale)[0]! : 0
    const left = Math.max(0, future - last * last)
    near += split.near[component]! * left
    both += (split.near[component]! + split.own[component]!) * left
  })
  return both > 0 ? near / both : 0
}
