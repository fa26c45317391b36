/**
 * Cholesky factor of a symmetric positive definite matrix, in place.
 *
 * `matrix` is row-major, `size` × `size`; only its lower triangle is read and it is overwritten by L with
 * L·Lᵀ = the matrix. Returns false, leaving the triangle half done, when a pivot is not positive.
 */
export const choleskyInPlace = (matrix: Float64Array, size: number): boolean => {
  for (let column = 0; column < size; column++) {
    const pivotRow = column * size
    let pivot = matrix[pivotRow + column]!
    for (let k = 0; k < column; k++) pivot -= matrix[pivotRow + k]! * matrix[pivotRow + k]!
    if (!(pivot > 0)) return false
    const root = Math.sqrt(pivot)
    matrix[pivotRow + column] = root
    let row = column + 1
    // Four rows at once: the sums of one row wait for each other, those of four do not.
    for (; row + 3 < size; row += 4) {
      const first = row * size
      const second = first + size
      const third = second + size
      const fourth = third + size
      let a = matrix[first + column]!
      let b = matrix[second + column]!
      let c = matrix[third + column]!
      let d = matrix[fourth + column]!
      for (let k = 0; k < column; k++) {
        const factor = matrix[pivotRow + k]!
        a -= matrix[first + k]! * factor
        b -= matrix[second + k]! * factor
        c -= matrix[third + k]! * factor
        d -= matrix[fourth + k]! * factor
      }
      matrix[first + column] = a / root
      matrix[second + column] = b / root
      matrix[third + column] = c / root
      matrix[fourth + column] = d / root
    }
    for (; row < size; row++) {
      const start = row * size
      let sum = matrix[start + column]!
      for (let k = 0; k < column; k++) sum -= matrix[start + k]! * matrix[pivotRow + k]!
      matrix[start + column] = sum / root
    }
  }
  return true
}

/** Solves L·x = b in place, for the lower triangle left by `choleskyInPlace`. */
export const solveLowerInPlace = (factor: Float64Array, size: number, vector: Float64Array): void => {
  for (let row = 0; row < size; row++) {
    let sum = vector[row]!
    for (let k = 0; k < row; k++) sum -= factor[row * size + k]! * vector[k]!
    vector[row] = sum / factor[row * size + row]!
  }
}

/** Solves Lᵀ·x = b in place, for the lower triangle left by `choleskyInPlace`. */
export const solveUpperInPlace = (factor: Float64Array, size: number, vector: Float64Array): void => {
  for (let row = size - 1; row >= 0; row--) {
    let sum = vector[row]!
    for (let k = row + 1; k < size; k++) sum -= factor[k * size + row]! * vector[k]!
    vector[row] = sum / factor[row * size + row]!
  }
}

/** Twice the sum of the logarithms of the factor's diagonal: the log determinant of the matrix. */
export const logDeterminant = (factor: Float64Array, size: number): number => {
  let sum = 0
  for (let row = 0; row < size; row++) sum += Math.log(factor[row * size + row]!)
  return 2 * sum
}
