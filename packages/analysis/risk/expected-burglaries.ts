import { totalComponents } from './area-parameters.ts'
import type { TotalComponents } from './area-parameters.ts'
import { cityForecast } from './city-level.ts'
import type { CityForecast } from './city-level.ts'
import { coarseResponse, groupResponse } from './coarse-response.ts'
import { checkRiskInputs } from './inputs.ts'
import type { RiskInputs } from './inputs.ts'
import { effectiveNeighbours, groupVariances, krige, smoothExpansion } from './local-kriging.ts'
import type { PartCovariance, Parts } from './local-kriging.ts'
import { longRunTails } from './long-run-tails.ts'
import { neighbours } from './neighbours.ts'
import { workingCounts } from './relative-risk.ts'
import { splitComponents } from './split-components.ts'
import type { SplitComponents } from './split-components.ts'
import { binCovariance, lagWeights, timeBins } from './time-bins.ts'
import type { LagWeights, TimeBins } from './time-bins.ts'

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
}

/**
 * Expected burglaries per area over a coming period.
 *
 * count ~ Poisson(city level × homes × exp(u)), where u, the area's log relative risk, is a Gaussian process
 * with persistent, passing and short-lived parts and a part for the single month, each divided among the area
 * itself, its neighbourhood (correlation exp(−distance/reach)) and its borough. The city level follows a
 * structural time series with season. Every variance, timescale and the reach are estimated from the given
 * history; the prediction is the best linear one on the log scale (kriging of the working responses), with
 * longer tails than normal for the persistent part (long-run-tails.ts).
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

  const bins = timeBins(months, totals)
  const lags = allLags(months, bins, firstMonth, city.monthShare)
  const working = workingCounts(homes, counts, months.length, totals, bins)
  const total = totalComponents(working, lags.fineFine)
  const around = neighbours(place.eastings, place.northings)

  const coarseCovariances = total.timescales.map((timescale) => binCovariance(lags.coarseCoarse, timescale))
  const rough = coarseResponse(working, bins.coarse, bins.coarseSize, total.mean)
  const split = splitComponents(
    total,
    rough,
    groupResponse(rough, place.groups),
    place.groups,
    around,
    coarseCovariances,
  )
  const parts = partCovariances(total, split, lags)

  const tails = longRunTails(working)
  smoothExpansion(working, parts, tails, total.mean)
  const coarse = coarseResponse(working, bins.coarse, bins.coarseSize, total.mean)
  const grouped = groupResponse(coarse, place.groups)
  const { logRisk, variance } = krige(
    working,
    coarse,
    grouped,
    place,
    around,
    parts,
    split,
    tails,
    total.mean,
  )

  const expected = new Float64Array(areas)
  let sum = 0
  for (let i = 0; i < areas; i++) {
    expected[i] = working.exposure[i]! * Math.exp(logRisk[i]! + variance[i]! / 2)
    sum += expected[i]!
  }
  for (let i = 0; i < areas; i++) expected[i]! *= city.expected / sum

  const effective = effectiveNeighbours(around, split.reach)
  const perGroup = grouped ? groupVariances(grouped, bins.coarseSize, parts, effective) : undefined
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
  }
}

function monthTotals(counts: ArrayLike<number>, areas: number, months: number): Float64Array {
  const totals = new Float64Array(months)
  for (let i = 0; i < areas; i++) for (let t = 0; t < months; t++) totals[t]! += counts[i * months + t]!
  return totals
}

type Lags = Record<
  'fineFine' | 'fineCoarse' | 'coarseCoarse' | 'futureFine' | 'futureCoarse' | 'futureFuture',
  LagWeights
>

function allLags(months: Int32Array, bins: TimeBins, firstMonth: number, monthShare: Float64Array): Lags {
  const fine = { months, bins: bins.binOfMonth, weights: bins.monthWeight }
  const coarseBin = bins.binOfMonth.map((bin) => (bin < 0 ? -1 : bins.coarse[bin]!))
  // Fine bins count by their number of months within a coarse one: near enough to their share of its burglaries.
  const monthsIn = new Map<number, number>()
  for (const bin of coarseBin) monthsIn.set(bin, (monthsIn.get(bin) ?? 0) + 1)
  const coarse = {
    months,
    bins: coarseBin,
    weights: Float64Array.from(coarseBin, (bin) => 1 / monthsIn.get(bin)!),
  }
  const future = {
    months: Int32Array.from(monthShare, (_, h) => firstMonth + h),
    bins: new Int32Array(monthShare.length),
    weights: monthShare,
  }
  return {
    fineFine: lagWeights(fine, bins.size, fine, bins.size),
    fineCoarse: lagWeights(fine, bins.size, coarse, bins.coarseSize),
    coarseCoarse: lagWeights(coarse, bins.coarseSize, coarse, bins.coarseSize),
    futureFine: lagWeights(future, 1, fine, bins.size),
    futureCoarse: lagWeights(future, 1, coarse, bins.coarseSize),
    futureFuture: lagWeights(future, 1, future, 1),
  }
}

function partCovariances(total: TotalComponents, split: SplitComponents, lags: Lags): Parts {
  const part = (variances: ArrayLike<number>): PartCovariance => {
    const weighted = (weights: LagWeights) => {
      const result = new Float64Array(weights.rows * weights.columns)
      total.timescales.forEach((timescale, component) => {
        const covariance = binCovariance(weights, timescale)
        for (let k = 0; k < result.length; k++) result[k]! += variances[component]! * covariance[k]!
      })
      return result
    }
    return {
      fineFine: weighted(lags.fineFine),
      fineCoarse: weighted(lags.fineCoarse),
      coarseCoarse: weighted(lags.coarseCoarse),
      futureFine: weighted(lags.futureFine),
      futureCoarse: weighted(lags.futureCoarse),
      futureFuture: weighted(lags.futureFuture)[0]!,
    }
  }
  return {
    own: part(split.own),
    near: part(split.near),
    group: part(split.group),
    whole: part(total.variances),
    lasting: part([split.own[0]!, 0, 0, 0]),
  }
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
