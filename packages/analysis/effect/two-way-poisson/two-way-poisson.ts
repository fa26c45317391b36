import { choleskyInPlace, solveLowerInPlace, solveUpperInPlace } from '../../special/cholesky.ts'
import type { Panel } from '../panel.ts'

export interface TwoWayQuestion {
  /** Counts, 0 or more. */
  readonly outcome: Panel
  /** What the logarithm of the rate is regressed on, besides effects of unit and of time; the treatment first. */
  readonly regressors: readonly Panel[]
  /** What counts stand for (homes, people), above 0: its logarithm is an offset. */
  readonly exposure?: Panel | undefined
  /** Number of the cluster of each unit; the unit itself where none is given. */
  readonly cluster?: Int32Array | undefined
}

export interface TwoWayFit {
  /** One for each regressor: logarithms of rate ratios. */
  readonly coefficients: Float64Array
  /** Clustered errors, with the factor (n − 1)/(n − k) · G/(G − 1), unit effects not counted in k. */
  readonly clustered: Float64Array
  /** Errors of independent counts whose variance is a multiple of their mean (quasi-Poisson). */
  readonly quasi: Float64Array
  readonly dispersion: number
  readonly clusters: number
  /** Units with any count; those without tell nothing of a ratio. */
  readonly units: Int32Array
  /** Times without any count, which tell nothing either. */
  readonly silentTimes: number
}

/** The regressor that effects of unit and time, and the regressors before it, leave nothing of. */
export class Absorbed extends RangeError {
  readonly regressor: number

  constructor(regressor: number) {
    super('a regressor is absorbed by the effects of unit and time')
    this.regressor = regressor
  }
}

const tolerance = 1e-10
const mostIterations = 100

/** Beyond this the log rate ratio runs away: the counts of one side are all zero. */
const unbounded = 25

/**
 * Poisson pseudo-maximum likelihood with effects of unit and time (Wooldridge 1999, Journal of Econometrics 90; Hausman,
 * Hall & Griliches 1984): consistent whatever the distribution of the counts, so long as their mean is right. Unit
 * effects are concentrated out, so that Newton's method has as many unknowns as times and regressors; the step is halved
 * until the likelihood grows. Throws RangeError where no finite ratio exists, `Absorbed` where a regressor is absorbed.
 */
export const twoWayPoisson = (question: TwoWayQuestion, start?: Float64Array): TwoWayFit => {
  const { outcome, regressors } = question
  const units = Int32Array.from({ length: outcome.units }, (_, unit) => unit).filter((unit) =>
    outcome.values.subarray(unit * outcome.times, (unit + 1) * outcome.times).some((value) => value > 0),
  )
  const times = liveTimes(outcome, units)
  if (units.length < 2 || times.length < 2)
    throw new RangeError('fewer than two units or two times have any counts')
  const problem = new Concentrated(question, units, times)
  const size = problem.size
  const theta = new Float64Array(size)
  if (start?.length === size) theta.set(start)
  let value = problem.evaluate(theta)
  let factor: Float64Array
  for (let iteration = 0; ; iteration++) {
    factor = factorOf(problem.curvature, size, times.length - 1)
    const step = problem.gradient.slice()
    solveLowerInPlace(factor, size, step)
    solveUpperInPlace(factor, size, step)
    const from = theta.slice()
    const before = value
    let length = 1
    for (;;) {
      for (let at = 0; at < size; at++) theta[at] = from[at]! + length * step[at]!
      value = problem.evaluate(theta)
      if (value >= before - 1e-12 * Math.abs(before) || length < 1e-8) break
      length /= 2
    }
    if (regressors.some((_, at) => Math.abs(theta[times.length - 1 + at]! * problem.spread[at]!) > unbounded))
      throw new RangeError('the rate ratio has no bound: one side has no counts where it would be told from')
    const moved = step.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
    if (moved < tolerance) break
    if (iteration === mostIterations) throw new RangeError('the rate ratio does not settle')
  }
  factor = factorOf(problem.curvature, size, times.length - 1)
  return {
    ...problem.errors(factor, question.cluster),
    coefficients: theta.slice(times.length - 1),
    units,
    silentTimes: outcome.times - times.length,
  }
}

const liveTimes = (outcome: Panel, units: Int32Array): Int32Array => {
  const totals = new Float64Array(outcome.times)
  for (const unit of units)
    for (let time = 0; time < outcome.times; time++)
      totals[time]! += outcome.values[unit * outcome.times + time]!
  return Int32Array.from(totals.keys()).filter((time) => totals[time]! > 0)
}

/** Cholesky factor; a pivot that is nothing beside its diagonal is a regressor that the rest explains. */
const factorOf = (curvature: Float64Array, size: number, effects: number): Float64Array => {
  const factor = curvature.slice()
  const sound = choleskyInPlace(factor, size)
  for (let at = 0; at < size; at++) {
    const pivot = factor[at * (size + 1)]!
    const diagonal = curvature[at * (size + 1)]!
    // Where the factor broke off, the diagonal stands as it was.
    const isNothing = !(pivot * pivot > 1e-9 * diagonal) || (!sound && pivot === diagonal)
    if (!isNothing) continue
    if (at >= effects) throw new Absorbed(at - effects)
    break
  }
  if (!sound) throw new RangeError('the effects of time cannot be told apart')
  return factor
}

/** The likelihood with unit effects concentrated out: effects of all times but the first, then the regressors. */
class Concentrated {
  readonly size: number
  readonly gradient: Float64Array
  readonly curvature: Float64Array
  /** Largest absolute value of each regressor. */
  readonly spread: Float64Array
  readonly #units: number
  readonly #times: number
  readonly #count: Float64Array
  readonly #offset: Float64Array
  readonly #regressors: Float64Array[]
  readonly #total: Float64Array
  readonly #mean: Float64Array
  readonly #unitOf: Int32Array

  constructor({ outcome, regressors, exposure }: TwoWayQuestion, units: Int32Array, times: Int32Array) {
    this.#units = units.length
    this.#times = times.length
    this.#unitOf = units
    const taken = (values: Float64Array): Float64Array => {
      const all = new Float64Array(units.length * times.length)
      for (let u = 0; u < units.length; u++)
        for (let t = 0; t < times.length; t++)
          all[u * times.length + t] = values[units[u]! * outcome.times + times[t]!]!
      return all
    }
    this.#count = taken(outcome.values)
    this.#offset = exposure ? taken(exposure.values).map(Math.log) : new Float64Array(this.#count.length)
    this.#regressors = regressors.map(({ values }) => taken(values))
    this.#total = new Float64Array(units.length)
    for (let at = 0; at < this.#count.length; at++)
      this.#total[Math.floor(at / times.length)]! += this.#count[at]!
    this.#mean = new Float64Array(this.#count.length)
    this.spread = Float64Array.from(this.#regressors, (values) =>
      values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    )
    this.size = times.length - 1 + regressors.length
    this.gradient = new Float64Array(this.size)
    this.curvature = new Float64Array(this.size * this.size)
  }

  /** The log likelihood up to a constant; gradient and curvature (minus the Hessian, its lower triangle) in place. */
  evaluate(theta: Float64Array): number {
    const { size, gradient, curvature } = this
    const times = this.#times
    const effects = times - 1
    const regressors = this.#regressors
    gradient.fill(0)
    curvature.fill(0)
    const rate = new Float64Array(times)
    const about = new Float64Array(size)
    const timeMean = new Float64Array(times)
    let likelihood = 0
    for (let u = 0; u < this.#units; u++) {
      const from = u * times
      let largest = -Infinity
      for (let t = 0; t < times; t++) {
        let linear = this.#offset[from + t]! + (t === 0 ? 0 : theta[t - 1]!)
        for (let k = 0; k < regressors.length; k++) linear += theta[effects + k]! * regressors[k]![from + t]!
        rate[t] = linear
        if (linear > largest) largest = linear
      }
      let sum = 0
      for (let t = 0; t < times; t++) {
        likelihood += this.#count[from + t]! * rate[t]!
        sum += rate[t] = Math.exp(rate[t]! - largest)
      }
      const total = this.#total[u]!
      likelihood -= total * (Math.log(sum) + largest)
      about.fill(0)
      for (let t = 0; t < times; t++) {
        const mean = (this.#mean[from + t] = (total * rate[t]!) / sum)
        timeMean[t]! += mean
        if (t > 0) {
          about[t - 1] = mean
          gradient[t - 1]! += this.#count[from + t]! - mean
        }
        for (let k = 0; k < regressors.length; k++) {
          const x = regressors[k]![from + t]!
          if (x === 0) continue
          const row = (effects + k) * size
          about[effects + k]! += mean * x
          gradient[effects + k]! += (this.#count[from + t]! - mean) * x
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

  /** Errors at the last evaluation, from the factor of its curvature. */
  errors(
    factor: Float64Array,
    cluster: Int32Array | undefined,
  ): Pick<TwoWayFit, 'clustered' | 'quasi' | 'dispersion' | 'clusters'> {
    const times = this.#times
    const effects = times - 1
    const count = this.#regressors.length
    const observations = this.#count.length
    let pearson = 0
    for (let at = 0; at < observations; at++)
      pearson += (this.#count[at]! - this.#mean[at]!) ** 2 / Math.max(this.#mean[at]!, 1e-300)
    const dispersion = pearson / Math.max(1, observations - this.#units - this.size)
    const clusterOf = (u: number): number => cluster?.[this.#unitOf[u]!] ?? this.#unitOf[u]!
    const clusters = new Set(Array.from({ length: this.#units }, (_, u) => clusterOf(u))).size
    const correction =
      ((observations - 1) / Math.max(1, observations - count - times)) * (clusters / (clusters - 1))
    const clustered = new Float64Array(count)
    const quasi = new Float64Array(count)
    for (let k = 0; k < count; k++) {
      const row = new Float64Array(this.size)
      row[effects + k] = 1
      solveLowerInPlace(factor, this.size, row)
      solveUpperInPlace(factor, this.size, row)
      const influence = new Map<number, number>()
      for (let u = 0; u < this.#units; u++) {
        let sum = 0
        for (let t = 0; t < times; t++) {
          const at = u * times + t
          let lever = t === 0 ? 0 : row[t - 1]!
          for (let other = 0; other < count; other++)
            lever += row[effects + other]! * this.#regressors[other]![at]!
          sum += lever * (this.#count[at]! - this.#mean[at]!)
        }
        influence.set(clusterOf(u), (influence.get(clusterOf(u)) ?? 0) + sum)
      }
      let squares = 0
      for (const each of influence.values()) squares += each * each
      clustered[k] = Math.sqrt(squares * correction)
      quasi[k] = Math.sqrt(dispersion * row[effects + k]!)
    }
    return { clustered, quasi, dispersion, clusters }
  }
}
