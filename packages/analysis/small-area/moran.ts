export type Moran = {
  /** Near 1 where neighbours are alike, near the expectation where values lie at random. */
  readonly i: number
  /** −1/(n − 1), were the values handed out to the areas at random. */
  readonly expected: number
  /** Variance of i over all such hand-outs (randomisation). */
  readonly variance: number
}

/**
 * Moran's I with each area's neighbours weighing 1 in all (row-standardised), its mean and its variance under
 * randomisation (Cliff and Ord 1981, "Spatial processes", chapter 2). An area without neighbours weighs nothing.
 * neighbours: for each area the indices of its neighbours. Throws RangeError for fewer than four areas, no neighbours
 * at all, or values that are all alike.
 */
export const moran = (values: Float64Array, neighbours: readonly (readonly number[])[]): Moran => {
  const n = values.length
  if (n < 4) throw new RangeError(`Moran's I needs four areas or more, found ${n}`)
  if (neighbours.length !== n) {
    throw new RangeError(`values and neighbours must be of one length, found ${n} and ${neighbours.length}`)
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const deviation = values.map((value) => value - mean)
  const second = deviation.reduce((sum, d) => sum + d ** 2, 0)
  const fourth = deviation.reduce((sum, d) => sum + d ** 4, 0)
  if (!(second > 0)) throw new RangeError('the values are all alike: there is nothing to be correlated')

  const inflow = new Float64Array(n)
  const weightOf = neighbours.map((of) => new Map(of.map((j) => [j, 1 / of.length])))
  let cross = 0
  let s0 = 0
  let s1 = 0
  for (const [i, weights] of weightOf.entries()) {
    for (const [j, weight] of weights) {
      if (!(j >= 0 && j < n)) throw new RangeError(`area ${i} has a neighbour ${j} that is not there`)
      cross += weight * deviation[i]! * deviation[j]!
      s0 += weight
      inflow[j]! += weight
      const back = weightOf[j]!.get(i) ?? 0
      // S₁ = ½ Σᵢⱼ (wᵢⱼ + wⱼᵢ)²: a pair linked one way only is met once here but stands twice in the sum.
      s1 += (weight + back) ** 2 * (back > 0 ? 0.5 : 1)
    }
  }
  if (s0 === 0) throw new RangeError('no area has a neighbour')
  const s2 = inflow.reduce((sum, into, i) => sum + (into + (weightOf[i]!.size > 0 ? 1 : 0)) ** 2, 0)

  const kurtosis = (n * fourth) / second ** 2
  const expected = -1 / (n - 1)
  const asDrawn = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 ** 2)
  const peaked = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 ** 2)
  const variance = (asDrawn - peaked) / ((n - 1) * (n - 2) * (n - 3) * s0 ** 2) - expected ** 2
  return { i: (n / s0) * (cross / second), expected, variance }
}
