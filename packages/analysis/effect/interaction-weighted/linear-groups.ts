import { multiply, symmetricInverse } from '../../special/symmetric-inverse.ts'
import type { Panel } from '../panel.ts'
import {
  from,
  refuseAbsorbed,
  type SaturatedFit,
  type SaturatedGroup,
  type SaturatedQuestion,
} from './saturated-groups.ts'

/**
 * Least squares with unit effects and, in each group, effects of time: within each group values are taken about the means
 * of unit and time, covariates explain what they can of the rest over all groups (Frisch–Waugh–Lovell), and the effects
 * of time are the means of what they leave. Throws NoAnswer where a covariate is absorbed.
 */
export const fitLinearGroups = (question: SaturatedQuestion): SaturatedFit => {
  const { outcome, covariates, groups, times } = question
  const count = covariates.length
  const outcomes = groups.map((members) => centred(outcome, members, times))
  const explanatory = covariates.map((panel) => groups.map((members) => centred(panel, members, times)))

  const cross = new Float64Array(count * count)
  const right = new Float64Array(count)
  for (const [k, byGroup] of explanatory.entries()) {
    for (const [g, { rest }] of byGroup.entries()) {
      right[k]! += dot(rest, outcomes[g]!.rest)
      for (let l = 0; l <= k; l++) cross[k * count + l]! += dot(rest, explanatory[l]![g]!.rest)
    }
  }
  refuseAbsorbed(cross, covariates)
  const inverse = symmetricInverse(cross, count)!
  const coefficients = multiply(inverse, right, count)

  const coefficientInfluence = new Float64Array(outcome.units * count)
  const fitted = groups.map((members, g): SaturatedGroup => {
    const { means } = outcomes[g]!
    const residual = outcomes[g]!.rest
    const slopes = new Float64Array(count * times)
    for (let k = 0; k < count; k++) {
      const covariate = explanatory[k]![g]!
      for (let i = 0; i < residual.length; i++) residual[i]! -= coefficients[k]! * covariate.rest[i]!
      for (let t = 0; t < times; t++) {
        slopes[k * times + t] = covariate.means[t]!
        means[t]! -= coefficients[k]! * covariate.means[t]!
      }
    }
    for (const [m, unit] of members.entries()) {
      const scores = new Float64Array(count)
      for (let k = 0; k < count; k++)
        for (let t = 0; t < times; t++)
          scores[k]! += explanatory[k]![g]!.rest[m * times + t]! * residual[m * times + t]!
      coefficientInfluence.set(multiply(inverse, scores, count), unit * count)
    }
    return { members, effects: means, influence: residual.map((value) => value / members.length), slopes }
  })
  return { groups: fitted, coefficientInfluence, coefficients }
}

/** Means by time over some units, and what is left of each value about the means of its unit and its time. */
const centred = (
  panel: Panel,
  members: readonly number[],
  times: number,
): { means: Float64Array; rest: Float64Array } => {
  const means = new Float64Array(times)
  for (const unit of members)
    for (let t = 0; t < times; t++) means[t]! += panel.values[from(panel, unit) + t]! / members.length
  const overall = means.reduce((sum, value) => sum + value, 0) / times
  const rest = new Float64Array(members.length * times)
  for (const [m, unit] of members.entries()) {
    let own = 0
    for (let t = 0; t < times; t++) own += panel.values[from(panel, unit) + t]! / times
    for (let t = 0; t < times; t++)
      rest[m * times + t] = panel.values[from(panel, unit) + t]! - own - means[t]! + overall
  }
  return { means, rest }
}

const dot = (one: Float64Array, other: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!
  return sum
}
