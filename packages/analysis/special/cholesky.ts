/**
 * Cholesky factor of a symmetric positive definite matrix, in place.
 *
 * `matrix` is row-major, `size` × `size`; only its lower triangle is read and it is overwritten by L with
 * L·Lᵀ = the matrix. Returns false, leaving the triangle half done, when a pivot is not positive.
 */
export function choleskyInPlace(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row++) {
    const rowStart = row * size
    for (let column = 0; column <= row; column++) {
      const columnStart = column * size
      let sum = matrix[rowStart + column]!
      for (let k = 0; k < column; k++) sum -= matrix[rowStart + k]! * matrix[columnStart + k]!
      if (column < row) {
        matrix[rowStart + column] = sum / matrix[columnStart + column]!
      } else {
        if (!(sum > 0)) return false
        matrix[rowStart + row] = Math.sqrt(sum)
      }
    }
  }
  return true
}

/** Solves L·x = b in place, for the lower triangle left by `choleskyInPlace`. */
export function solveLowerInPlace(factor: Float64Array, size: number, vector: Float64Array): void {
  for (let row = 0; row < size; row++) {
    let sum = vector[row]!
    for (let k = 0; k < row; k++) sum -= factor[row * size + k]! * vector[k]!
    vector[row] = sum / factor[row * size + row]!
  }
}

/** Solves Lᵀ·x = b in place, for the lower triangle left by `choleskyInPlace`. */
export function solveUpperInPlace(factor: Float64Array, size: number, vector: Float64Array): void {
  for (let row = size - 1; row >= 0; row--) {
    let sum = vector[row]!
    for (let k = row + 1; k < size; k++) sum -= factor[k * size + row]! * vector[k]!
    vector[row] = sum / factor[row * size + row]!
  }
}

/** Twice the sum of the logarithms of the factor's diagonal: the log determinant of the matrix. */
export function logDeterminant(factor: Float64Array, size: number): number {
  let sum = 0
  for (let row = 0; row < size; row++) sum += Math.log(factor[row * size + row]!)
  return 2 * sum
}
