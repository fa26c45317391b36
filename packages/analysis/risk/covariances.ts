import type { TotalComponents } from './area-parameters.ts'
import type { SplitComponents } from './split-components.ts'
import { binCovariance, lagWeights, type LagWeights, type TimeBins } from './time-bins.ts'

/** Covariances of one part (own, near or group) of the log risk between fine bins, coarse bins and the future. */
export type PartCovariance = {
  fineFine: Float64Array
  fineCoarse: Float64Array
  coarseCoarse: Float64Array
  futureFine: Float64Array
  futureCoarse: Float64Array
  futureFuture: number
  /** Variance at one moment. */
  now: number
}

export type Parts = {
  lasting: PartCovariance
  own: PartCovariance
  near: PartCovariance
  group: PartCovariance
  whole: PartCovariance
}

/** Lag weights between fine bins, coarse bins and the future. */
export type Lags = Record<
  'fineFine' | 'fineCoarse' | 'coarseCoarse' | 'futureFine' | 'futureCoarse' | 'futureFuture',
  LagWeights
>

/** Lag weights of a binned history and the months from `firstMonth`, weighted by `monthShare`. */
export const allLags = (
  months: Int32Array,
  bins: TimeBins,
  firstMonth: number,
  monthShare: Float64Array,
): Lags => {
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

/** Covariances of own, near and group risk, of their sum, and of the lasting part of own. */
export const partCovariances = (total: TotalComponents, split: SplitComponents, lags: Lags): Parts => {
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
      now: variances[0]! + variances[1]! + variances[2]! + variances[3]!,
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
