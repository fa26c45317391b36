import { totalComponents, type TotalComponents } from './area-parameters.ts'
import { coarseResponse, groupResponse, type GroupResponse } from './coarse-response.ts'
import { allLags, partCovariances, type Lags, type Parts } from './covariances.ts'
import { effectiveNeighbours, krige, smoothExpansion, type Prediction } from './local-kriging.ts'
import {
  likelihoodOfRisks,
  longRunLaw,
  longRunTails,
  passingVariance,
  type LongRunLaw,
} from './long-run-tails.ts'
import type { NearestAreas } from './nearest-areas.ts'
import { workingCounts } from './relative-risk.ts'
import { splitComponents, type SplitComponents } from './split-components.ts'
import { surroundingsOf, type Place, type Surroundings } from './surroundings.ts'
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
  around: NearestAreas
}

/** What is estimated once from the whole history and used for its past forecasts too. */
export type Estimated = {
  total: TotalComponents
  split: SplitComponents
  surroundings: Surroundings[]
  /** As `effectiveNeighbours` has it. */
  effective: number
  /** Law of the areas' long-run risks; undefined with too few areas. */
  law: LongRunLaw | undefined
}

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
export const relativeForecast = (
  history: History,
  length: number,
  firstMonth: number,
  monthShare: Float64Array,
  given?: Estimated,
): RelativeForecast => {
  const { homes, counts, place, around } = history
  const months = history.months.subarray(0, length)
  const totals = history.totals.subarray(0, length)
  const bins = timeBins(months, totals)
  const lags = allLags(months, bins, firstMonth, monthShare)
  const working = workingCounts(homes, counts, history.months.length, totals, bins)
  const estimate = (): Omit<Estimated, 'law'> => {
    const components = totalComponents(working, lags.fineFine)
    const covariances = components.timescales.map((timescale) => binCovariance(lags.coarseCoarse, timescale))
    const rough = coarseResponse(working, bins.coarse, bins.coarseSize, components.mean)
    const boroughs = groupResponse(rough, place.groups)
    const divided = splitComponents(components, rough, boroughs, place.groups, around, covariances)
    return {
      total: components,
      split: divided,
      surroundings: surroundingsOf(place, around, rough, divided.reach),
      effective: effectiveNeighbours(around, divided.reach),
    }
  }
  const { total, split, surroundings, effective } = given ?? estimate()
  const parts = partCovariances(total, split, lags)

  const likelihood = likelihoodOfRisks(working, passingVariance(working, lags.fineFine, total))
  const law = given ? given.law : longRunLaw(working, likelihood)
  const tails = longRunTails(working, likelihood, law)
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
    effective,
    tails,
    total.mean,
  )
  return {
    ...prediction,
    estimated: { total, split, surroundings, effective, law },
    parts,
    lags,
    exposure: working.exposure,
    grouped,
    coarseSize: bins.coarseSize,
  }
}
