/** Product of two n × n matrices, row by row. */
export const multiply = (one: ArrayLike<number>, other: ArrayLike<number>, n: number): Float64Array => {
  const product = new Float64Array(n * n)
  for (let row = 0; row < n; row++)
    for (let inner = 0; inner < n; inner++)
      for (let column = 0; column < n; column++)
        product[row * n + column]! += one[row * n + inner]! * other[inner * n + column]!
  return product
}

/**
 * Inverse of an n × n matrix by elimination with the largest pivot; undefined where a pivot is nothing beside `scale`,
 * the largest entry unless given.
 */
export const invert = (matrix: ArrayLike<number>, n: number, scale?: number): Float64Array | undefined => {
  const left = Float64Array.from(matrix)
  const right = new Float64Array(n * n)
  for (let row = 0; row < n; row++) right[row * n + row] = 1
  const largest = scale ?? left.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  for (let step = 0; step < n; step++) {
    let pivot = step
    for (let row = step + 1; row < n; row++)
      if (Math.abs(left[row * n + step]!) > Math.abs(left[pivot * n + step]!)) pivot = row
    const value = left[pivot * n + step]!
    if (!(Math.abs(value) > 1e-9 * largest)) return undefined
    for (const side of [left, right]) {
      for (let column = 0; column < n; column++) {
        const [a, b] = [side[step * n + column]!, side[pivot * n + column]!]
        side[step * n + column] = b / value
        if (pivot !== step) side[pivot * n + column] = a
      }
    }
    for (let row = 0; row < n; row++) {
      const times = left[row * n + step]!
      if (row === step || times === 0) continue
      for (const side of [left, right])
        for (let column = 0; column < n; column++) side[row * n + column]! -= times * side[step * n + column]!
    }
  }
  return right
}
