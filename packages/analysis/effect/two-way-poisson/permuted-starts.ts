import type { Panel } from '../panel.ts'
import { NoAnswer } from '../reason.ts'
import { ordersOf } from './orders.ts'
import { twoWayPoisson, type TwoWayQuestion } from './two-way-poisson.ts'

export type PermutedQuestion = Omit<TwoWayQuestion, 'regressors'> & {
  /** First treated time of each unit, or `never`. */
  readonly start: Int32Array
  readonly covariates: readonly Panel[]
}

/** 1 where and while a unit is treated, else 0. `start` is the first treated time, or `never`. */
export const treatmentPanel = (start: Int32Array, times: number): Panel => {
  const values = new Float64Array(start.length * times)
  for (let unit = 0; unit < start.length; unit++)
    if (start[unit]! >= 0) values.fill(1, unit * times + start[unit]!, (unit + 1) * times)
  return { units: start.length, times, values }
}

/** The start of each cluster, or of each unit without clusters. Undefined where a cluster has more than one start. */
export const startOfClusters = (start: Int32Array, cluster?: Int32Array): Int32Array | undefined => {
  if (!cluster) return start
  const ofCluster = new Map<number, number>()
  for (const [unit, time] of start.entries()) {
    const known = ofCluster.get(cluster[unit]!)
    if (known !== undefined && known !== time) return undefined
    ofCluster.set(cluster[unit]!, time)
  }
  return Int32Array.from({ length: ofCluster.size }, (_, at) => ofCluster.get(at)!)
}

/**
 * The treatment's coefficient over its clustered error, for orders `from` … `to` − 1 of those that the starts could have
 * had (by cluster). Infinity where the ratio of an order runs off, for there one side counted nothing: no order is
 * farther from no effect. NaN where the order cannot be fitted for another reason.
 */
export const permutedStatistics = (
  { start, covariates, outcome, exposure, cluster }: PermutedQuestion,
  { draws, seed, from, to }: { draws: number; seed: number; from: number; to: number },
): Float64Array => {
  const starts = startOfClusters(start, cluster)
  if (!starts) throw new RangeError('a cluster has more than one start')
  const orders = ordersOf(starts, { draws, seed })
  return Float64Array.from({ length: to - from }, (_, at) => {
    const order = orders.order(from + at)
    const permuted = start.map((_time, unit) => order[cluster?.[unit] ?? unit]!)
    try {
      const regressors = [treatmentPanel(permuted, outcome.times), ...covariates]
      const { coefficients, clustered } = twoWayPoisson({ outcome, regressors, exposure, cluster })
      return coefficients[0]! / clustered[0]!
    } catch (fault) {
      if (fault instanceof NoAnswer) return fault.reason.code === 'unbounded-ratio' ? Infinity : Number.NaN
      throw fault
    }
  })
}
