import { totalComponents } from './area-parameters.ts'
import type { TotalComponents } from './area-parameters.ts'
import { coarseResponse, groupResponse } from './coarse-response.ts'
import type { GroupResponse } from './coarse-response.ts'
import { allLags, partCovariances } from './covariances.ts'
import type { Lags, Parts } from './covariances.ts'
import { krige, smoothExpansion } from './local-kriging.ts'
import type { Prediction } from './local-kriging.ts'
import { longRunTails } from './long-run-tails.ts'
import type { Neighbours } from './neighbours.ts'
import { workingCounts } from './relative-risk.ts'
import { splitComponents } from './split-components.ts'
import type { SplitComponents } from './split-components.ts'
import { surroundingsOf } from './surroundings.ts'
import type { Place, Surroundings } from './surroundings.ts'
import { binCovariance, timeBins } from './time-bins.ts'

/** A stretch of history: the first `length` months of the counts. */
export type History = {
  homes: ArrayLike<number>
  months: Int32Array
  counts: ArrayLike<number>
  totals: Float64Array
  /** As in inputs.ts; areas × months. */
  repeats?: ArrayLike<number> | undefined
  premises?: ArrayLike<number> | undefined
  place: Place
  around: Neighbours
}

/** What is estimated once from the whole history and used for its past forecasts too. */
export type Estimated = { total: TotalComponents; split: SplitComponents; surroundings: Surroundings[] }

/** Relative risk of every area over the future months, by kriging, with the pieces that intervals need. */
export type RelativeForecast = Prediction & {
  estimated: Estimated
  parts: Parts
  lags: Lags
  exposure: Float64Array
  grouped: GroupResponse | undefined
  coarseSize: number
}

/**
 * Predicts the relative risks from the first `length` months of a history. Parameters are estimated from these
 * months unless given. `monthShare` weighs the future months, which begin at `firstMonth`.
 */
export function relativeForecast(
  history: History,
  length: number,
  firstMonth: number,
  monthShare: Float64Array,
  given?: Estimated,
): RelativeForecast {
  const { homes, counts, place, around } = history
  const months = history.months.subarray(0, length)
  const totals = history.totals.subarray(0, length)
  const bins = timeBins(months, totals)
  const lags = allLags(months, bins, firstMonth, monthShare)
  const working = workingCounts(homes, counts, history.months.length, totals, bins)
  const estimated = given ?? estimate()
  const { total, split, surroundings } = estimated
  const parts = partCovariances(total, split, lags)

  const tails = longRunTails(working)
  smoothExpansion(working, parts, tails, total.mean)
  const coarse = coarseResponse(working, bins.coarse, bins.coarseSize, total.mean)
  const grouped = groupResponse(coarse, place.groups)
  const prediction = krige(
    working,
    coarse,
    grouped,
    place,
    around,
    surroundings,
    parts,
    split,
    tails,
    total.mean,
  )
  return {
    ...prediction,
    estimated,
    parts,
    lags,
    exposure: working.exposure,
    grouped,
    coarseSize: bins.coarseSize,
  }

  function estimate(): Estimated {
    const components = totalComponents(working, lags.fineFine)
    const covariances = components.timescales.map((timescale) => binCovariance(lags.coarseCoarse, timescale))
    const rough = coarseResponse(working, bins.coarse, bins.coarseSize, components.mean)
    const boroughs = groupResponse(rough, place.groups)
    const divided = splitComponents(components, rough, boroughs, place.groups, around, covariances)
    return {
      total: components,
      split: divided,
      surroundings: surroundingsOf(place, around, rough, divided.reach),
    }
  }
}
