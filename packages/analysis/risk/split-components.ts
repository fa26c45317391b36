import { nonNegativeLeastSquares } from '../special/non-negative-least-squares.ts'
import type { CoarseResponse, GroupResponse } from './coarse-response.ts'
import type { Neighbours } from './neighbours.ts'
import type { TotalComponents } from './area-parameters.ts'

/** Variances of the four timescales, divided among the area itself, its neighbourhood and its group. */
export type SplitComponents = {
  own: Float64Array
  near: Float64Array
  group: Float64Array
  /** Distance in metres over which the neighbourhood's correlation falls to 1/e. */
  reach: number
}

const REACHES = [0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6] as const
/** At least this much of every component stays with the area itself, so that no covariance is singular. */
const LEAST_OWN = 0.05

/**
 * Divides the components by matching covariances: the products of each area's response with those of its two
 * rings and of the rest of its group estimate the covariances without Poisson noise, because burglaries of
 * different areas are counted apart. Weighted least squares with non-negative variances (Cressie 1993, §2.6);
 * the reach is the best of a ladder of multiples of the areas' spacing.
 *
 * `covariances`: coarse × coarse matrix of each of the four timescales.
 */
export function splitComponents(
  total: TotalComponents,
  coarse: CoarseResponse,
  grouped: GroupResponse | undefined,
  groupOf: ArrayLike<number>,
  around: Neighbours,
  covariances: readonly Float64Array[],
): SplitComponents {
  const alone: SplitComponents = {
    own: Float64Array.from(total.variances),
    near: new Float64Array(4),
    group: new Float64Array(4),
    reach: around.spacing,
  }
  const areas = coarse.allMass.length
  if (areas < 12 || coarse.size === 0) return alone
  const moments = crossMoments(coarse, grouped, groupOf, around)
  let best: { split: SplitComponents; residual: number } | undefined
  for (const multiple of REACHES) {
    const reach = multiple * around.spacing
    const candidate = fitAtReach(
      total,
      moments,
      around,
      covariances,
      coarse.size,
      reach,
      grouped !== undefined,
    )
    if (best === undefined || candidate.residual < best.residual) best = candidate
  }
  return best?.split ?? alone
}

type Moments = {
  /** Mean product of the area's response with inner ring, outer ring and rest of the group. */
  products: [Float64Array, Float64Array, Float64Array]
  weights: [Float64Array, Float64Array, Float64Array]
  /** Share of the rings in the area's own group. */
  sameGroup: [number, number]
}

function crossMoments(
  coarse: CoarseResponse,
  grouped: GroupResponse | undefined,
  groupOf: ArrayLike<number>,
  { inner, outer, index }: Neighbours,
): Moments {
  const { size, weighted, mass, allMass } = coarse
  const areas = allMass.length
  const ring = inner + outer
  const block = () => new Float64Array(size * size)
  const products: Moments['products'] = [block(), block(), block()]
  const squares = [0, 1, 2, 3].map(() => new Float64Array(size))
  const sameGroup: [number, number] = [0, 0]
  const responses = [0, 1, 2, 3].map(() => new Float64Array(size))
  for (let i = 0; i < areas; i++) {
    for (let c = 0; c < size; c++) {
      const at = i * size + c
      responses[3]![c] = weighted[at]! / mass[at]!
      for (const [which, from, to] of [
        [0, 0, inner],
        [1, inner, ring],
      ] as const) {
        let top = 0
        let bottom = 0
        for (let k = from; k < to; k++) {
          const j = index[i * ring + k]! * size + c
          top += weighted[j]!
          bottom += mass[j]!
        }
        responses[which]![c] = bottom > 0 ? top / bottom : 0
      }
      const g = groupOf[i]! * size + c
      const rest = grouped === undefined ? 0 : grouped.mass[g]! - mass[at]!
      responses[2]![c] =
        rest > 1e-9 && grouped !== undefined ? (grouped.weighted[g]! - weighted[at]!) / rest : 0
    }
    for (let which = 0; which < 3; which++)
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++)
          products[which]![a * size + b]! += (responses[3]![a]! * responses[which]![b]!) / areas
    for (let which = 0; which < 4; which++)
      for (let c = 0; c < size; c++) squares[which]![c]! += responses[which]![c]! ** 2 / areas
    for (let k = 0; k < ring; k++)
      if (groupOf[index[i * ring + k]!] === groupOf[i])
        sameGroup[k < inner ? 0 : 1] += 1 / areas / (k < inner ? inner : outer)
  }
  const weights = [0, 1, 2].map((which) =>
    Float64Array.from({ length: size * size }, (_, cell) => {
      const scale = squares[3]![Math.floor(cell / size)]! * squares[which]![cell % size]!
      return scale > 0 ? 1 / scale : 0
    }),
  ) as Moments['weights']
  return { products, weights, sameGroup }
}

function fitAtReach(
  total: TotalComponents,
  { products, weights, sameGroup }: Moments,
  { inner, outer, distance }: Neighbours,
  covariances: readonly Float64Array[],
  size: number,
  reach: number,
  withGroups: boolean,
): { split: SplitComponents; residual: number } {
  const ring = inner + outer
  const near = [0, 0]
  for (let k = 0; k < distance.length; k++)
    near[k % ring < inner ? 0 : 1]! +=
      Math.exp(-distance[k]! / reach) / (distance.length / ring) / (k % ring < inner ? inner : outer)
  const blocks = withGroups ? 3 : 2
  const cells = size * size
  const design = new Float64Array(blocks * cells * 8)
  const target = new Float64Array(blocks * cells)
  const weight = new Float64Array(blocks * cells)
  for (let block = 0; block < blocks; block++)
    for (let cell = 0; cell < cells; cell++) {
      const row = block * cells + cell
      target[row] = products[block]![cell]!
      weight[row] = weights[block]![cell]!
      for (let component = 0; component < 4; component++) {
        const covariance = covariances[component]![cell]!
        design[row * 8 + component] = block < 2 ? near[block]! * covariance : 0
        design[row * 8 + 4 + component] = withGroups ? (block < 2 ? sameGroup[block]! : 1) * covariance : 0
      }
    }
  const { solution, residual } = nonNegativeLeastSquares(design, target, weight, 8)
  const split: SplitComponents = {
    own: new Float64Array(4),
    near: solution.slice(0, 4),
    group: solution.slice(4, 8),
    reach,
  }
  for (let c = 0; c < 4; c++) {
    const shared = split.near[c]! + split.group[c]!
    const most = (1 - LEAST_OWN) * total.variances[c]!
    if (shared > most) {
      split.near[c]! *= most / shared
      split.group[c]! *= most / shared
    }
    split.own[c] = total.variances[c]! - split.near[c]! - split.group[c]!
  }
  return { split, residual }
}
