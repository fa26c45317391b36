import { choleskyInPlace, solveLowerInPlace, solveUpperInPlace } from '../../special/cholesky.ts'

/**
 * Weights w ≥ 0 that add to one and minimise ‖Σ wⱼ dⱼ‖² + ridge · Σ wⱼ² for a ridge that is not small, where thousands of
 * weights can be above zero. The dual has only as many unknowns as a point has coordinates: with u = Σ wⱼ dⱼ, w is the
 * projection of −D′u / ridge on the simplex, and u solves a piecewise linear equation, by Newton's method with a line
 * search to rounding.
 *
 * `points` holds point j's coordinate t at `j * length + t`.
 */
export const ridgeMixture = (points: Float64Array, length: number, ridge: number): Float64Array => {
  const count = points.length / length
  const dual = new Float64Array(length)
  for (let j = 0; j < count; j++) for (let t = 0; t < length; t++) dual[t]! += points[j * length + t]! / count
  let state = evaluate(points, length, ridge, dual)
  for (let round = 0; round < 200; round++) {
    const { gradient, weights, value } = state
    const size = Math.sqrt(gradient.reduce((sum, one) => sum + one * one, 0))
    if (size <= 1e-13 * (1 + Math.sqrt(state.dual.reduce((sum, one) => sum + one * one, 0)))) break
    const step = newtonStep(points, length, ridge, weights, gradient)
    const slope = step.reduce((sum, one, t) => sum + one * gradient[t]!, 0)
    let next = state
    for (let share = 1; share > 1e-9; share /= 2) {
      const tried = evaluate(
        points,
        length,
        ridge,
        state.dual.map((one, t) => one - share * step[t]!),
      )
      if (tried.value <= value - 1e-4 * share * slope) {
        next = tried
        break
      }
    }
    // No fall that rounding lets one see: this is the bottom.
    if (next === state) break
    state = next
  }
  return state.weights
}

interface State {
  readonly dual: Float64Array
  readonly value: number
  readonly gradient: Float64Array
  readonly weights: Float64Array
}

const evaluate = (points: Float64Array, length: number, ridge: number, dual: Float64Array): State => {
  const count = points.length / length
  const pull = new Float64Array(count)
  for (let j = 0; j < count; j++) {
    let sum = 0
    for (let t = 0; t < length; t++) sum += points[j * length + t]! * dual[t]!
    pull[j] = -sum / ridge
  }
  const weights = ontoSimplex(pull)
  const mixture = mix(points, length, weights)
  let value = 0
  for (let t = 0; t < length; t++) value += dual[t]! * (dual[t]! / 2 - mixture[t]!)
  for (const weight of weights) value -= (ridge / 2) * weight * weight
  return { dual, value, gradient: dual.map((one, t) => one - mixture[t]!), weights }
}

const mix = (points: Float64Array, length: number, weights: Float64Array): Float64Array => {
  const mixture = new Float64Array(length)
  for (let j = 0; j < weights.length; j++) {
    const weight = weights[j]!
    if (weight === 0) continue
    for (let t = 0; t < length; t++) mixture[t]! += weight * points[j * length + t]!
  }
  return mixture
}

/** The nearest weights that are not negative and add to one. */
const ontoSimplex = (values: Float64Array): Float64Array => {
  const sorted = values.toSorted()
  let [sum, threshold] = [0, 0]
  for (let taken = 1; taken <= sorted.length; taken++) {
    const value = sorted[sorted.length - taken]!
    sum += value
    const level = (sum - 1) / taken
    if (value <= level) break
    threshold = level
  }
  return values.map((value) => Math.max(0, value - threshold))
}

/** Solves (I + Σ (dⱼ − d̄)(dⱼ − d̄)′ / ridge) · step = gradient, over the points with weight; d̄ is their mean. */
const newtonStep = (
  points: Float64Array,
  length: number,
  ridge: number,
  weights: Float64Array,
  gradient: Float64Array,
): Float64Array => {
  const active = [...weights.keys()].filter((j) => weights[j]! > 0)
  const mean = new Float64Array(length)
  for (const j of active) for (let t = 0; t < length; t++) mean[t]! += points[j * length + t]! / active.length
  const matrix = new Float64Array(length * length)
  const away = new Float64Array(length)
  for (const j of active) {
    for (let t = 0; t < length; t++) away[t] = points[j * length + t]! - mean[t]!
    for (let a = 0; a < length; a++) {
      const value = away[a]! / ridge
      const start = a * length
      for (let b = 0; b <= a; b++) matrix[start + b]! += value * away[b]!
    }
  }
  for (let a = 0; a < length; a++) matrix[a * length + a]! += 1
  const step = Float64Array.from(gradient)
  if (!choleskyInPlace(matrix, length)) return step
  solveLowerInPlace(matrix, length, step)
  solveUpperInPlace(matrix, length, step)
  return step
}
