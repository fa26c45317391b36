import { choleskyInPlace, solveLowerInPlace, solveUpperInPlace } from './cholesky.ts'

/** Inverse of a symmetric positive definite matrix from its lower triangle; null where it is not positive definite. */
export const symmetricInverse = (matrix: Float64Array, size: number): Float64Array | null => {
  const factor = Float64Array.from(matrix)
  const diagonal = Float64Array.from({ length: size }, (_, a) => matrix[a * size + a]!)
  if (!choleskyInPlace(factor, size)) return null
  // A pivot that rounding alone has left above zero belongs to a column that the others already give.
  for (let a = 0; a < size; a++) if (factor[a * size + a]! ** 2 < 1e-11 * diagonal[a]!) return null
  const inverse = new Float64Array(size * size)
  const column = new Float64Array(size)
  for (let a = 0; a < size; a++) {
    column.fill(0)
    column[a] = 1
    solveLowerInPlace(factor, size, column)
    solveUpperInPlace(factor, size, column)
    for (let b = 0; b < size; b++) inverse[b * size + a] = column[b]!
  }
  return inverse
}

/** The first column of a symmetric matrix, by its lower triangle, that those before it already give; null where none is. */
export const dependentColumn = (matrix: Float64Array, size: number): number | null => {
  for (let width = 1; width <= size; width++) {
    const leading = new Float64Array(width * width)
    for (let a = 0; a < width; a++)
      for (let b = 0; b <= a; b++) leading[a * width + b] = matrix[a * size + b]!
    if (!symmetricInverse(leading, width)) return width - 1
  }
  return null
}

/** Product of a square matrix, row-major, with a vector. */
export const multiply = (matrix: Float64Array, vector: ArrayLike<number>, size: number): Float64Array => {
  const product = new Float64Array(size)
  for (let a = 0; a < size; a++) {
    let sum = 0
    for (let b = 0; b < size; b++) sum += matrix[a * size + b]! * vector[b]!
    product[a] = sum
  }
  return product
}
