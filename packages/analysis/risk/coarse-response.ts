import type { WorkingCounts } from './relative-risk.ts'

/**
 * Working responses in coarse bins for the areas, and summed over any set of areas: the response of a sum is
 * the mean of the responses weighted by expected counts, its Poisson variance one over the summed expectation.
 */
export type CoarseResponse = {
  size: number
  /** Σ μ·(z − mean), areas × size. */
  weighted: Float64Array
  /** Σ μ, areas × size. */
  mass: Float64Array
  /** Σ μ over all bins; length areas. */
  allMass: Float64Array
}

/** Gathers the working responses, less `mean`, into the coarse bins of `coarse`. */
export const coarseResponse = (
  { areas, bins, response, mean: expected }: WorkingCounts,
  coarse: Int32Array,
  size: number,
  mean: number,
): CoarseResponse => {
  const weighted = new Float64Array(areas * size)
  const mass = new Float64Array(areas * size)
  const allMass = new Float64Array(areas)
  for (let i = 0; i < areas; i++)
    for (let b = 0; b < bins; b++) {
      const from = i * bins + b
      const to = i * size + coarse[b]!
      weighted[to]! += expected[from]! * (response[from]! - mean)
      mass[to]! += expected[from]!
      allMass[i]! += expected[from]!
    }
  return { size, weighted, mass, allMass }
}

/** The same sums over groups of areas. */
export type GroupResponse = {
  groups: number
  areasIn: Int32Array
  weighted: Float64Array
  mass: Float64Array
}

/**
 * Sums over boroughs, or undefined where boroughs say nothing: fewer than three of them, or hardly more areas
 * than boroughs.
 */
export const groupResponse = (
  coarse: CoarseResponse,
  group: ArrayLike<number>,
): GroupResponse | undefined => {
  const { size, weighted, mass } = coarse
  const areas = group.length
  let groups = 0
  for (let i = 0; i < areas; i++) groups = Math.max(groups, group[i]! + 1)
  const areasIn = new Int32Array(groups)
  for (let i = 0; i < areas; i++) areasIn[group[i]!]! += 1
  const present = areasIn.filter((count) => count > 0).length
  if (present < 3 || areas < 3 * present) return undefined
  const result: GroupResponse = {
    groups,
    areasIn,
    weighted: new Float64Array(groups * size),
    mass: new Float64Array(groups * size),
  }
  for (let i = 0; i < areas; i++)
    for (let c = 0; c < size; c++) {
      result.weighted[group[i]! * size + c]! += weighted[i * size + c]!
      result.mass[group[i]! * size + c]! += mass[i * size + c]!
    }
  return result
}
