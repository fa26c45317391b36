import { wilson } from '../saturation/intervals.ts'
import { twoSidedQuantile } from '../special/distributions.ts'
import type { Estimate } from './concentration.ts'

/** So many of so many; whole numbers. */
export type Part = { found: number; of: number }

const checkPart = ({ found, of }: Part): void => {
  if (!(Number.isSafeInteger(found) && Number.isSafeInteger(of) && of > 0 && found >= 0 && found <= of))
    throw new RangeError(`a part is a whole number of a whole number: ${found} of ${of}`)
}

/**
 * Ratio of two shares with its interval on the logarithm (Katz, Baptista, Azen and Pike 1978, Biometrics 34). Null where either
 * found none: the logarithm then has no variance, and nothing can be told.
 */
export const shareRatio = (one: Part, other: Part, level = 0.95): Estimate | null => {
  checkPart(one)
  checkPart(other)
  if (one.found === 0 || other.found === 0) return null
  const value = one.found / one.of / (other.found / other.of)
  const error = Math.sqrt(1 / one.found - 1 / one.of + 1 / other.found - 1 / other.of)
  const reach = Math.exp(twoSidedQuantile(level) * error)
  return { value, low: value / reach, high: value * reach }
}

/** Difference of two shares, by the score intervals of each (Newcombe 1998, Statistics in Medicine 17, method 10). */
export const shareDifference = (one: Part, other: Part, level = 0.95): Estimate => {
  checkPart(one)
  checkPart(other)
  const [first, second] = [one.found / one.of, other.found / other.of]
  const [ofFirst, ofSecond] = [wilson(one.found, one.of, level), wilson(other.found, other.of, level)]
  const value = first - second
  return {
    value,
    low: value - Math.hypot(first - ofFirst.low, ofSecond.high - second),
    high: value + Math.hypot(ofFirst.high - first, second - ofSecond.low),
  }
}
