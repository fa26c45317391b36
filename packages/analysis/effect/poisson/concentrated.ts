import { choleskyInPlace } from '../../special/cholesky.ts'
import type { Likelihood } from './newton.ts'

/** Counts by unit and time, all arrays laid out `unit * times + time`; every time has some count, and units without any say nothing. */
export type ConcentratedCounts = {
  readonly units: number
  readonly times: number
  readonly counts: Float64Array
  /** What is added to the logarithm of the mean; −∞ for a cell that is not used, whose count must be 0. */
  readonly offset: Float64Array
  readonly regressors: readonly Float64Array[]
}

/**
 * The Poisson likelihood with effects of unit and time: those of units are concentrated out (their totals are met
 * whatever the rest: Hausman, Hall & Griliches 1984), so that the unknowns are effects of all times but the first, then
 * coefficients of the regressors.
 */
export class ConcentratedPoisson implements Likelihood {
  readonly size: number
  readonly gradient: Float64Array
  readonly curvature: Float64Array
  /** Effects of time among the unknowns. */
  readonly effects: number
  /** Means at the last evaluation, and the total of each unit. */
  readonly mean: Float64Array
  readonly totals: Float64Array
  readonly #given: ConcentratedCounts

  constructor(given: ConcentratedCounts) {
    const { units, times, counts, regressors } = given
    this.#given = given
    this.effects = times - 1
    this.size = this.effects + regressors.length
    this.gradient = new Float64Array(this.size)
    this.curvature = new Float64Array(this.size * this.size)
    this.mean = new Float64Array(counts.length)
    this.totals = new Float64Array(units)
    for (let at = 0; at < counts.length; at++) this.totals[Math.floor(at / times)]! += counts[at]!
  }

  /** The log likelihood up to a constant; gradient and curvature (minus the Hessian, its lower triangle) in place. */
  evaluate(theta: Float64Array): number {
    const { size, gradient, curvature, effects } = this
    const { units, times, counts, offset, regressors } = this.#given
    gradient.fill(0)
    curvature.fill(0)
    const rate = new Float64Array(times)
    const about = new Float64Array(size)
    const timeMean = new Float64Array(times)
    let likelihood = 0
    for (let u = 0; u < units; u++) {
      const from = u * times
      const total = this.totals[u]!
      if (total === 0) continue
      let largest = -Infinity
      for (let t = 0; t < times; t++) {
        let linear = offset[from + t]! + (t === 0 ? 0 : theta[t - 1]!)
        for (let k = 0; k < regressors.length; k++) linear += theta[effects + k]! * regressors[k]![from + t]!
        rate[t] = linear
        if (linear > largest) largest = linear
      }
      let sum = 0
      for (let t = 0; t < times; t++) {
        if (counts[from + t] !== 0) likelihood += counts[from + t]! * rate[t]!
        sum += rate[t] = Math.exp(rate[t]! - largest)
      }
      likelihood -= total * (Math.log(sum) + largest)
      about.fill(0)
      for (let t = 0; t < times; t++) {
        const mean = (this.mean[from + t] = (total * rate[t]!) / sum)
        timeMean[t]! += mean
        if (t > 0) {
          about[t - 1] = mean
          gradient[t - 1]! += counts[from + t]! - mean
        }
        for (let k = 0; k < regressors.length; k++) {
          const x = regressors[k]![from + t]!
          if (x === 0) continue
          const row = (effects + k) * size
          about[effects + k]! += mean * x
          gradient[effects + k]! += (counts[from + t]! - mean) * x
          if (t > 0) curvature[row + t - 1]! += mean * x
          for (let other = 0; other <= k; other++)
            curvature[row + effects + other]! += mean * x * regressors[other]![from + t]!
        }
      }
      for (let a = 0; a < size; a++) {
        const scaled = about[a]! / total
        if (scaled === 0) continue
        const row = a * size
        for (let b = 0; b <= a; b++) curvature[row + b]! -= scaled * about[b]!
      }
    }
    for (let t = 1; t < times; t++) curvature[(t - 1) * (size + 1)]! += timeMean[t]!
    return likelihood
  }
}

/**
 * Cholesky factor of a curvature. Where a pivot is nothing beside its diagonal the unknown is explained by those before
 * it, and `refuse` is told its place; it throws.
 */
export const soundFactor = (
  curvature: Float64Array,
  size: number,
  refuse: (unknown: number) => never,
): Float64Array => {
  const factor = curvature.slice()
  const sound = choleskyInPlace(factor, size)
  for (let at = 0; at < size; at++) {
    const pivot = factor[at * (size + 1)]!
    const diagonal = curvature[at * (size + 1)]!
    // Where the factor broke off, the diagonal stands as it was.
    if (!(pivot * pivot > 1e-9 * diagonal) || (!sound && pivot === diagonal)) return refuse(at)
  }
  return factor
}
