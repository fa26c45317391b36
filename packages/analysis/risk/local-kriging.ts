import { choleskyInPlace, solveLowerInPlace, solveUpperInPlace } from '../special/cholesky.ts'
import type { CoarseResponse, GroupResponse } from './coarse-response.ts'
import type { Parts } from './covariances.ts'
import type { NearestAreas } from './nearest-areas.ts'
import { expand, type WorkingCounts } from './relative-risk.ts'
import type { Place, Ring, Surroundings } from './surroundings.ts'

/** Best linear prediction of each area's log relative risk over the forecast period, less the overall mean. */
export type Prediction = { logRisk: Float64Array; variance: Float64Array }

const largestStep = 1.5

/**
 * Moves each area's point of expansion from its long-run risk to its smoothed history, from its own bins alone.
 * `tails`: factor of each area's own persistent variance (long-run-tails.ts).
 */
export const smoothExpansion = (
  working: WorkingCounts,
  { whole, lasting }: Parts,
  tails: Float64Array,
  mean: number,
): void => {
  const { areas, bins, response, mean: expected, at } = working
  const factor = new Float64Array(bins * bins)
  const weights = new Float64Array(bins)
  const prior = new Float64Array(bins * bins)
  for (let i = 0; i < areas; i++) {
    const extra = tails[i]! - 1
    for (let k = 0; k < factor.length; k++) {
      prior[k] = whole.fineFine[k]! + widened(extra, lasting.fineFine[k]!, lasting.now)
      factor[k] = prior[k]!
    }
    for (let b = 0; b < bins; b++) {
      factor[b * bins + b]! += 1 / expected[i * bins + b]!
      weights[b] = response[i * bins + b]! - mean
    }
    if (!choleskyInPlace(factor, bins)) continue
    solveLowerInPlace(factor, bins, weights)
    solveUpperInPlace(factor, bins, weights)
    for (let b = 0; b < bins; b++) {
      let smoothed = mean
      for (let k = 0; k < bins; k++) smoothed += prior[b * bins + k]! * weights[k]!
      const start = at[i * bins + b]!
      at[i * bins + b] = Math.min(start + largestStep, Math.max(start - largestStep, smoothed))
    }
  }
  expand(working)
}

/**
 * Kriging in a neighbourhood (Cressie 1993; Vecchia 1988): each area is predicted from its own bins, the sums
 * over two rings of neighbours and the sum over its group, all at once. The systems have a fixed size, so the
 * cost is linear in the number of areas. `effective`: see `effectiveNeighbours`.
 */
export const krige = (
  working: WorkingCounts,
  coarse: CoarseResponse,
  grouped: GroupResponse | undefined,
  place: Place,
  around: NearestAreas,
  surroundings: readonly Surroundings[],
  parts: Parts,
  effective: number,
  tails: Float64Array,
  mean: number,
): Prediction => {
  const { areas, bins } = working
  const c = coarse.size
  const { inner, outer, index } = around
  const ring = inner + outer
  const size = bins + (inner > 0 ? c : 0) + (outer > 0 ? c : 0) + (grouped ? c : 0)
  const matrix = new Float64Array(size * size)
  const data = new Float64Array(size)
  const future = new Float64Array(size)
  const result: Prediction = { logRisk: new Float64Array(areas), variance: new Float64Array(areas) }
  const innerAt = bins
  const outerAt = innerAt + (inner > 0 ? c : 0)
  const groupAt = outerAt + (outer > 0 ? c : 0)
  const { own, near, group, whole, lasting } = parts

  /** Fills a coarse block on or below the diagonal with a·own + b·near + g·group. */
  const fill = (top: number, left: number, a: number, b: number, g: number) => {
    for (let r = 0; r < c; r++)
      for (let k = 0; k < c; k++) {
        const cell = r * c + k
        matrix[(top + r) * size + left + k] =
          a * own.coarseCoarse[cell]! + b * near.coarseCoarse[cell]! + g * group.coarseCoarse[cell]!
      }
  }
  const crossFine = (top: number, b: number, g: number) => {
    for (let r = 0; r < c; r++)
      for (let k = 0; k < bins; k++)
        matrix[(top + r) * size + k] = b * near.fineCoarse[k * c + r]! + g * group.fineCoarse[k * c + r]!
  }
  const ringBlock = (top: number, area: number, from: number, to: number, about: Ring) => {
    crossFine(top, about.withArea, about.sameGroup)
    fill(top, top, about.concentration, about.withItself, about.sharedGroup)
    for (let k = 0; k < c; k++) {
      let weighted = 0
      let mass = 0
      for (let n = from; n < to; n++) {
        const j = index[area * ring + n]! * c + k
        weighted += coarse.weighted[j]!
        mass += coarse.mass[j]!
      }
      data[top + k] = weighted / mass
      matrix[(top + k) * size + top + k]! += 1 / mass
      future[top + k] = about.withArea * near.futureCoarse[k]! + about.sameGroup * group.futureCoarse[k]!
    }
  }

  for (let i = 0; i < areas; i++) {
    const extra = tails[i]! - 1
    for (let a = 0; a < bins; a++) {
      for (let b = 0; b <= a; b++)
        matrix[a * size + b] =
          whole.fineFine[a * bins + b]! + widened(extra, lasting.fineFine[a * bins + b]!, lasting.now)
      matrix[a * size + a]! += 1 / working.mean[i * bins + a]!
      data[a] = working.response[i * bins + a]! - mean
      future[a] = whole.futureFine[a]! + widened(extra, lasting.futureFine[a]!, lasting.now)
    }
    const nearby = surroundings[i]!
    if (inner > 0) ringBlock(innerAt, i, 0, inner, nearby.inner)
    if (outer > 0) {
      ringBlock(outerAt, i, inner, ring, nearby.outer)
      fill(outerAt, innerAt, 0, nearby.innerOuter, nearby.innerOuterGroup)
    }
    if (grouped) {
      const g = place.groups[i]!
      crossFine(groupAt, 0, 1)
      if (inner > 0) fill(groupAt, innerAt, 0, 0, nearby.inner.sameGroup)
      if (outer > 0) fill(groupAt, outerAt, 0, 0, nearby.outer.sameGroup)
      const others = Math.max(1, grouped.areasIn[g]! - 1)
      fill(groupAt, groupAt, 1 / others, effective / others, 1)
      for (let k = 0; k < c; k++) {
        const mass = grouped.mass[g * c + k]! - coarse.mass[i * c + k]!
        const weighted = grouped.weighted[g * c + k]! - coarse.weighted[i * c + k]!
        data[groupAt + k] = mass > 1e-9 ? weighted / mass : 0
        matrix[(groupAt + k) * size + groupAt + k]! += mass > 1e-9 ? 1 / mass : 1e9
        future[groupAt + k] = group.futureCoarse[k]!
      }
    }
    if (!choleskyInPlace(matrix, size)) throw new RangeError(`area ${i}: its covariance is not positive`)
    solveLowerInPlace(matrix, size, data)
    solveLowerInPlace(matrix, size, future)
    let logRisk = mean
    let variance = whole.futureFuture + widened(extra, lasting.futureFuture, lasting.now)
    for (let k = 0; k < size; k++) {
      logRisk += data[k]! * future[k]!
      variance -= future[k]! * future[k]!
    }
    result.logRisk[i] = logRisk
    result.variance[i] = Math.max(variance, 0)
  }
  return result
}

/**
 * What far-out areas add to a covariance: they are far out for good, so the addition does not decay with time;
 * where the long-run variance is narrower than the common one, the decaying covariance itself is scaled.
 */
const widened = (extra: number, covariance: number, variance: number): number =>
  extra * (extra > 0 ? variance : covariance)

/** Variance left in each group's own part of the future, given the sums over its areas. */
export const groupVariances = (
  grouped: GroupResponse,
  size: number,
  parts: Parts,
  effective: number,
): Float64Array => {
  const { own, near, group } = parts
  return Float64Array.from({ length: grouped.groups }, (_, g) => {
    const count = grouped.areasIn[g]!
    if (count === 0) return group.futureFuture
    const factor = Float64Array.from(
      { length: size * size },
      (_value, cell) =>
        group.coarseCoarse[cell]! + (own.coarseCoarse[cell]! + effective * near.coarseCoarse[cell]!) / count,
    )
    for (let k = 0; k < size; k++) factor[k * size + k]! += 1 / Math.max(grouped.mass[g * size + k]!, 1e-9)
    if (!choleskyInPlace(factor, size)) return group.futureFuture
    const future = Float64Array.from(group.futureCoarse)
    solveLowerInPlace(factor, size, future)
    return Math.max(0, group.futureFuture - future.reduce((sum, value) => sum + value * value, 0))
  })
}

/** Effective number of areas that share one area's near field: 1 + Σ exp(−distance/reach) over its rings. */
export const effectiveNeighbours = ({ inner, outer, distance }: NearestAreas, reach: number): number => {
  if (inner + outer === 0) return 1
  let sum = 0
  for (const metres of distance) sum += Math.exp(-metres / reach)
  return 1 + (sum * (inner + outer)) / distance.length
}
