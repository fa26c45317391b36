import { solveLowerInPlace, solveUpperInPlace } from '../../special/cholesky.ts'
import { NoAnswer } from '../reason.ts'
import { soundFactor } from './concentrated.ts'
import { maximise, type Likelihood } from './newton.ts'

export type PoissonRegression = {
  readonly coefficients: Float64Array
  /** Inverse of the expected information, columns × columns: the covariance of independent counts. */
  readonly covariance: Float64Array
  readonly means: Float64Array
  /** Pearson's: Σ (count − mean)² / mean over the degrees of freedom. */
  readonly dispersion: number
}

/** The column of a design that those before it give. */
export class RepeatedColumn extends RangeError {
  readonly column: number

  constructor(column: number) {
    super('columns of the design repeat one another')
    this.column = column
  }
}

/** A coefficient beyond this has no bound. */
const unbounded = 1e6

/**
 * Poisson regression with a log link (McCullagh & Nelder 1989). `design` is rows × columns, row-major; `offset` is added to
 * the logarithm of the mean. With a `size` the variance is mean + mean²/size (negative binomial) and the curvature is
 * the expected one. Throws NoAnswer where there are no more rows than columns or a coefficient has no bound,
 * RepeatedColumn where a column is given by those before it.
 */
export const poissonRegression = (
  counts: Float64Array,
  design: Float64Array,
  columns: number,
  offset: Float64Array,
  size = Infinity,
): PoissonRegression => {
  const rows = counts.length
  if (rows <= columns) throw new NoAnswer({ code: 'few-times', times: rows, unknowns: columns })
  const problem = new DesignLikelihood(counts, design, columns, offset, size)
  const factorOf = (curvature: Float64Array): Float64Array =>
    soundFactor(curvature, columns, (column) => {
      throw new RepeatedColumn(column)
    })
  const { theta, factor } = maximise(problem, {
    start: problem.firstGuess(factorOf),
    factorOf,
    tolerance: 1e-11,
    check: (coefficients) => {
      if (coefficients.some((each) => !(Math.abs(each) < unbounded)))
        throw new NoAnswer({ code: 'unbounded-ratio' })
    },
  })
  const { means } = problem
  let pearson = 0
  for (let row = 0; row < rows; row++) pearson += (counts[row]! - means[row]!) ** 2 / means[row]!
  return {
    coefficients: theta,
    covariance: inverseOf(factor, columns),
    means,
    dispersion: pearson / (rows - columns),
  }
}

/** The likelihood of counts whose log means are a design times coefficients; its curvature is the expected one. */
class DesignLikelihood implements Likelihood {
  readonly gradient: Float64Array
  readonly curvature: Float64Array
  readonly means: Float64Array
  readonly size: number
  readonly #counts: Float64Array
  readonly #design: Float64Array
  readonly #offset: Float64Array
  /** Of the negative binomial distribution; Infinity for Poisson. */
  readonly #spread: number

  constructor(
    counts: Float64Array,
    design: Float64Array,
    columns: number,
    offset: Float64Array,
    spread: number,
  ) {
    this.size = columns
    this.#counts = counts
    this.#design = design
    this.#offset = offset
    this.#spread = spread
    this.gradient = new Float64Array(columns)
    this.curvature = new Float64Array(columns * columns)
    this.means = new Float64Array(counts.length)
  }

  evaluate(theta: Float64Array): number {
    const columns = this.size
    let likelihood = 0
    this.gradient.fill(0)
    this.curvature.fill(0)
    for (let row = 0; row < this.#counts.length; row++) {
      let linear = this.#offset[row]!
      for (let a = 0; a < columns; a++) linear += theta[a]! * this.#design[row * columns + a]!
      const mean = (this.means[row] = Math.exp(linear))
      const count = this.#counts[row]!
      const shrink = 1 + mean / this.#spread
      // Of y log(μ / (μ + s)) − s log(1 + μ / s), whose limit for a large s is y log μ − μ.
      likelihood +=
        this.#spread === Infinity
          ? count * linear - mean
          : count * (linear - Math.log(shrink)) - this.#spread * Math.log(shrink)
      this.#add(row, mean / shrink, (count - mean) / shrink)
    }
    return likelihood
  }

  /** Weighted least squares on the logarithms of the counts, those of nothing taken as a tenth. */
  firstGuess(factorOf: (curvature: Float64Array) => Float64Array): Float64Array {
    this.gradient.fill(0)
    this.curvature.fill(0)
    for (let row = 0; row < this.#counts.length; row++) {
      const mean = Math.max(this.#counts[row]!, 0.1)
      const weight = mean / (1 + mean / this.#spread)
      const working = Math.log(mean) - this.#offset[row]! + (this.#counts[row]! - mean) / mean
      this.#add(row, weight, weight * working)
    }
    const factor = factorOf(this.curvature)
    const theta = this.gradient.slice()
    solveLowerInPlace(factor, this.size, theta)
    solveUpperInPlace(factor, this.size, theta)
    return theta
  }

  #add(row: number, weight: number, score: number): void {
    const columns = this.size
    for (let a = 0; a < columns; a++) {
      const value = this.#design[row * columns + a]!
      this.gradient[a]! += score * value
      for (let b = 0; b <= a; b++)
        this.curvature[a * columns + b]! += weight * value * this.#design[row * columns + b]!
    }
  }
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
