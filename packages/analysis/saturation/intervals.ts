import { betaQuantile } from '../special/beta.ts'
import { hypergeometric, upperTails } from '../special/hypergeometric.ts'
import { normalQuantile } from '../special/normal-quantile.ts'

/** Both ends are included. */
export type Interval = { readonly low: number; readonly high: number }

/** Throws RangeError for a level outside 0 to 1. */
export const checkLevel = (level: number): void => {
  if (!(level > 0 && level < 1)) throw new RangeError(`the level must lie between 0 and 1, found ${level}`)
}

const checkSample = (found: number, of: number): void => {
  if (!(of > 0 && found >= 0 && found <= of && Number.isFinite(of)))
    throw new RangeError(`a sample must have homes, and as many or fewer found: ${found} of ${of}`)
}

const checkCounts = (found: number, of: number): void => {
  checkSample(found, of)
  if (!(Number.isSafeInteger(found) && Number.isSafeInteger(of)))
    throw new RangeError(`homes are counted in whole numbers, found ${found} of ${of}`)
}

/**
 * Interval of a share from a sample by the score test (Wilson 1927, Journal of the American Statistical Association 22).
 * The numbers need not be whole, so that a clustered sample may stand with its effective number.
 * Throws RangeError for an empty sample, more found than looked at, or a level outside 0 to 1.
 */
export const wilson = (found: number, of: number, level = 0.95): Interval => {
  checkSample(found, of)
  checkLevel(level)
  const z = normalQuantile((1 + level) / 2)
  const share = found / of
  const shrink = 1 + (z * z) / of
  const centre = (share + (z * z) / (2 * of)) / shrink
  const reach = (z / shrink) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  // At the ends the two are equal but for rounding.
  return { low: found === 0 ? 0 : centre - reach, high: found === of ? 1 : centre + reach }
}

/**
 * Number of independent visits worth as much as `visits` in clusters of `cluster` homes whose outcomes correlate by `rho`:
 * visits / (1 + (cluster − 1) rho) (Kish 1965, "Survey sampling"). Throws RangeError for a cluster below 1 or rho outside 0 to 1.
 */
export const effectiveVisits = (visits: number, cluster: number, rho: number): number => {
  if (!(cluster >= 1 && rho >= 0 && rho <= 1))
    throw new RangeError(`clusters have 1 home or more and rho is from 0 to 1, found ${cluster} and ${rho}`)
  return visits / (1 + (cluster - 1) * rho)
}

/**
 * Exact interval of a share from a sample of a place without end (Clopper and Pearson 1934, Biometrika 26): it holds the
 * truth at least as often as the level says. Each end alone is a bound at (1 + level) / 2: for a one-sided 95% take 0.9.
 * Throws RangeError for counts that are not whole, an empty sample, or a level outside 0 to 1.
 */
export const clopperPearson = (found: number, of: number, level = 0.95): Interval => {
  checkCounts(found, of)
  checkLevel(level)
  const tail = (1 - level) / 2
  return {
    low: found === 0 ? 0 : betaQuantile(tail, { a: found, b: of - found + 1 }),
    high: found === of ? 1 : betaQuantile(1 - tail, { a: found + 1, b: of - found }),
  }
}

/**
 * Smallest whole number from `low` to `high` of which something holds that, once it holds, holds of all above. It is taken
 * to hold of `high`.
 */
export const smallestWhere = (low: number, high: number, holds: (value: number) => boolean): number => {
  let [from, to] = [low, high]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (holds(middle)) to = middle
    else from = middle + 1
  }
  return to
}

/** Whether a chance is above a tail, and not equal to it but for rounding. */
export const isMoreThan = (tail: number, chance: number): boolean => chance > tail + 1e-12

/**
 * Homes of an area that are protected, from a sample of them drawn without putting back: every number under which neither
 * so many nor so few would be found has more than half of 1 − level (Katz 1953, Journal of the American Statistical Association 48).
 * found, of: homes found protected and looked at; homes: of the area. Whole homes; looking at all of them leaves no doubt.
 * Throws RangeError for counts that are not whole, an empty sample or one larger than the area, or a level outside 0 to 1.
 */
export const protectedHomes = (found: number, of: number, homes: number, level = 0.95): Interval => {
  checkCounts(found, of)
  checkLevel(level)
  if (!(Number.isSafeInteger(homes) && homes >= of))
    throw new RangeError(`${of} homes cannot be drawn from ${homes}`)
  const tail = (1 - level) / 2
  const atLeast = (number: number, marked: number): number =>
    upperTails(hypergeometric(homes, marked, of))[number]!
  const [fewest, most] = [found, homes - of + found]
  return {
    low: smallestWhere(fewest, most, (marked) => isMoreThan(tail, atLeast(found, marked))),
    // Among those that are not protected the same question is asked from the other side.
    high:
      homes - smallestWhere(of - found, homes - found, (bare) => isMoreThan(tail, atLeast(of - found, bare))),
  }
}
