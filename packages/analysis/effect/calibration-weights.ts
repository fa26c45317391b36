import { choleskyInPlace, solveLowerInPlace, solveUpperInPlace } from '../special/cholesky.ts'
import { NoAnswer } from './reason.ts'
import { sumOfRows, type SparseRows } from './sparse-rows.ts'

export type Calibration =
  | { weights: Float64Array; iterations: number }
  /** The constraint that the weights miss by most, with what was wanted and what the last step reached. */
  | { infeasible: { constraint: number; wanted: number; reached: number } }

/**
 * A constraint counts as met when it is off by less than this share of one more than itself: the reference package's
 * own rule, so that its weights come out too, with a unit at the edge of nothing where an exact solution has none.
 */
const usualTolerance = 1e-4
const mostIterations = 200
/** Rounding of the objective, as a share of its largest parts: near the solution its digits end before the constraints' do. */
const rounding = 4 * Number.EPSILON

/**
 * Weights of controls that reproduce the treated units' totals: min Σ (w − d)²/d subject to Σ w x = Σ treated x, w ≥ 0,
 * d = treated ÷ controls (Deville & Särndal 1992, case 7, "truncated linear"; Robbins, Saunders & Kilmer 2017). The
 * solution is w = d · max(0, 1 + x η); η is found by Newton's method on the convex dual, with a line search.
 *
 * `matrix` has a row for each unit and a column for each constraint; `treated` and `controls` list rows. Weights stand in
 * the order of `controls`. Columns may depend on one another. What no weights can meet is found and said. Throws NoAnswer for a value that is no number.
 */
export const calibrationWeights = (
  matrix: SparseRows,
  treated: Int32Array,
  controls: Int32Array,
  tolerance = usualTolerance,
): Calibration => {
  if (!matrix.values.every(Number.isFinite)) throw new NoAnswer({ code: 'no-number' })
  const wanted = sumOfRows(matrix, treated)
  const barred = unitsBarred(matrix, controls, wanted)
  const open = controls.filter((_, index) => barred[index] === 0)
  const left = sumOfAbsolutes(matrix, open)
  const missing = wanted.findIndex((total, column) => total !== 0 && left[column] === 0)
  if (missing !== -1) return { infeasible: { constraint: missing, wanted: wanted[missing]!, reached: 0 } }

  const base = treated.length / controls.length
  const scale = left.map((sum) => (sum > 0 ? sum * base : 1))
  const goal = {
    wanted: wanted.map((total, at) => total / scale[at]!),
    margin: wanted.map((total, at) => (tolerance * (1 + Math.abs(total))) / scale[at]!),
  }
  const found = newton(scaledRows(matrix, open, scale), goal, base)
  if ('reached' in found) {
    const { at, reached } = found
    return { infeasible: { constraint: at, wanted: wanted[at]!, reached: reached * scale[at]! } }
  }
  const weights = new Float64Array(controls.length)
  let next = 0
  for (let index = 0; index < controls.length; index++)
    if (barred[index] === 0) weights[index] = found.weights[next++]!
  return { weights, iterations: found.iterations }
}

/** Sum of the absolute values of each column over some rows. */
const sumOfAbsolutes = (matrix: SparseRows, rows: Int32Array): Float64Array =>
  sumOfRows({ ...matrix, values: matrix.values.map(Math.abs) }, rows)

/**
 * Controls that can have no weight: a column that is nowhere negative and must come to 0 bars every unit with some of
 * it. Left in, they would drive η to infinity.
 */
const unitsBarred = (matrix: SparseRows, controls: Int32Array, wanted: Float64Array): Uint8Array => {
  const barring = wanted.map((total) => (total === 0 ? 1 : 0))
  for (const row of controls)
    for (let k = matrix.starts[row]!; k < matrix.starts[row + 1]!; k++)
      if (matrix.values[k]! < 0) barring[matrix.columns[k]!] = 0
  return Uint8Array.from(controls, (row) => {
    for (let k = matrix.starts[row]!; k < matrix.starts[row + 1]!; k++)
      if (barring[matrix.columns[k]!] === 1) return 1
    return 0
  })
}

/** Some rows of a matrix with each column divided by its scale. */
const scaledRows = (matrix: SparseRows, rows: Int32Array, scale: Float64Array): SparseRows => {
  const starts = new Int32Array(rows.length + 1)
  for (let index = 0; index < rows.length; index++)
    starts[index + 1] = starts[index]! + matrix.starts[rows[index]! + 1]! - matrix.starts[rows[index]!]!
  const columns = new Int32Array(starts[rows.length]!)
  const values = new Float64Array(columns.length)
  for (let index = 0; index < rows.length; index++) {
    let from = matrix.starts[rows[index]!]!
    for (let k = starts[index]!; k < starts[index + 1]!; k++, from++) {
      columns[k] = matrix.columns[from]!
      values[k] = matrix.values[from]! / scale[columns[k]!]!
    }
  }
  return { rows: rows.length, width: matrix.width, starts, columns, values }
}

/** Totals to reach, and by how much each may be missed. */
type Goal = { wanted: Float64Array; margin: Float64Array }

type Newton = { weights: Float64Array; iterations: number } | { at: number; reached: number }

/** Minimises Σ d/2 · max(0, 1 + x η)² − wanted · η; its gradient is what the constraints are off by. */
const newton = (matrix: SparseRows, { wanted, margin }: Goal, base: number): Newton => {
  const { width } = matrix
  const eta = new Float64Array(width)
  const weights = new Float64Array(matrix.rows)
  const gradient = new Float64Array(width)
  let value = evaluate(matrix, eta, wanted, base, weights, gradient)
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    if (largest(gradient, margin).by < 1) return { weights, iterations: iteration }
    const step = newtonStep(matrix, weights, gradient, base)
    const slope = step.reduce((sum, each, column) => sum + each * gradient[column]!, 0)
    if (!(slope < 0)) break
    const from = eta.slice()
    const noise =
      rounding * from.reduce((sum, each, at) => sum + Math.abs(each * wanted[at]!), Math.abs(value))
    let length = 1
    for (;;) {
      for (let column = 0; column < width; column++) eta[column] = from[column]! + length * step[column]!
      const next = evaluate(matrix, eta, wanted, base, weights, gradient)
      if (next <= value + 1e-4 * length * slope + noise || length < 1e-10) {
        value = next
        break
      }
      length /= 2
    }
    // A multiplier beyond all measure: what is wanted lies outside what the controls can reach.
    if (eta.some((each) => !(Math.abs(each) < 1e12))) break
  }
  const { at } = largest(gradient, margin)
  return largest(gradient, margin).by < 1
    ? { weights, iterations: mostIterations }
    : { at, reached: wanted[at]! + gradient[at]! }
}

/** The constraint that is off by most, in margins. */
const largest = (gradient: Float64Array, margin: Float64Array): { at: number; by: number } => {
  let [at, by] = [0, 0]
  for (let column = 0; column < gradient.length; column++) {
    const off = Math.abs(gradient[column]!) / margin[column]!
    if (off > by) [at, by] = [column, off]
  }
  return { at, by }
}

/** Weights and gradient at η, in place; returns the objective. */
const evaluate = (
  matrix: SparseRows,
  eta: Float64Array,
  wanted: Float64Array,
  base: number,
  weights: Float64Array,
  gradient: Float64Array,
): number => {
  const { starts, columns, values } = matrix
  let objective = 0
  for (let column = 0; column < eta.length; column++) {
    gradient[column] = -wanted[column]!
    objective -= wanted[column]! * eta[column]!
  }
  for (let row = 0; row < matrix.rows; row++) {
    const end = starts[row + 1]!
    let factor = 1
    for (let k = starts[row]!; k < end; k++) factor += values[k]! * eta[columns[k]!]!
    if (!(factor > 0)) {
      weights[row] = 0
      continue
    }
    objective += 0.5 * base * factor * factor
    const weight = (weights[row] = base * factor)
    for (let k = starts[row]!; k < end; k++) gradient[columns[k]!]! += weight * values[k]!
  }
  return objective
}

/** −H⁻¹ · gradient, with as small a ridge as lets columns depend on one another. */
const newtonStep = (
  matrix: SparseRows,
  weights: Float64Array,
  gradient: Float64Array,
  base: number,
): Float64Array => {
  const { starts, columns, values, width } = matrix
  const curvature = new Float64Array(width * width)
  for (let row = 0; row < matrix.rows; row++) {
    if (weights[row] === 0) continue
    const begin = starts[row]!
    const end = starts[row + 1]!
    for (let k = begin; k < end; k++) {
      const from = columns[k]! * width
      const weighted = base * values[k]!
      for (let other = begin; other <= k; other++)
        curvature[from + columns[other]!]! += weighted * values[other]!
    }
  }
  let trace = 0
  for (let column = 0; column < width; column++) trace += curvature[column * (width + 1)]!
  for (let ridge = 1e-13; ; ridge *= 100) {
    const factor = curvature.slice()
    for (let column = 0; column < width; column++) {
      const at = column * (width + 1)
      factor[at] = factor[at]! * (1 + ridge) + ridge * (trace / width) + Number.MIN_VALUE
    }
    if (!choleskyInPlace(factor, width)) continue
    const step = gradient.map((each) => -each)
    solveLowerInPlace(factor, width, step)
    solveUpperInPlace(factor, width, step)
    return step
  }
}
