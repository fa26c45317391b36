import { choleskyInPlace, solveLowerInPlace } from '../special/cholesky.ts'
import type { CoarseResponse, GroupResponse } from './coarse-response.ts'
import type { NearestAreas } from './nearest-areas.ts'

/**
 * Mean products of the areas' responses with those of three sums around them: inner ring, outer ring and the
 * rest of the group. Burglaries of different areas are counted apart, so these estimate covariances of the
 * risks without Poisson noise. Each matrix is coarse × coarse and comes whitened: L⁻¹·C·R⁻ᵀ.
 */
export type CrossMoments = {
  size: number
  white: readonly [Float64Array, Float64Array, Float64Array]
  /** Brings a model covariance of the same block into the same whitened form. */
  whiten: (block: number, matrix: Float64Array) => Float64Array
  /** Share of the two rings in the area's own group. */
  sameGroup: readonly [number, number]
}

/** Responses beyond this many root mean squares are drawn in (Huber 1981): a few town centres are no model. */
const clipAt = 2

/** Computes the moments; `grouped` undefined leaves the third block at zero. */
export const crossMoments = (
  coarse: CoarseResponse,
  grouped: GroupResponse | undefined,
  groupOf: ArrayLike<number>,
  around: NearestAreas,
): CrossMoments => {
  const { size } = coarse
  const own = coarse.weighted.map((value, k) => value / coarse.mass[k]!)
  const sums = [
    ringResponses(coarse, around, 0, around.inner),
    ringResponses(coarse, around, around.inner, around.inner + around.outer),
    restOfGroup(coarse, grouped, groupOf),
  ] as const
  for (const responses of [own, ...sums]) clip(responses, size)
  const left = whitener(meanProducts(own, own, size), size)
  const rights = sums.map((responses) => whitener(meanProducts(responses, responses, size), size))
  const whiten = (block: number, matrix: Float64Array) => whitened(matrix, left, rights[block]!, size)
  const [inner, outer, group] = sums
  return {
    size,
    white: [
      whiten(0, meanProducts(own, inner, size)),
      whiten(1, meanProducts(own, outer, size)),
      whiten(2, meanProducts(own, group, size)),
    ],
    whiten,
    sameGroup: sharesOfGroup(groupOf, around),
  }
}

const ringResponses = (
  { size, weighted, mass, allMass }: CoarseResponse,
  { inner, outer, index }: NearestAreas,
  from: number,
  to: number,
): Float64Array => {
  const ring = inner + outer
  const result = new Float64Array(allMass.length * size)
  for (let i = 0; i < allMass.length; i++)
    for (let c = 0; c < size; c++) {
      let top = 0
      let bottom = 0
      for (let k = from; k < to; k++) {
        const j = index[i * ring + k]! * size + c
        top += weighted[j]!
        bottom += mass[j]!
      }
      result[i * size + c] = bottom > 0 ? top / bottom : 0
    }
  return result
}

const restOfGroup = (
  { size, weighted, mass, allMass }: CoarseResponse,
  grouped: GroupResponse | undefined,
  groupOf: ArrayLike<number>,
): Float64Array => {
  const result = new Float64Array(allMass.length * size)
  if (grouped === undefined) return result
  for (let i = 0; i < allMass.length; i++)
    for (let c = 0; c < size; c++) {
      const of = groupOf[i]! * size + c
      const at = i * size + c
      const rest = grouped.mass[of]! - mass[at]!
      if (rest > 1e-9) result[at] = (grouped.weighted[of]! - weighted[at]!) / rest
    }
  return result
}

const sharesOfGroup = (
  groupOf: ArrayLike<number>,
  { inner, outer, index }: NearestAreas,
): readonly [number, number] => {
  const ring = inner + outer
  const same = [0, 0]
  for (let k = 0; k < index.length; k++)
    if (groupOf[index[k]!] === groupOf[Math.floor(k / ring)]) same[k % ring < inner ? 0 : 1]! += 1
  const areas = groupOf.length
  return [same[0]! / (areas * inner || 1), same[1]! / (areas * outer || 1)]
}

const clip = (responses: Float64Array, size: number): void => {
  for (let c = 0; c < size; c++) {
    let squares = 0
    let count = 0
    for (let k = c; k < responses.length; k += size, count++) squares += responses[k]! ** 2
    const most = clipAt * Math.sqrt(squares / Math.max(1, count))
    for (let k = c; k < responses.length; k += size)
      responses[k] = Math.min(most, Math.max(-most, responses[k]!))
  }
}

const meanProducts = (left: Float64Array, right: Float64Array, size: number): Float64Array => {
  const products = new Float64Array(size * size)
  const areas = left.length / size
  for (let i = 0; i < areas; i++)
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++)
        products[a * size + b]! += (left[i * size + a]! * right[i * size + b]!) / areas
  return products
}

/** Cholesky factor of a covariance with a tenth of its diagonal added, so that few areas give no singular one. */
const whitener = (covariance: Float64Array, size: number): Float64Array => {
  const factor = Float64Array.from(covariance)
  for (let k = 0; k < size; k++) factor[k * size + k] = factor[k * size + k]! * 1.1 + 1e-9
  if (!choleskyInPlace(factor, size)) throw new RangeError('a sum of squares is not positive')
  return factor
}

const whitened = (
  matrix: Float64Array,
  left: Float64Array,
  right: Float64Array,
  size: number,
): Float64Array => {
  const result = Float64Array.from(matrix)
  const line = new Float64Array(size)
  for (let r = 0; r < size; r++) {
    line.set(result.subarray(r * size, (r + 1) * size))
    solveLowerInPlace(right, size, line)
    result.set(line, r * size)
  }
  for (let c = 0; c < size; c++) {
    for (let r = 0; r < size; r++) line[r] = result[r * size + c]!
    solveLowerInPlace(left, size, line)
    for (let r = 0; r < size; r++) result[r * size + c] = line[r]!
  }
  return result
}
