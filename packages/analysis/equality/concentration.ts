import { twoSidedQuantile } from '../special/distributions.ts'
import { checkGroups, meanRate, ranksOf, sharesOf, sumOf, type Ranked } from './groups.ts'

/** A number with its interval. */
export type Estimate = { value: number; low: number; high: number }

/** A point of the curve: of the homes, most deprived first, this share has that share of what happened. Both from 0 to 1. */
export type CurvePoint = { homes: number; share: number }

/** Concentration curve, from 0, 0 to 1, 1 (Wagstaff, Paci and van Doorslaer 1991, Social Science & Medicine 33). Null where nothing happened. */
export const concentrationCurve = (groups: Ranked): CurvePoint[] | null => {
  checkGroups(groups)
  const mean = meanRate(groups)
  if (mean === 0) return null
  let [homes, share] = [0, 0]
  const points = Array.from(sharesOf(groups.homes), (part, group) => {
    homes += part
    share += (part * groups.rates[group]!) / mean
    return { homes, share }
  })
  return [{ homes: 0, share: 0 }, ...points]
}

/**
 * Concentration index of grouped data, from −1 to 1: below 0 where the most deprived, who come first, have more than their share,
 * 0 where all have the same (Kakwani, Wagstaff and van Doorslaer 1997, Journal of Econometrics 77). Null where nothing happened.
 */
export const concentrationIndex = (groups: Ranked): number | null => {
  checkGroups(groups)
  const mean = meanRate(groups)
  if (mean === 0) return null
  const ranks = ranksOf(groups.homes)
  const shares = sharesOf(groups.homes)
  return (2 / mean) * sumOf(shares.map((share, group) => share * groups.rates[group]! * ranks[group]!)) - 1
}

/**
 * The index of shares of homes, from 0 to 1, where 1 − share has the same index with the other sign (Erreygers 2009, Journal of
 * Health Economics 28): 4 × mean × index. Null where nothing happened.
 */
export const erreygersIndex = (groups: Ranked): number | null => {
  const index = concentrationIndex(groups)
  return index === null ? null : 4 * meanRate(groups) * index
}

/** The index of shares of homes divided by the largest that it can be with their mean (Wagstaff 2005, Health Economics 14). Null where none or all have it. */
export const wagstaffIndex = (groups: Ranked): number | null => {
  const index = concentrationIndex(groups)
  const mean = meanRate(groups)
  return index === null || mean >= 1 ? null : index / (1 - mean)
}

/**
 * The index with its interval. Homes are counted and not sampled; what could have come out otherwise is the rate of each group,
 * whose variances are passed in. So of the variance of Kakwani, Wagstaff and van Doorslaer (1997) the part of the groups'
 * own rates is taken: Σ (share / mean)² (2 rank − 1 − index)² variance. `level` between 0 and 1. Null where nothing happened.
 */
export const concentrationEstimate = (
  groups: Ranked,
  variances: ArrayLike<number>,
  level = 0.95,
): Estimate | null => {
  const value = concentrationIndex(groups)
  if (value === null) return null
  const reach = twoSidedQuantile(level) * Math.sqrt(indexVariance(groups, variances, value))
  return { value, low: value - reach, high: value + reach }
}

const indexVariance = (groups: Ranked, variances: ArrayLike<number>, index: number): number => {
  if (variances.length !== groups.rates.length)
    throw new RangeError(`each group has a variance: ${variances.length} of ${groups.rates.length}`)
  const mean = meanRate(groups)
  const ranks = ranksOf(groups.homes)
  const parts = sharesOf(groups.homes).map(
    (share, group) => ((share / mean) * (2 * ranks[group]! - 1 - index)) ** 2 * variances[group]!,
  )
  return sumOf(parts)
}

/** What was done, what was needed, and how sure each is, by group. */
export type DoneAndNeeded = {
  homes: ArrayLike<number>
  done: ArrayLike<number>
  needed: ArrayLike<number>
  doneVariances: ArrayLike<number>
  neededVariances: ArrayLike<number>
}

/**
 * Horizontal inequity: the index of what was done less that of what was needed (Wagstaff and van Doorslaer 2000, Journal of Human
 * Resources 35). Above 0 the less deprived had more than their need. The two are taken for independent, which makes the interval
 * too wide where they rise together. Null where nothing was done or needed.
 */
export const horizontalInequity = (
  { homes, done, needed, doneVariances, neededVariances }: DoneAndNeeded,
  level = 0.95,
): Estimate | null => {
  const ofDone: Ranked = { homes, rates: done }
  const ofNeed: Ranked = { homes, rates: needed }
  const [doneIndex, needIndex] = [concentrationIndex(ofDone), concentrationIndex(ofNeed)]
  if (doneIndex === null || needIndex === null) return null
  const value = doneIndex - needIndex
  const variance =
    indexVariance(ofDone, doneVariances, doneIndex) + indexVariance(ofNeed, neededVariances, needIndex)
  const reach = twoSidedQuantile(level) * Math.sqrt(variance)
  return { value, low: value - reach, high: value + reach }
}
