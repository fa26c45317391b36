import { solveLowerInPlace, solveUpperInPlace } from '../../special/cholesky.ts'
import type { Panel } from '../panel.ts'
import { ConcentratedPoisson, soundFactor } from '../poisson/concentrated.ts'
import { maximise } from '../poisson/newton.ts'
import { NoAnswer } from '../reason.ts'

export type TwoWayQuestion = {
  /** Counts, 0 or more. */
  readonly outcome: Panel
  /** What the logarithm of the rate is regressed on, besides effects of unit and of time; the treatment first. */
  readonly regressors: readonly Panel[]
  /** What counts stand for (homes, people), above 0: its logarithm is an offset. */
  readonly exposure?: Panel | undefined
  /** Number of the cluster of each unit; the unit itself where none is given. */
  readonly cluster?: Int32Array | undefined
}

export type TwoWayFit = {
  /** One for each regressor: logarithms of rate ratios. */
  readonly coefficients: Float64Array
  /** Clustered errors, with the factor (n − 1)/(n − k) · G/(G − 1), unit effects not counted in k; NaN for one cluster. */
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

/** Beyond this the log rate ratio runs away: the counts of one side are all zero. */
const unbounded = 25

/**
 * Poisson pseudo-maximum likelihood with effects of unit and time (Wooldridge 1999, Journal of Econometrics 90; Hausman,
 * Hall & Griliches 1984): consistent whatever the distribution of the counts, so long as their mean is right. Throws
 * NoAnswer where no finite ratio exists, or effects of unit and time absorb a regressor.
 */
export const twoWayPoisson = (question: TwoWayQuestion): TwoWayFit => {
  const { outcome, exposure } = question
  const units = Int32Array.from({ length: outcome.units }, (_, unit) => unit).filter((unit) =>
    outcome.values.subarray(unit * outcome.times, (unit + 1) * outcome.times).some((value) => value > 0),
  )
  const times = liveTimes(outcome, units)
  if (units.length < 2 || times.length < 2) throw new NoAnswer({ code: 'too-few-events' })
  const taken = ({ values }: Panel): Float64Array => {
    const all = new Float64Array(units.length * times.length)
    for (let u = 0; u < units.length; u++)
      for (let t = 0; t < times.length; t++)
        all[u * times.length + t] = values[units[u]! * outcome.times + times[t]!]!
    return all
  }
  const counts = taken(outcome)
  const offset = exposure ? taken(exposure).map(Math.log) : new Float64Array(counts.length)
  const regressors = question.regressors.map(taken)
  const problem = new ConcentratedPoisson({
    units: units.length,
    times: times.length,
    counts,
    offset,
    regressors,
  })
  const { effects, size } = problem
  const spread = regressors.map((values) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  )
  const { theta, factor } = maximise(problem, {
    start: new Float64Array(size),
    factorOf: (curvature) => soundFactor(curvature, size, (unknown) => refuse(unknown - effects)),
    check: (at) => {
      if (spread.some((most, k) => Math.abs(at[effects + k]! * most) > unbounded))
        throw new NoAnswer({ code: 'unbounded-ratio' })
    },
  })
  return {
    ...errorsOf({ problem, factor, counts, regressors, times: times.length }, (u) =>
      question.cluster ? question.cluster[units[u]!]! : units[u]!,
    ),
    coefficients: theta.slice(effects),
    units,
    silentTimes: outcome.times - times.length,
  }
}

/** The first regressor is the treatment; covariates follow it; effects of time come before. */
const refuse = (regressor: number): never => {
  if (regressor < 0) throw new NoAnswer({ code: 'times-alike' })
  throw new NoAnswer(
    regressor === 0
      ? { code: 'treatment-absorbed' }
      : { code: 'covariate-absorbed', covariate: regressor - 1 },
  )
}

const liveTimes = (outcome: Panel, units: Int32Array): Int32Array => {
  const totals = new Float64Array(outcome.times)
  for (const unit of units)
    for (let time = 0; time < outcome.times; time++)
      totals[time]! += outcome.values[unit * outcome.times + time]!
  return Int32Array.from(totals.keys()).filter((time) => totals[time]! > 0)
}

type Fitted = {
  readonly problem: ConcentratedPoisson
  readonly factor: Float64Array
  readonly counts: Float64Array
  readonly regressors: readonly Float64Array[]
  readonly times: number
}

/** Errors at the last evaluation, from the factor of its curvature. */
const errorsOf = (
  { problem, factor, counts, regressors, times }: Fitted,
  clusterOf: (u: number) => number,
): Pick<TwoWayFit, 'clustered' | 'quasi' | 'dispersion' | 'clusters'> => {
  const { effects, size, mean } = problem
  const units = problem.totals.length
  const count = regressors.length
  const observations = counts.length
  let pearson = 0
  for (let at = 0; at < observations; at++)
    pearson += (counts[at]! - mean[at]!) ** 2 / Math.max(mean[at]!, 1e-300)
  const dispersion = pearson / Math.max(1, observations - units - size)
  const clusters = new Set(Array.from({ length: units }, (_, u) => clusterOf(u))).size
  const correction =
    ((observations - 1) / Math.max(1, observations - count - times)) * (clusters / (clusters - 1))
  const clustered = new Float64Array(count)
  const quasi = new Float64Array(count)
  for (let k = 0; k < count; k++) {
    const row = new Float64Array(size)
    row[effects + k] = 1
    solveLowerInPlace(factor, size, row)
    solveUpperInPlace(factor, size, row)
    const influence = new Map<number, number>()
    for (let u = 0; u < units; u++) {
      let sum = 0
      for (let t = 0; t < times; t++) {
        const at = u * times + t
        let lever = t === 0 ? 0 : row[t - 1]!
        for (let other = 0; other < count; other++) lever += row[effects + other]! * regressors[other]![at]!
        sum += lever * (counts[at]! - mean[at]!)
      }
      influence.set(clusterOf(u), (influence.get(clusterOf(u)) ?? 0) + sum)
    }
    let squares = 0
    for (const each of influence.values()) squares += each * each
    clustered[k] = clusters > 1 ? Math.sqrt(squares * correction) : Number.NaN
    quasi[k] = Math.sqrt(dispersion * row[effects + k]!)
  }
  return { clustered, quasi, dispersion, clusters }
}
