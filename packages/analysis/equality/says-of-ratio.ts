import { shareDifference, shareRatio, type Part } from './compare-shares.ts'
import type { Estimate } from './concentration.ts'

/**
 * What an interval of a ratio says of 1. Null, which could not be worked out, cannot tell either: where one share found none, ask
 * `saysOfShares`.
 */
export const saysOfRatio = (
  ratio: Pick<Estimate, 'low' | 'high'> | null,
): 'less' | 'more' | 'cannot tell' => {
  if (ratio && ratio.high < 1) return 'less'
  return ratio && ratio.low > 1 ? 'more' : 'cannot tell'
}

/** What two shares say of each other; where one found none, by the interval of their difference, since no ratio has one. */
export const saysOfShares = (one: Part, other: Part, level = 0.95): ReturnType<typeof saysOfRatio> => {
  const ratio = shareRatio(one, other, level)
  if (ratio) return saysOfRatio(ratio)
  const { low, high } = shareDifference(one, other, level)
  if (high < 0) return 'less'
  return low > 0 ? 'more' : 'cannot tell'
}
