import type { TotalComponents } from './area-parameters.ts'
import { areaTraits } from './area-traits.ts'
import { cityForecast, type CityForecast } from './city-level.ts'
import type { Lags } from './covariances.ts'
import { correctedLevel, hindcastsOf, relativeLevel, scaledTo } from './hindcasts.ts'
import { checkRiskInputs, type RiskInputs } from './inputs.ts'
import { groupVariances } from './local-kriging.ts'
import {
  effectColumns,
  learnEffects,
  weightedMeans,
  type EffectColumns,
  type LearntEffects,
} from './learnt-effects.ts'
import { nearestAreas } from './nearest-areas.ts'
import { relativeForecast } from './relative-forecast.ts'
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
  /**
   * What past forecasts and London taught, and the columns that it is applied to, less their mean over the city's
   * burglaries; its variance is not in `logVariance`. Null with too few areas.
   */
  learnt: (LearntEffects & { columns: EffectColumns }) | null
  /** False where a search for variances or effects stopped before it settled: what is said may then be off. */
  converged: boolean
}

/**
 * Expected burglaries per area over a coming period.
 *
 * count ~ Poisson(city level × homes × exp(u)), where u, the area's log relative risk, is a Gaussian process
 * with persistent, passing and short-lived parts and a part for the single month, each divided among the area
 * itself, its neighbourhood (correlation exp(−distance/reach)) and its borough. The city level follows a
 * structural time series with season. Every variance, timescale and the reach are estimated from the given
 * history; the prediction is the best linear one on the log scale (kriging of the working responses), with
 * longer tails than normal for the persistent part (long-run-tails.ts). What traits of areas add and the level of the
 * upper fifth are learnt from the model's own past forecasts and from London's (learnt-effects.ts).
 * Parameters: area-parameters.ts, split-components.ts, city-level.ts, each with its source.
 *
 * Pure and deterministic; n log n in areas. Works from one month of history and one area upwards, with zero
 * counts and areas without homes. Throws RangeError for inputs that `checkRiskInputs` refuses.
 */
export const expectedBurglaries = (inputs: RiskInputs): RiskForecast => {
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
    repeats: inputs.repeats,
    premises: inputs.premises,
    place,
    around: nearestAreas(place.eastings, place.northings),
  }
  const relative = relativeForecast(history, months.length, firstMonth, city.monthShare)
  const { variance, estimated, parts, lags, grouped, coarseSize } = relative
  const { total, split } = estimated

  const past = hindcastsOf(history, city.monthShare, estimated)
  const effects = learnEffects(past, areas, inputs.repeats !== undefined || inputs.premises !== undefined)
  let level = relativeLevel(relative)
  const columns = effectColumns(areaTraits(history, months.length, relative.exposure), level)
  if (effects !== undefined) level = correctedLevel(level, columns, effects.mean, relative.exposure)
  const expected = scaledTo(city.expected, level, relative.exposure)

  const perGroup = grouped ? groupVariances(grouped, coarseSize, parts, estimated.effective) : undefined
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
    learnt: effects === undefined ? null : { ...effects, columns: centred(columns, expected) },
    converged: total.converged && (effects?.converged ?? true),
  }
}

const centred = (columns: EffectColumns, expected: Float64Array): EffectColumns => {
  const means = weightedMeans(columns, expected)
  return columns.map((value, k) => value - means[k % means.length]!)
}

const monthTotals = (counts: ArrayLike<number>, areas: number, months: number): Float64Array => {
  const totals = new Float64Array(months)
  for (let i = 0; i < areas; i++) for (let t = 0; t < months; t++) totals[t]! += counts[i * months + t]!
  return totals
}

/**
 * Share of what stays uncertain about an area that its neighbours share: every component counts with the
 * variance that would be left if the most recent bin had been seen without noise.
 */
const sharedByNeighbours = (total: TotalComponents, split: SplitComponents, lags: Lags): number => {
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
