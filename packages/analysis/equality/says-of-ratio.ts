import type { Estimate } from './concentration.ts'

/** What an interval of a ratio says of 1. Null, which could not be worked out, cannot tell either. */
export const saysOfRatio = (
  ratio: Pick<Estimate, 'low' | 'high'> | null,
): 'less' | 'more' | 'cannot tell' => {
  if (ratio && ratio.high < 1) return 'less'
  return ratio && ratio.low > 1 ? 'more' : 'cannot tell'
}
