/**
 * Non-negative least squares by cyclic coordinate descent on the normal equations:
 * minimise Σ weightₖ (targetₖ − Σⱼ designₖⱼ xⱼ)², x ≥ 0 (Franc, Hlaváč & Navara 2005).
 *
 * `design` is rows × columns, row-major. A column that is zero throughout gets 0.
 */
export const nonNegativeLeastSquares = (
  design: Float64Array,
  target: Float64Array,
  weight: Float64Array,
  columns: number,
): { solution: Float64Array; residual: number } => {
  const rows = target.length
  const gram = new Float64Array(columns * columns)
  const gradient = new Float64Array(columns)
  for (let r = 0; r < rows; r++) {
    for (let a = 0; a < columns; a++) {
      const weighted = weight[r]! * design[r * columns + a]!
      gradient[a] = gradient[a]! - weighted * target[r]!
      for (let b = 0; b < columns; b++)
        gram[a * columns + b] = gram[a * columns + b]! + weighted * design[r * columns + b]!
    }
  }
  const solution = new Float64Array(columns)
  for (let sweep = 0; sweep < 2000; sweep++) {
    let change = 0
    for (let a = 0; a < columns; a++) {
      const curvature = gram[a * columns + a]!
      if (!(curvature > 0)) continue
      const next = Math.max(0, solution[a]! - gradient[a]! / curvature)
      const step = next - solution[a]!
      if (step === 0) continue
      change = Math.max(change, Math.abs(step) * Math.sqrt(curvature))
      solution[a] = next
      for (let b = 0; b < columns; b++) gradient[b] = gradient[b]! + step * gram[a * columns + b]!
    }
    if (change < 1e-9) break
  }
  let residual = 0
  for (let r = 0; r < rows; r++) {
    let miss = target[r]!
    for (let a = 0; a < columns; a++) miss -= design[r * columns + a]! * solution[a]!
    residual += weight[r]! * miss * miss
  }
  return { solution, residual }
}
