/** A matrix by its rows, zeros left out: row r holds `columns` and `values` from `starts[r]` to `starts[r + 1]`. */
export type SparseRows = {
  readonly rows: number
  readonly width: number
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float64Array
}

/** Columns of equal length as sparse rows. Counts of crime in small areas are mostly zero. */
export const sparseRows = (columns: readonly Float64Array[]): SparseRows => {
  const rows = columns[0]?.length ?? 0
  const filled = columns.reduce((sum, column) => sum + column.filter((value) => value !== 0).length, 0)
  const starts = new Int32Array(rows + 1)
  const at = new Int32Array(filled)
  const values = new Float64Array(filled)
  let next = 0
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns.length; column++) {
      const value = columns[column]![row]!
      if (value === 0) continue
      at[next] = column
      values[next++] = value
    }
    starts[row + 1] = next
  }
  return { rows, width: columns.length, starts, columns: at, values }
}

/** Sum of some rows, each times its weight (1 where none are given). */
export const sumOfRows = (
  matrix: SparseRows,
  rows: Int32Array,
  weights?: Float64Array | undefined,
): Float64Array => {
  const sum = new Float64Array(matrix.width)
  for (let index = 0; index < rows.length; index++) {
    const weight = weights === undefined ? 1 : weights[index]!
    if (weight === 0) continue
    const end = matrix.starts[rows[index]! + 1]!
    for (let k = matrix.starts[rows[index]!]!; k < end; k++)
      sum[matrix.columns[k]!]! += weight * matrix.values[k]!
  }
  return sum
}
