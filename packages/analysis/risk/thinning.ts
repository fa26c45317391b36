import type { RiskForecast } from './expected-burglaries.ts'

/** Share of each area's burglaries that belongs to a narrower series, and the variance of that share; length n. */
export type Shares = { share: Float64Array; variance: Float64Array }

/**
 * Shares of a narrower series by group, from counts of both: beta-binomial empirical Bayes (Griffin & Krutchkoff 1971,
 * doi 10.1093/biomet/58.1.217). A group with few burglaries is drawn towards the share of all; between-group variance
 * by moments. `part[g]` of `whole[g]` burglaries; a group without any has the share of all.
 * Throws RangeError when a part exceeds its whole.
 */
export const groupShares = (part: ArrayLike<number>, whole: ArrayLike<number>): Shares => {
  const groups = whole.length
  let parts = 0
  let wholes = 0
  for (let g = 0; g < groups; g++) {
    if (!(part[g]! >= 0 && part[g]! <= whole[g]!)) {
      throw new RangeError(`group ${g}: ${part[g]} of ${whole[g]} is no share`)
    }
    parts += part[g]!
    wholes += whole[g]!
  }
  const mean = wholes > 0 ? parts / wholes : 0.5
  const strength = priorStrength(part, whole, mean)
  const share = new Float64Array(groups)
  const variance = new Float64Array(groups)
  for (let g = 0; g < groups; g++) {
    share[g] = (part[g]! + strength * mean) / (whole[g]! + strength)
    variance[g] = (share[g]! * (1 - share[g]!)) / (whole[g]! + strength + 1)
  }
  return { share, variance }
}

/** α + β of the beta prior: the number of burglaries that the common share counts for. */
const priorStrength = (part: ArrayLike<number>, whole: ArrayLike<number>, mean: number): number => {
  const binomial = mean * (1 - mean)
  // All or none of the burglaries belong to the series: no group differs from any other.
  if (!(binomial > 0)) return 1
  let observed = 0
  let chance = 0
  let weight = 0
  for (let g = 0; g < whole.length; g++) {
    const all = whole[g]!
    if (all === 0) continue
    observed += all * (part[g]! / all - mean) ** 2
    chance += binomial
    weight += all
  }
  const between = Math.max((observed - chance) / Math.max(weight, 1), binomial * 1e-6)
  return Math.max(binomial / between - 1, 1)
}

/**
 * The forecast of a narrower series: every burglary belongs to it with its area's share. Thinning leaves the relative
 * uncertainty of the risk as it is and adds that of the share, which neighbouring areas of one group have in common.
 */
export const thinnedForecast = (forecast: RiskForecast, { share, variance }: Shares): RiskForecast => {
  const expected = forecast.expected.map((value, area) => value * share[area]!)
  const extra = variance.map((value, area) => (share[area]! > 0 ? Math.log1p(value / share[area]! ** 2) : 0))
  return {
    ...forecast,
    expected,
    logVariance: forecast.logVariance.map((value, area) => value + extra[area]!),
    nearVariance: forecast.nearVariance.map((value, area) => value + extra[area]!),
    city: { ...forecast.city, expected: expected.reduce((sum, value) => sum + value, 0) },
  }
}
