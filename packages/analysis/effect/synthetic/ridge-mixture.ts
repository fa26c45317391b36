import { choleskyInPlace, solveLowerInPlace, solveUpperInPlace } from '../../special/cholesky.ts'

/** Ridge, as a share of the points' mean square, down from which the answer is approached step by step. */
const slight = 1e-3

/**
 * Weights w ≥ 0 that add to one and minimise ‖Σ wⱼ dⱼ‖² + ridge · Σ wⱼ², where thousands of weights can be above zero: for
 * a ridge that is not small, or a small one that has to choose among mixtures that all reach the origin. The dual has only
 * as many unknowns as a point has coordinates: w is the projection of −D′v on the simplex, and ridge · v = Σ wⱼ dⱼ is a
 * piecewise linear equation in v, solved by Newton's method with a line search to rounding.
 *
 * `points` holds point j's coordinate t at `j * length + t`.
 */
export const ridgeMixture = (points: Float64Array, length: number, ridge: number): Float64Array => {
  const count = points.length / length
  const meanSquare = points.reduce((sum, value) => sum + value * value, 0) / count
  if (meanSquare === 0) return new Float64Array(count).fill(1 / count)
  let dual: Float64Array = new Float64Array(length)
  // From an easy ridge to the one that is asked for, each answer the start of the next.
  let weights = new Float64Array(count)
  for (let stage = Math.max(ridge, slight * meanSquare); ; stage = Math.max(ridge, stage / 30)) {
    const found = solved({ points, length, ridge: stage }, dual, Math.sqrt(meanSquare))
    dual = found.dual
    weights = Float64Array.from(found.weights)
    if (stage === ridge) return weights
  }
}

type Dual = {
  readonly points: Float64Array
  readonly length: number
  readonly ridge: number
}

type State = {
  readonly dual: Float64Array
  readonly value: number
  readonly gradient: Float64Array
  readonly weights: Float64Array
}

const solved = (problem: Dual, from: Float64Array, scale: number): State => {
  let state = evaluate(problem, from)
  for (let round = 0; round < 200; round++) {
    const { gradient, weights, value, dual } = state
    const size = Math.hypot(...gradient)
    if (size <= 1e-14 * scale) break
    const step = newtonStep(problem, weights, gradient)
    const slope = step.reduce((sum, one, t) => sum + one * gradient[t]!, 0)
    // Too small a fall for the values to show: the whole step, as long as it brings the gradient down.
    const isLast = slope < 1e-11 * Math.abs(value)
    let next: State | undefined
    for (let share = 1; share > (isLast ? 0.5 : 1e-9); share /= 2) {
      const tried = evaluate(
        problem,
        dual.map((one, t) => one - share * step[t]!),
      )
      const falls = isLast
        ? Math.hypot(...tried.gradient) < size / 2
        : tried.value <= value - 1e-4 * share * slope
      if (!falls) continue
      next = tried
      break
    }
    if (!next) break
    state = next
  }
  return state
}

const evaluate = ({ points, length, ridge }: Dual, dual: Float64Array): State => {
  const count = points.length / length
  const pull = new Float64Array(count)
  for (let j = 0; j < count; j++) {
    let sum = 0
    for (let t = 0; t < length; t++) sum += points[j * length + t]! * dual[t]!
    pull[j] = -sum
  }
  const weights = ontoSimplex(pull)
  const mixture = new Float64Array(length)
  let value = 0
  for (let j = 0; j < count; j++) {
    const weight = weights[j]!
    if (weight === 0) continue
    value -= (weight * weight) / 2
    for (let t = 0; t < length; t++) mixture[t]! += weight * points[j * length + t]!
  }
  for (let t = 0; t < length; t++) value += dual[t]! * ((ridge / 2) * dual[t]! - mixture[t]!)
  return { dual, value, gradient: dual.map((one, t) => ridge * one - mixture[t]!), weights }
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

/** Solves (ridge · I + Σ (dⱼ − d̄)(dⱼ − d̄)′) · step = gradient, over the points with weight; d̄ is their mean. */
const newtonStep = (
  { points, length, ridge }: Dual,
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
      const value = away[a]!
      const start = a * length
      for (let b = 0; b <= a; b++) matrix[start + b]! += value * away[b]!
    }
  }
  for (let a = 0; a < length; a++) matrix[a * length + a]! += ridge
  const step = Float64Array.from(gradient)
  if (!choleskyInPlace(matrix, length)) return step.map((one) => one / ridge)
  solveLowerInPlace(matrix, length, step)
  solveUpperInPlace(matrix, length, step)
  return step
}
