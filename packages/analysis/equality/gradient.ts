import { checkGroups, meanRate, ranksOf, sharesOf, sumOf, type Ranked } from './groups.ts'

/**
 * Slope index of inequality: by how much the rate rises from the most deprived home to the least, on the line through the groups
 * weighted by their homes (Preston, Haines and Pamuk 1981). Null where there is one group.
 */
export const slopeIndex = (groups: Ranked): number | null => {
  checkGroups(groups)
  const shares = sharesOf(groups.homes)
  const ranks = ranksOf(groups.homes)
  const mean = meanRate(groups)
  // The mean of ranks, weighted by homes, is one half.
  const spread = sumOf(shares.map((share, group) => share * (ranks[group]! - 0.5) ** 2))
  if (spread < 1e-12) return null
  return (
    sumOf(shares.map((share, group) => share * (ranks[group]! - 0.5) * (groups.rates[group]! - mean))) /
    spread
  )
}

/** Slope index over the mean rate. Null where there is one group or nothing happened. */
export const relativeSlopeIndex = (groups: Ranked): number | null => {
  const slope = slopeIndex(groups)
  const mean = meanRate(groups)
  return slope === null || mean === 0 ? null : slope / mean
}
