/** How far a sum of probabilities may fall short of an equal one by rounding alone. */
const rounding = 1e-9

export type PermutationP = {
  /** One per cell: (1 + permutations at least as large as the observed) / (1 + permutations). */
  readonly p: Float64Array
  /** One per cell: the same for the largest cell of each permutation, so that it holds for all cells at once. */
  readonly pAdjusted: Float64Array
}

/**
 * Upper-tail permutation p of each cell, plain and adjusted over the cells by the single-step maximum (Westfall and
 * Young 1993, "Resampling-based multiple testing", section 2.5). Cells are made comparable as
 * z = (count − expected) / s, where s² is the mean squared distance from the expectation over the permutations and
 * the observed table together: counted alike, so that under the null hypothesis every table is as likely as any
 * other to hold the largest z. A cell that never differs from its expectation takes no part and has p = 1.
 * permuted holds one table after another, each as long as observed.
 */
export const permutationP = (
  observed: Float64Array,
  expected: Float64Array,
  permuted: Float64Array,
): PermutationP => {
  const cells = observed.length
  const permutations = permuted.length / cells
  const scale = new Float64Array(cells)
  const atLeast = new Float64Array(cells)
  for (let cell = 0; cell < cells; cell++) {
    let squares = (observed[cell]! - expected[cell]!) ** 2
    for (let at = cell; at < permuted.length; at += cells) {
      squares += (permuted[at]! - expected[cell]!) ** 2
      if (permuted[at]! >= observed[cell]! - rounding) atLeast[cell]!++
    }
    scale[cell] = Math.sqrt(squares / (permutations + 1))
  }
  const standardised = (count: number, cell: number): number =>
    scale[cell]! > rounding ? (count - expected[cell]!) / scale[cell]! : -Infinity
  const largerMaximum = new Float64Array(cells)
  for (let start = 0; start < permuted.length; start += cells) {
    let largest = -Infinity
    for (let cell = 0; cell < cells; cell++) {
      largest = Math.max(largest, standardised(permuted[start + cell]!, cell))
    }
    for (let cell = 0; cell < cells; cell++) {
      if (largest >= standardised(observed[cell]! - rounding, cell)) largerMaximum[cell]!++
    }
  }
  return {
    p: atLeast.map((count) => (1 + count) / (1 + permutations)),
    pAdjusted: largerMaximum.map((count) => (1 + count) / (1 + permutations)),
  }
}
