/** Weeks that the pace is taken from. */
export const paceWeeks = 8

/** Stock is low where it may be used up within so many weeks. */
const lowWeeks = 4

/**
 * How many weeks a stock lasts at the pace of the last weeks, with the likely range (95%); `high` is null where the pace
 * may as well be nothing.
 */
export type WeeksLeft = { weeks: number; low: number; high: number | null; isLow: boolean }

/** 97.5% points of Student's t by degrees of freedom, from 1: Abramowitz and Stegun (1964), table 26.10. */
const studentsT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365]

/**
 * Weeks that `kits` last: `out` are the kits that left in each of the last weeks, at most eight. The range is that of the
 * mean of a week, by Student's t; its variance is that of the weeks and at least the mean, as of counts (Poisson).
 * Undefined without a pace: no kit left, or fewer than two weeks are known.
 */
export const weeksLeft = (kits: number, out: readonly number[]): WeeksLeft | undefined => {
  const n = out.length
  const t = studentsT[n - 2]
  const mean = out.reduce((sum, each) => sum + each, 0) / n
  if (t === undefined || !(mean > 0)) return undefined
  const variance = out.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (n - 1)
  const margin = t * Math.sqrt(Math.max(variance, mean) / n)
  const low = kits / (mean + margin)
  return {
    weeks: kits / mean,
    low,
    high: mean > margin ? kits / (mean - margin) : null,
    isLow: low < lowWeeks,
  }
}

const whole = (weeks: number): string => String(Math.round(weeks))

/** `10 (8 to 14)`; `not known` without a pace. */
export const weeksInWords = (left: WeeksLeft | undefined): string => {
  if (!left) return 'not known'
  const range =
    left.high === null ? `${whole(left.low)} or more` : `${whole(left.low)} to ${whole(left.high)}`
  return `${whole(left.weeks)} (${range})`
}
