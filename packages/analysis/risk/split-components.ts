import { nonNegativeLeastSquares } from '../special/non-negative-least-squares.ts'
import type { TotalComponents } from './area-parameters.ts'
import type { CoarseResponse, GroupResponse } from './coarse-response.ts'
import { crossMoments, type CrossMoments } from './cross-moments.ts'
import type { NearestAreas } from './nearest-areas.ts'

/** Variances of the four timescales, divided among the area itself, its neighbourhood and its group. */
export type SplitComponents = {
  own: Float64Array
  near: Float64Array
  group: Float64Array
  /** Distance in metres over which the neighbourhood's correlation falls to 1/e. */
  reach: number
}

const reaches = [0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6] as const
/** At least this much of every component stays with the area itself, so that no covariance is singular. */
const leastOwn = 0.05
const fewestAreas = 12

/**
 * Divides the components by matching covariances (minimum-norm quadratic estimation, Rao 1971; Cressie 1993
 * §2.6): the whitened cross moments of cross-moments.ts are fitted by least squares with non-negative
 * variances; the reach is the best of a ladder of multiples of the areas' spacing. With fewer than twelve areas
 * everything stays with the areas themselves.
 *
 * `covariances`: coarse × coarse matrix of each of the four timescales.
 */
export const splitComponents = (
  total: TotalComponents,
  coarse: CoarseResponse,
  grouped: GroupResponse | undefined,
  groupOf: ArrayLike<number>,
  around: NearestAreas,
  covariances: readonly Float64Array[],
): SplitComponents => {
  if (coarse.allMass.length < fewestAreas || coarse.size === 0)
    return {
      own: Float64Array.from(total.variances),
      near: new Float64Array(4),
      group: new Float64Array(4),
      reach: around.spacing,
    }
  const moments = crossMoments(coarse, grouped, groupOf, around)
  const candidates = reaches.map((multiple) =>
    fitAtReach(total, moments, around, covariances, multiple * around.spacing, grouped !== undefined),
  )
  return candidates.reduce((best, next) => (next.residual < best.residual ? next : best)).split
}

const fitAtReach = (
  total: TotalComponents,
  { size, white, whiten, sameGroup }: CrossMoments,
  around: NearestAreas,
  covariances: readonly Float64Array[],
  reach: number,
  withGroups: boolean,
): { split: SplitComponents; residual: number } => {
  const near = meanCorrelations(around, reach)
  const blocks = withGroups ? 3 : 2
  const cells = size * size
  const design = new Float64Array(blocks * cells * 8)
  const target = new Float64Array(blocks * cells)
  for (let block = 0; block < blocks; block++) {
    target.set(white[block]!, block * cells)
    covariances.forEach((covariance, component) => {
      whiten(block, covariance).forEach((value, cell) => {
        const row = (block * cells + cell) * 8 + component
        design[row] = block < 2 ? near[block]! * value : 0
        design[row + 4] = withGroups ? (block < 2 ? sameGroup[block]! : 1) * value : 0
      })
    })
  }
  const weight = new Float64Array(target.length).fill(1)
  const { solution, residual } = nonNegativeLeastSquares(design, target, weight, 8)
  const split: SplitComponents = {
    own: new Float64Array(4),
    near: solution.slice(0, 4),
    group: solution.slice(4, 8),
    reach,
  }
  for (let c = 0; c < 4; c++) {
    const shared = split.near[c]! + split.group[c]!
    const most = (1 - leastOwn) * total.variances[c]!
    if (shared > most) {
      split.near[c]! *= most / shared
      split.group[c]! *= most / shared
    }
    split.own[c] = total.variances[c]! - split.near[c]! - split.group[c]!
  }
  return { split, residual }
}

/** Mean of exp(−distance/reach) over all areas' inner and outer rings. */
const meanCorrelations = ({ inner, outer, distance }: NearestAreas, reach: number): [number, number] => {
  const ring = inner + outer
  const sums: [number, number] = [0, 0]
  for (let k = 0; k < distance.length; k++) sums[k % ring < inner ? 0 : 1] += Math.exp(-distance[k]! / reach)
  const areas = distance.length / ring
  return [sums[0] / (areas * inner || 1), sums[1] / (areas * outer || 1)]
}
