import { solveLowerInPlace, solveUpperInPlace } from '../../special/cholesky.ts'
import { multiply, symmetricInverse } from '../../special/symmetric-inverse.ts'
import type { Panel } from '../panel.ts'
import { ConcentratedPoisson, soundFactor } from '../poisson/concentrated.ts'
import { maximise } from '../poisson/newton.ts'
import { NoAnswer } from '../reason.ts'
import {
  from,
  refuseAbsorbed,
  type SaturatedFit,
  type SaturatedGroup,
  type SaturatedQuestion,
} from './saturated-groups.ts'

/**
 * Poisson pseudo-likelihood with a log link, unit effects and, in each group, effects of time. Given the coefficients of
 * the covariates each group is a fit by itself; the coefficients follow by Newton's method with unit and time effects
 * concentrated out. Units without any event carry nothing and must have been left out.
 * Throws NoAnswer where a covariate is absorbed, or no finite coefficients exist.
 */
export const fitPoissonGroups = (question: SaturatedQuestion): PoissonFit => {
  const { outcome, covariates, groups } = question
  const count = covariates.length
  const coefficients = new Float64Array(count)
  for (let round = 0; round < 100; round++) {
    const fits = groups.map((members) => fitGroup(question, members, coefficients))
    const information = new Float64Array(count * count)
    const score = new Float64Array(count)
    for (const { information: part, scores } of fits) {
      for (let i = 0; i < information.length; i++) information[i]! += part[i]!
      for (let i = 0; i < scores.length; i++) score[i % count]! += scores[i]!
    }
    refuseAbsorbed(information, covariates)
    const inverse = symmetricInverse(information, count)!
    const move = multiply(inverse, score, count)
    const far = move.reduce(
      (most, step, k) => Math.max(most, Math.abs(step) * Math.sqrt(information[k * count + k]!)),
      0,
    )
    if (far > 1e-9) {
      for (let k = 0; k < count; k++) coefficients[k]! += move[k]!
      continue
    }
    const coefficientInfluence = new Float64Array(outcome.units * count)
    for (const { group, scores } of fits) {
      for (const [m, unit] of group.members.entries()) {
        const own = scores.subarray(m * count, (m + 1) * count)
        coefficientInfluence.set(multiply(inverse, own, count), unit * count)
      }
    }
    return { groups: fits.map(({ group }) => group), coefficientInfluence, coefficients }
  }
  throw new NoAnswer({ code: 'covariates-unbounded' })
}

/** A group with its means, member m's at time t at `m * times + t`: `base` times the scale of the time is the mean. */
export type PoissonGroup = SaturatedGroup & {
  readonly base: Float64Array
  readonly mean: Float64Array
  /** exp(effect) of each time; 0 where the group has no event. */
  readonly byTime: Float64Array
  readonly unitTotals: Float64Array
}

export type PoissonFit = SaturatedFit<PoissonGroup>

type GroupFit = {
  readonly group: PoissonGroup
  readonly information: Float64Array
  /** Score of member m for covariate k at `m * covariates + k`. */
  readonly scores: Float64Array
}

const fitGroup = (
  { outcome, covariates, times }: SaturatedQuestion,
  members: readonly number[],
  coefficients: Float64Array,
): GroupFit => {
  const count = covariates.length
  const values = pick(outcome, members, times)
  const explanatory = covariates.map((panel) => pick(panel, members, times))
  const linear = values.map((_, i) => {
    let sum = 0
    for (let k = 0; k < count; k++) sum += coefficients[k]! * explanatory[k]![i]!
    return sum
  })
  const { mean, base, byTime, unitTotals, solve } = fitTimes(values, linear, times)

  // Covariates with weighted unit and time effects taken out; the time effects are the slopes.
  const slopes = new Float64Array(count * times)
  const rests = explanatory.map((covariate, k) => {
    const { effects, rest } = takeOut(covariate, mean, unitTotals, times, solve)
    slopes.set(effects, k * times)
    return rest
  })
  const information = new Float64Array(count * count)
  const scores = new Float64Array(members.length * count)
  const residual = values.map((value, i) => value - mean[i]!)
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < mean.length; i++) {
      scores[Math.floor(i / times) * count + k]! += rests[k]![i]! * residual[i]!
      for (let l = 0; l <= k; l++) information[k * count + l]! += mean[i]! * rests[k]![i]! * rests[l]![i]!
    }
  }
  const influence = new Float64Array(residual.length)
  for (let m = 0; m < members.length; m++)
    influence.set(solve(residual.subarray(m * times, (m + 1) * times)), m * times)
  const effects = byTime.map((scale) => (scale > 0 ? Math.log(scale) : Number.NaN))
  return {
    group: { members, effects, influence, slopes, base, mean, byTime, unitTotals },
    information,
    scores,
  }
}

const pick = (panel: Panel, members: readonly number[], times: number): Float64Array => {
  const picked = new Float64Array(members.length * times)
  for (const [m, unit] of members.entries())
    picked.set(panel.values.subarray(from(panel, unit), from(panel, unit) + times), m * times)
  return picked
}

type TimesFit = Pick<PoissonGroup, 'mean' | 'base' | 'byTime' | 'unitTotals'> & {
  /** Effects of time, up to a constant, from scores by time; none at times without events. */
  readonly solve: (scores: Float64Array) => Float64Array
}

/** Effects of the times that have events, the rest of the linear predictor given. */
const fitTimes = (values: Float64Array, linear: Float64Array, times: number): TimesFit => {
  const units = values.length / times
  const timeTotals = new Float64Array(times)
  for (let i = 0; i < values.length; i++) timeTotals[i % times]! += values[i]!
  const live = [...timeTotals.keys()].filter((t) => timeTotals[t]! > 0)
  const taken = (all: Float64Array): Float64Array =>
    Float64Array.from(
      { length: units * live.length },
      (_, i) => all[Math.floor(i / live.length) * times + live[i % live.length]!]!,
    )
  const problem = new ConcentratedPoisson({
    units,
    times: live.length,
    counts: taken(values),
    offset: taken(linear),
    regressors: [],
  })
  const first = timeTotals[live[0]!]!
  const { theta, factor } = maximise(problem, {
    // Without covariates the answer at once: row total × column total / total.
    start: Float64Array.from(live.slice(1), (t) => Math.log(timeTotals[t]! / first)),
    factorOf: (curvature) =>
      soundFactor(curvature, live.length - 1, () => {
        throw new NoAnswer({ code: 'too-thin' })
      }),
  })
  const byTime = new Float64Array(times)
  for (const [at, t] of live.entries()) byTime[t] = at === 0 ? 1 : Math.exp(theta[at - 1]!)
  const mean = new Float64Array(values.length)
  const base = new Float64Array(values.length)
  for (let u = 0; u < units; u++) {
    let sum = 0
    for (let t = 0; t < times; t++) sum += Math.exp(linear[u * times + t]!) * byTime[t]!
    for (let t = 0; t < times; t++) {
      base[u * times + t] = (problem.totals[u]! / sum) * Math.exp(linear[u * times + t]!)
      mean[u * times + t] = base[u * times + t]! * byTime[t]!
    }
  }
  const solve = (scores: Float64Array): Float64Array => {
    const moved = Float64Array.from(live.slice(1), (t) => scores[t]!)
    solveLowerInPlace(factor, moved.length, moved)
    solveUpperInPlace(factor, moved.length, moved)
    const effects = new Float64Array(times)
    for (const [at, t] of live.slice(1).entries()) effects[t] = moved[at]!
    return effects
  }
  return { mean, base, byTime, unitTotals: problem.totals, solve }
}

/** A covariate regressed on unit and time effects with weights `mean`: the time effects, and what is left. */
const takeOut = (
  covariate: Float64Array,
  mean: Float64Array,
  unitTotals: Float64Array,
  times: number,
  solve: (scores: Float64Array) => Float64Array,
): { effects: Float64Array; rest: Float64Array } => {
  const centre = (values: Float64Array): Float64Array => {
    const rest = Float64Array.from(values)
    for (let u = 0; u < unitTotals.length; u++) {
      let own = 0
      if (unitTotals[u] === 0) continue
      for (let t = 0; t < times; t++) own += (mean[u * times + t]! * values[u * times + t]!) / unitTotals[u]!
      for (let t = 0; t < times; t++) rest[u * times + t]! -= own
    }
    return rest
  }
  const scores = new Float64Array(times)
  const within = centre(covariate)
  for (let i = 0; i < within.length; i++) scores[i % times]! += mean[i]! * within[i]!
  const effects = solve(scores)
  return { effects, rest: centre(covariate.map((value, i) => value - effects[i % times]!)) }
}
