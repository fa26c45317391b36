import { normalQuantile } from './normal-quantile.ts'

/**
 * The shortest set of consecutive counts that holds at least `level` of a negative binomial distribution with
 * the given mean and variance (a highest-density interval: the likeliest counts are taken first). A variance
 * not above the mean gives the Poisson distribution. `low` and `high` are whole numbers and both included.
 *
 * Above a mean of 5,000 the quantiles of the log-normal distribution with the same moments are used instead;
 * there the two differ by less than a hundredth of the standard deviation.
 *
 * Throws RangeError unless 0 < level < 1 and mean and variance are finite and not negative.
 */
export const countInterval = (
  mean: number,
  variance: number,
  level: number,
): { low: number; high: number } => {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1, found ${level}`)
  if (!(mean >= 0 && Number.isFinite(mean) && variance >= 0 && Number.isFinite(variance)))
    throw new RangeError(`mean and variance must be finite and not negative, found ${mean} and ${variance}`)
  if (mean === 0) return { low: 0, high: 0 }
  if (mean > 5000) return logNormalInterval(mean, Math.max(mean, variance), level)

  const excess = variance - mean
  const size = excess > 1e-9 * mean ? (mean * mean) / excess : Infinity
  const ratio = size === Infinity ? 0 : mean / (mean + size)
  // p(k+1)/p(k) = (k + size)/(k + 1) · mean/(mean + size); for the Poisson mean/(k + 1).
  const up = (k: number) => (size === Infinity ? mean / (k + 1) : ((k + size) / (k + 1)) * ratio)
  const mode = size === Infinity ? Math.floor(mean) : Math.max(0, Math.floor(((size - 1) * mean) / size))
  // Probabilities relative to the mode's, summed over everything that matters, so no gamma function is needed.
  let total = 1
  for (let k = mode, p = 1; p > 1e-17 * total; k++) total += p *= up(k)
  for (let k = mode, p = 1; k > 0 && p > 1e-17 * total; k--) total += p /= up(k - 1)

  let low = mode
  let high = mode
  let held = 1
  let below = mode > 0 ? 1 / up(mode - 1) : 0
  let above = up(mode)
  while (held < level * total) {
    if (above >= below) {
      held += above
      high++
      above *= up(high)
    } else {
      held += below
      low--
      below = low > 0 ? below / up(low - 1) : 0
    }
  }
  return { low, high }
}

const logNormalInterval = (mean: number, variance: number, level: number) => {
  const logVariance = Math.log1p(variance / (mean * mean))
  const centre = Math.log(mean) - logVariance / 2
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(logVariance)
  return { low: Math.floor(Math.exp(centre - reach)), high: Math.ceil(Math.exp(centre + reach)) }
}
