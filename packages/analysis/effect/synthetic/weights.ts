import type { Panel } from '../panel.ts'
import { nearestMixture } from './nearest-mixture.ts'
import { ridgeMixture } from './ridge-mixture.ts'

/** Units that start together, and the units that they are compared with. */
export type Comparison = {
  readonly outcome: Panel
  readonly treated: readonly number[]
  readonly controls: readonly number[]
  /** First treated time: the number of times before. */
  readonly start: number
}

/** Share of the mean square below which a ridge only breaks ties. */
const slight = 1e-6

/**
 * Standard deviation of the controls' changes from time to time before the start (Arkhangelsky et al. 2021, American
 * Economic Review 111, section 2), with one degree of freedom taken for the mean.
 */
export const noiseLevel = ({ outcome, controls, start }: Comparison): number => {
  const changes = controls.length * (start - 1)
  let [sum, squares] = [0, 0]
  for (const unit of controls) {
    for (let t = 1; t < start; t++) {
      const at = unit * outcome.times + t
      sum += outcome.values[at]! - outcome.values[at - 1]!
    }
  }
  const mean = sum / changes
  for (const unit of controls) {
    for (let t = 1; t < start; t++) {
      const at = unit * outcome.times + t
      squares += (outcome.values[at]! - outcome.values[at - 1]! - mean) ** 2
    }
  }
  return changes > 1 ? Math.sqrt(squares / (changes - 1)) : 0
}

/** The regularisation of the unit weights: fourth root of treated units × times after, times the noise level. */
export const unitPenalty = (comparison: Comparison): number =>
  (comparison.treated.length * (comparison.outcome.times - comparison.start)) ** 0.25 * noiseLevel(comparison)

/** Mean of some units' series. */
export const meanSeries = (outcome: Panel, units: readonly number[]): Float64Array => {
  const mean = new Float64Array(outcome.times)
  for (const unit of units)
    for (let t = 0; t < outcome.times; t++)
      mean[t]! += outcome.values[unit * outcome.times + t]! / units.length
  return mean
}

/**
 * Unit weights of synthetic difference in differences (equation 4): the controls' mixture that runs parallel to the
 * treated mean before the start, a constant between them free, with penalty ζ² · times before · Σω².
 * Without `intercept` the mixture must meet the treated mean itself: synthetic control.
 */
export const unitWeights = (
  { outcome, treated, controls, start }: Comparison,
  { penalty, intercept }: { penalty: number; intercept: boolean },
): Float64Array => {
  const goal = meanSeries(outcome, treated)
  const points = new Float64Array(controls.length * start)
  for (const [j, unit] of controls.entries()) {
    let mean = 0
    for (let t = 0; t < start; t++) {
      const gap = outcome.values[unit * outcome.times + t]! - goal[t]!
      points[j * start + t] = gap
      mean += gap / start
    }
    if (intercept) for (let t = 0; t < start; t++) points[j * start + t]! -= mean
  }
  return mixtureOf(points, start, penalty * penalty * start)
}

/** Sum of squares and penalty that unit weights reach: what `unitWeights` minimises, for weights of any origin. */
export const unitObjective = (
  { outcome, treated, controls, start }: Comparison,
  weights: Float64Array,
  { penalty, intercept }: { penalty: number; intercept: boolean },
): number => {
  const goal = meanSeries(outcome, treated)
  const gaps = Float64Array.from({ length: start }, (_, t) =>
    controls.reduce(
      (sum, unit, j) => sum + weights[j]! * outcome.values[unit * outcome.times + t]!,
      -goal[t]!,
    ),
  )
  const mean = intercept ? gaps.reduce((sum, gap) => sum + gap, 0) / start : 0
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0)
  return gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) + penalty * penalty * start * squares
}

/**
 * Time weights (equation 6): the mixture of times before the start that, for the controls, is a constant away from their
 * mean after it, with penalty ζ² · controls · Σλ², ζ a millionth of the noise level so that the answer is one.
 */
export const timeWeights = ({ outcome, controls, start }: Comparison, penalty: number): Float64Array => {
  const count = controls.length
  const points = new Float64Array(start * count)
  for (const [j, unit] of controls.entries()) {
    const at = unit * outcome.times
    let after = 0
    for (let t = start; t < outcome.times; t++) after += outcome.values[at + t]! / (outcome.times - start)
    for (let t = 0; t < start; t++) points[t * count + j] = outcome.values[at + t]! - after
  }
  for (let t = 0; t < start; t++) {
    const row = points.subarray(t * count, (t + 1) * count)
    const mean = row.reduce((sum, value) => sum + value, 0) / count
    for (let j = 0; j < count; j++) row[j]! -= mean
  }
  return mixtureOf(points, count, penalty * penalty * count)
}

/** A dual with more unknowns than this is left alone. */
const longest = 400

/** Exact weights by the method that suits the ridge. */
const mixtureOf = (points: Float64Array, length: number, ridge: number): Float64Array => {
  const count = points.length / length
  const squares = Float64Array.from({ length: count }, (_, j) => inner(points, length, j, j))
  const mean = squares.reduce((sum, value) => sum + value, 0) / count
  if (ridge > slight * mean && length <= longest) return ridgeMixture(points, length, ridge)
  const products = (j: number): Float64Array =>
    Float64Array.from({ length: count }, (_, k) => inner(points, length, j, k))
  const { weights, reachesOrigin } = nearestMixture(count, squares, products, ridge)
  // Where nothing else tells mixtures apart, the most even one is the answer.
  return reachesOrigin && length <= longest
    ? ridgeMixture(points, length, Math.max(ridge, 1e-13 * mean))
    : weights
}

const inner = (points: Float64Array, length: number, j: number, k: number): number => {
  let sum = 0
  for (let t = 0; t < length; t++) sum += points[j * length + t]! * points[k * length + t]!
  return sum
}
