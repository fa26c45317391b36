import digamma from '@stdlib/math-base-special-digamma'
import trigamma from '@stdlib/math-base-special-trigamma'
import { poissonRegression, type PoissonRegression } from '../poisson/regression.ts'

const mostRounds = 200

/** Above this the counts are no more spread out than Poisson counts, and the size has no bound. */
const largestSize = 1e7

/**
 * Negative binomial regression, variance = mean + mean²/size (Hilbe 2011; "NB2"): coefficients and size by maximum
 * likelihood in turn. Undefined where the counts are not spread out more than Poisson counts, so that no size is best.
 * Errors as `poissonRegression`.
 */
export const negativeBinomialRegression = (
  counts: Float64Array,
  design: Float64Array,
  columns: number,
  offset: Float64Array,
): { fit: PoissonRegression; size: number } | undefined => {
  let fit = poissonRegression(counts, design, columns, offset)
  if (fit.dispersion <= 1) return undefined
  const mean = fit.means.reduce((sum, each) => sum + each, 0) / counts.length
  let size: number | undefined = mean / (fit.dispersion - 1)
  for (let round = 0; round < mostRounds; round++) {
    const before: number = size
    size = bestSize(counts, fit.means, before)
    if (size === undefined) return undefined
    fit = poissonRegression(counts, design, columns, offset, size)
    if (Math.abs(size - before) < 1e-10 * size) return { fit, size }
  }
  return undefined
}

/** The size of largest likelihood given the means, by Newton's method on its logarithm. */
const bestSize = (counts: Float64Array, means: Float64Array, start: number): number | undefined => {
  let size = start
  for (let round = 0; round < mostRounds; round++) {
    let [slope, bend] = [0, 0]
    for (let at = 0; at < counts.length; at++) {
      const [count, mean] = [counts[at]!, means[at]!]
      slope += digamma(count + size) - digamma(size)
      bend += trigamma(count + size) - trigamma(size)
      slope += Math.log(size / (size + mean)) + 1 - (size + count) / (size + mean)
      bend += 1 / size - 2 / (size + mean) + (size + count) / (size + mean) ** 2
    }
    const bendOfLog = slope * size + bend * size * size
    const step = bendOfLog < 0 ? -(slope * size) / bendOfLog : Math.sign(slope)
    size *= Math.exp(Math.max(-2, Math.min(2, step)))
    if (!(size < largestSize)) return undefined
    if (Math.abs(step) < 1e-11) break
  }
  return size
}
