import { multiply, symmetricInverse } from '../../special/symmetric-inverse.ts'
import type { Panel } from '../panel.ts'
import { absorbed, from } from './saturated-groups.ts'
import type { SaturatedFit, SaturatedGroup, SaturatedQuestion } from './saturated-groups.ts'

/**
 * Poisson pseudo-likelihood with a log link, unit effects and, in each group, effects of time. Given the coefficients of
 * the covariates each group is fitted by proportional scaling to its margins (exact at once without covariates, where
 * the fit is row total × column total / total); the coefficients follow by Newton's method with unit and time effects
 * concentrated out. Units without any event carry nothing and must have been left out.
 * Throws RangeError where the covariates are absorbed, or no finite coefficients exist.
 */
export const fitPoissonGroups = (question: SaturatedQuestion): SaturatedFit => {
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
    for (let k = 0; k < count; k++) {
      const spread = covariates[k]!.values.reduce((sum, value) => sum + value * value, 0)
      if (!(information[k * count + k]! > 1e-12 * spread)) throw new RangeError(absorbed)
    }
    const inverse = symmetricInverse(information, count)
    if (!inverse) throw new RangeError(absorbed)
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
  throw new RangeError('the coefficients of the covariates run off: leave one out')
}

interface GroupFit {
  readonly group: SaturatedGroup
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
  const offset = values.map((_, i) => {
    let linear = 0
    for (let k = 0; k < count; k++) linear += coefficients[k]! * explanatory[k]![i]!
    return Math.exp(linear)
  })
  const { mean, byTime, unitTotals, timeTotals } = scaleToMargins(values, offset, times)
  const solve = timeEffectSolver(mean, unitTotals, timeTotals, times)

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
  return { group: { members, effects, influence, slopes }, information, scores }
}

const pick = (panel: Panel, members: readonly number[], times: number): Float64Array => {
  const picked = new Float64Array(members.length * times)
  for (const [m, unit] of members.entries())
    picked.set(panel.values.subarray(from(panel, unit), from(panel, unit) + times), m * times)
  return picked
}

interface Margins {
  readonly mean: Float64Array
  /** Scale of each time, exp(effect); 0 where the group has no event. */
  readonly byTime: Float64Array
  readonly unitTotals: Float64Array
  readonly timeTotals: Float64Array
}

/** Means offset × unit scale × time scale with the margins of the values: proportional scaling until nothing moves. */
const scaleToMargins = (values: Float64Array, offset: Float64Array, times: number): Margins => {
  const units = values.length / times
  const unitTotals = new Float64Array(units)
  const timeTotals = new Float64Array(times)
  for (let i = 0; i < values.length; i++) {
    unitTotals[Math.floor(i / times)]! += values[i]!
    timeTotals[i % times]! += values[i]!
  }
  const byTime = Float64Array.from(timeTotals, (total) => (total > 0 ? total : 0))
  const byUnit = new Float64Array(units)
  const mean = new Float64Array(values.length)
  for (let round = 0; round < 10_000; round++) {
    const reached = new Float64Array(times)
    for (let u = 0; u < units; u++) {
      let sum = 0
      for (let t = 0; t < times; t++) sum += offset[u * times + t]! * byTime[t]!
      byUnit[u] = unitTotals[u]! / sum
      for (let t = 0; t < times; t++) {
        const one = byUnit[u]! * offset[u * times + t]! * byTime[t]!
        mean[u * times + t] = one
        reached[t]! += one
      }
    }
    let far = 0
    for (let t = 0; t < times; t++) {
      if (timeTotals[t] === 0) continue
      const ratio = timeTotals[t]! / reached[t]!
      far = Math.max(far, Math.abs(ratio - 1))
      byTime[t]! *= ratio
    }
    if (far < 1e-12) return { mean, byTime, unitTotals, timeTotals }
  }
  throw new RangeError('the fit does not settle: a covariate moves the counts beyond bounds')
}

/**
 * Solves for effects of time, up to a constant, from scores by time, with unit effects concentrated out:
 * (diag(time totals) − M′ diag(1/unit totals) M) · effects = scores. Times without events have no effect.
 */
const timeEffectSolver = (
  mean: Float64Array,
  unitTotals: Float64Array,
  timeTotals: Float64Array,
  times: number,
): ((scores: Float64Array) => Float64Array) => {
  const live = [...timeTotals.keys()].filter((t) => timeTotals[t]! > 0)
  const size = live.length
  const matrix = new Float64Array(size * size)
  for (let u = 0; u < unitTotals.length; u++) {
    for (let a = 0; a < size; a++) {
      const share = mean[u * times + live[a]!]! / unitTotals[u]!
      for (let b = 0; b <= a; b++) matrix[a * size + b]! -= share * mean[u * times + live[b]!]!
    }
  }
  const total = timeTotals.reduce((sum, value) => sum + value, 0)
  // Effects are free up to a constant; adding a multiple of 11′ picks the one that sums to zero.
  for (let a = 0; a < size; a++) {
    matrix[a * size + a]! += timeTotals[live[a]!]!
    for (let b = 0; b <= a; b++) matrix[a * size + b]! += total / size / size
  }
  const inverse = symmetricInverse(matrix, size)
  if (!inverse) throw new RangeError('the counts are too thin to tell units and times apart')
  return (scores) => {
    const solved = multiply(
      inverse,
      live.map((t) => scores[t]!),
      size,
    )
    const effects = new Float64Array(times)
    for (const [a, t] of live.entries()) effects[t] = solved[a]!
    return effects
  }
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
