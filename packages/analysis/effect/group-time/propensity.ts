import { dependentColumn, multiply, symmetricInverse } from '../../special/symmetric-inverse.ts'

export type Propensity = {
  /** Probability of being treated, of each row. */
  readonly score: Float64Array
  /** Inverse of the information matrix X′WX, `columns` × `columns`. */
  readonly inverseInformation: Float64Array
  readonly coefficients: Float64Array
}

/**
 * Logistic regression of `treated` (0 or 1) on `design` (row-major, rows × columns, a column of ones among them) by
 * Newton's method, from `start` where one is at hand. Null where there is no answer: columns that repeat one another, or
 * covariates that tell treated from untreated without fail, so that the likelihood has no maximum.
 */
export const propensityScores = (
  design: Float64Array,
  treated: Uint8Array,
  columns: number,
  start?: Float64Array,
): Propensity | null => {
  const rows = treated.length
  const coefficients = start ? Float64Array.from(start) : new Float64Array(columns)
  const score = new Float64Array(rows)
  const step = new Float64Array(columns)
  for (let round = 0; round < 60; round++) {
    const information = new Float64Array(columns * columns)
    step.fill(0)
    for (let row = 0; row < rows; row++) {
      const at = row * columns
      let linear = 0
      for (let a = 0; a < columns; a++) linear += design[at + a]! * coefficients[a]!
      const probability = 1 / (1 + Math.exp(-linear))
      score[row] = probability
      const weight = probability * (1 - probability)
      for (let a = 0; a < columns; a++) {
        const value = design[at + a]!
        step[a]! += (treated[row]! - probability) * value
        for (let b = 0; b <= a; b++) information[a * columns + b]! += weight * value * design[at + b]!
      }
    }
    const inverseInformation = symmetricInverse(information, columns)
    if (!inverseInformation) return null
    const move = multiply(inverseInformation, step, columns)
    if (!move.every(Number.isFinite)) return null
    if (Math.max(...move.map(Math.abs)) < 1e-10) {
      // A fit that puts every row at 0 or 1 has run off along a separating direction.
      const decided = score.every((p) => p < 1e-8 || p > 1 - 1e-8)
      return decided ? null : { score, inverseInformation, coefficients }
    }
    for (let a = 0; a < columns; a++) coefficients[a]! += move[a]!
    if (coefficients.some((value) => Math.abs(value) > 1e3)) return null
  }
  return null
}

/** The first column after the ones that has one value in all of some rows; null where every column varies. */
export const constantColumn = (
  design: Float64Array,
  columns: number,
  rows: readonly number[],
): number | null => {
  for (let column = 1; column < columns; column++) {
    const values = rows.map((row) => design[row * columns + column]!)
    const first = values[0] ?? 0
    if (values.every((value) => Math.abs(value - first) <= 1e-10 * Math.max(1, Math.abs(first))))
      return column
  }
  return null
}

/** The first column that those before it, the ones among them, already give in some rows; null where none is. */
export const repeatedColumn = (
  design: Float64Array,
  columns: number,
  rows: readonly number[],
): number | null => {
  const cross = new Float64Array(columns * columns)
  for (const row of rows)
    for (let a = 0; a < columns; a++)
      for (let b = 0; b <= a; b++)
        cross[a * columns + b]! += design[row * columns + a]! * design[row * columns + b]!
  return dependentColumn(cross, columns)
}

/**
 * The fewest columns, in their order, by which treated and controls are told apart: each is left out in turn where the
 * others still tell them apart.
 */
export const separatingColumns = (design: Float64Array, treated: Uint8Array, columns: number): number[] => {
  const separates = (kept: readonly number[]): boolean => {
    const width = kept.length + 1
    const part = new Float64Array(treated.length * width)
    for (let row = 0; row < treated.length; row++)
      for (const [at, column] of [0, ...kept].entries())
        part[row * width + at] = design[row * columns + column]!
    return propensityScores(part, treated, width) === null
  }
  let kept = Array.from({ length: columns - 1 }, (_, at) => at + 1)
  for (const column of kept) {
    const others = kept.filter((other) => other !== column)
    if (others.length > 0 && separates(others)) kept = others
  }
  return kept
}
