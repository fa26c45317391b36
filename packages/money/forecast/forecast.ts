import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { pence, type Pence } from '../pence/pence.ts'

/** Pence by the end of some months to come, with an 80% interval; or why nothing can be told. */
export type Forecast = { estimate: Pence; low: Pence; high: Pence } | { because: string }

/** Full months that a forecast needs: of fewer no spread can be told. */
export const leastMonths = 3
/** Full months that it looks back at most. */
export const mostMonths = 12
const coverage = 0.8

/**
 * What will be taken of a budget so many months from now, by the pace of full months: `taken` so far, `months` with what each took,
 * the latest last, and `left` months, which need not be whole. The months to come are taken to be like those that were: the
 * mean for each, and an 80% prediction interval of their sum by Student's t, s·√(k + k²/n) on n − 1 degrees of freedom, which holds
 * the chance of each month to come and of the mean. It goes no lower than what is taken.
 */
export const forecastOf = (taken: Pence, months: readonly Pence[], left: number): Forecast => {
  if (left <= 0) return { estimate: taken, low: taken, high: taken }
  const seen = months.slice(-mostMonths)
  const n = seen.length
  if (n < leastMonths)
    return { because: `cannot tell: ${n} full months are known, and ${leastMonths} are needed` }
  const mean = seen.reduce((sum, each) => sum + each, 0) / n
  const variance = seen.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (n - 1)
  const spread = tQuantile((1 + coverage) / 2, n - 1) * Math.sqrt(variance * (left + left ** 2 / n))
  const at = (amount: number): Pence => pence(Math.round(Math.max(taken, taken + amount)))
  return { estimate: at(left * mean), low: at(left * mean - spread), high: at(left * mean + spread) }
}
