import type { PoissonRegression } from '../poisson/regression.ts'

/**
 * Covariance of the coefficients when what the model leaves is correlated over `lag` times (Newey & West 1987,
 * Econometrica 55), with Bartlett's weights 1 − l/(lag + 1). Rows are in order of time.
 */
export const neweyWest = (
  counts: Float64Array,
  design: Float64Array,
  { covariance, means }: PoissonRegression,
  lag: number,
): Float64Array => {
  const rows = counts.length
  const columns = Math.sqrt(covariance.length)
  // Influence of each time: covariance × its score. Their products are the sandwich at once.
  const influence = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++)
    for (let a = 0; a < columns; a++) {
      let sum = 0
      for (let b = 0; b < columns; b++) sum += covariance[a * columns + b]! * design[row * columns + b]!
      influence[row * columns + a] = sum * (counts[row]! - means[row]!)
    }
  const sandwich = new Float64Array(columns * columns)
  for (let apart = 0; apart <= Math.min(lag, rows - 1); apart++) {
    const weight = 1 - apart / (lag + 1)
    for (let row = apart; row < rows; row++)
      for (let a = 0; a < columns; a++)
        for (let b = 0; b < columns; b++) {
          const product = weight * influence[row * columns + a]! * influence[(row - apart) * columns + b]!
          sandwich[a * columns + b]! += product
          if (apart > 0) sandwich[b * columns + a]! += product
        }
  }
  return sandwich
}
