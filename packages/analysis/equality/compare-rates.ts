import { clopperPearson } from '../saturation/intervals.ts'
import type { Estimate } from './concentration.ts'
import { sumOf } from './groups.ts'

/** So many in so much exposure: homes, home-years, expected burglaries. */
export type Rate = { count: number; exposure: number }

// Two chances that differ by rounding alone are one.
const relativeRounding = 1 + 1e-7

/** Chances of 0 to `tries` of so many tries with chance p each, all over the likeliest one's. */
const relativeChances = (tries: number, p: number): Float64Array => {
  const chances = new Float64Array(tries + 1)
  const mode = Math.min(tries, Math.floor((tries + 1) * p))
  const odds = p / (1 - p)
  chances[mode] = 1
  for (let k = mode; k < tries; k++) chances[k + 1] = chances[k]! * ((tries - k) / (k + 1)) * odds
  for (let k = mode; k > 0; k--) chances[k - 1] = chances[k]! * (k / (tries - k + 1) / odds)
  return chances
}

/** Chance of all that is no likelier than what was seen. */
const exactP = (seen: number, tries: number, p: number): number => {
  const chances = relativeChances(tries, p)
  const most = chances[seen]! * relativeRounding
  return sumOf(chances.filter((chance) => chance <= most)) / sumOf(chances)
}

/** A ratio of rates; `high` is Infinity where the other counted none. */
export type RateRatio = Estimate & { p: number }

/**
 * Ratio of two Poisson rates, exact given their sum (Przyborowski and Wilenski 1940, Biometrika 31; interval of Clopper and
 * Pearson). Counts are whole, exposures above 0. Null where neither counted any.
 */
export const rateRatio = (one: Rate, other: Rate, level = 0.95): RateRatio | null => {
  for (const { count, exposure } of [one, other]) {
    if (!(Number.isSafeInteger(count) && count >= 0 && exposure > 0 && Number.isFinite(exposure)))
      throw new RangeError(`a rate is a whole number over an exposure above 0: ${count} over ${exposure}`)
  }
  const sum = one.count + other.count
  if (sum === 0) return null
  const ofExposure = other.exposure / one.exposure
  const asRatio = (share: number): number => (share === 1 ? Infinity : (share / (1 - share)) * ofExposure)
  const { low, high } = clopperPearson(one.count, sum, level)
  return {
    value: asRatio(one.count / sum),
    low: asRatio(low),
    high: asRatio(high),
    p: exactP(one.count, sum, one.exposure / (one.exposure + other.exposure)),
  }
}
