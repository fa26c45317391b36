import { choleskyInPlace, solveLowerInPlace, solveUpperInPlace } from '../../special/cholesky.ts'

export interface PoissonRegression {
  readonly coefficients: Float64Array
  /** Inverse of the information, columns × columns: the covariance of independent Poisson counts. */
  readonly covariance: Float64Array
  readonly means: Float64Array
  /** Pearson's: Σ (count − mean)² / mean over the degrees of freedom. */
  readonly dispersion: number
}

const mostIterations = 100

/**
 * Poisson regression with a log link by iteratively reweighted least squares (McCullagh & Nelder 1989). `design` is rows ×
 * columns, row-major; `offset` is added to the logarithm of the mean. With a `size` the variance is mean + mean²/size
 * (negative binomial). Throws RangeError where there are no more rows than
 * columns, columns explain one another, or a coefficient has no bound.
 */
export const poissonRegression = (
  counts: Float64Array,
  design: Float64Array,
  columns: number,
  offset: Float64Array,
  size = Infinity,
): PoissonRegression => {
  const rows = counts.length
  if (rows <= columns) throw new RangeError(`${rows} times cannot tell ${columns} unknowns`)
  const means = counts.map((count) => Math.max(count, 0.1))
  let linear = means.map((mean, row) => Math.log(mean) - offset[row]!)
  let coefficients = new Float64Array(columns)
  let factor = new Float64Array(0)
  for (let iteration = 0; ; iteration++) {
    const information = new Float64Array(columns * columns)
    const score = new Float64Array(columns)
    for (let row = 0; row < rows; row++) {
      const working = linear[row]! + (counts[row]! - means[row]!) / means[row]!
      for (let a = 0; a < columns; a++) {
        const weighted = (means[row]! / (1 + means[row]! / size)) * design[row * columns + a]!
        score[a]! += weighted * working
        for (let b = 0; b <= a; b++) information[a * columns + b]! += weighted * design[row * columns + b]!
      }
    }
    factor = soundFactor(information, columns)
    solveLowerInPlace(factor, columns, score)
    solveUpperInPlace(factor, columns, score)
    const moved = score.reduce((most, each, at) => Math.max(most, Math.abs(each - coefficients[at]!)), 0)
    coefficients = score
    linear = linear.map((_, row) =>
      coefficients.reduce((sum, each, column) => sum + each * design[row * columns + column]!, 0),
    )
    for (let row = 0; row < rows; row++) means[row] = Math.exp(linear[row]! + offset[row]!)
    if (moved < 1e-11) break
    if (iteration === mostIterations || coefficients.some((each) => !(Math.abs(each) < 1e6)))
      throw new RangeError('a coefficient has no bound: a part of the series has no counts')
  }
  let pearson = 0
  for (let row = 0; row < rows; row++) pearson += (counts[row]! - means[row]!) ** 2 / means[row]!
  return {
    coefficients,
    covariance: inverseOf(factor, columns),
    means,
    dispersion: pearson / (rows - columns),
  }
}

const soundFactor = (information: Float64Array, columns: number): Float64Array<ArrayBuffer> => {
  const factor = Float64Array.from(information)
  let isSound = choleskyInPlace(factor, columns)
  for (let at = 0; at < columns; at++)
    isSound &&= factor[at * (columns + 1)]! ** 2 > 1e-10 * information[at * (columns + 1)]!
  if (!isSound) throw new RangeError('columns of the model explain one another')
  return factor
}

const inverseOf = (factor: Float64Array, size: number): Float64Array => {
  const inverse = new Float64Array(size * size)
  for (let row = 0; row < size; row++) {
    const unit = new Float64Array(size)
    unit[row] = 1
    solveLowerInPlace(factor, size, unit)
    solveUpperInPlace(factor, size, unit)
    inverse.set(unit, row * size)
  }
  return inverse
}

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
