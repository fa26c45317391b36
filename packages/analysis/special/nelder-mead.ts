export type NelderMeadOptions = {
  /** Initial step along each coordinate. */
  step: number
  /** Stop when the best and the worst corner differ by less than this. */
  tolerance: number
  maximumEvaluations: number
}

/**
 * Minimises a smooth function of a few unknowns without derivatives (Nelder & Mead 1965, Computer Journal 7).
 * Deterministic: the same start gives the same answer. A value that is not finite counts as +∞. `converged` is false
 * where it stopped for want of evaluations.
 */
export const nelderMead = (
  objective: (point: Float64Array) => number,
  start: readonly number[],
  { step, tolerance, maximumEvaluations }: NelderMeadOptions,
): { point: Float64Array; value: number; evaluations: number; converged: boolean } => {
  const size = start.length
  const count = { evaluations: 0 }
  const evaluate = (point: Float64Array) => {
    count.evaluations++
    const value = objective(point)
    return { point, value: Number.isFinite(value) ? value : Infinity }
  }
  const corners = [evaluate(Float64Array.from(start))]
  for (let i = 0; i < size; i++) {
    const point = Float64Array.from(start)
    point[i] = point[i]! + step
    corners.push(evaluate(point))
  }
  const along = (centre: Float64Array, worst: Float64Array, factor: number) =>
    evaluate(centre.map((value, i) => value + factor * (value - worst[i]!)))

  while (count.evaluations < maximumEvaluations) {
    corners.sort((a, b) => a.value - b.value)
    const best = corners[0]!
    const worst = corners[size]!
    if (worst.value - best.value < tolerance) break
    const centre = new Float64Array(size)
    for (let c = 0; c < size; c++)
      for (let i = 0; i < size; i++) centre[i] = centre[i]! + corners[c]!.point[i]! / size
    const reflected = along(centre, worst.point, 1)
    if (reflected.value < best.value) {
      const expanded = along(centre, worst.point, 2)
      corners[size] = expanded.value < reflected.value ? expanded : reflected
    } else if (reflected.value < corners[size - 1]!.value) {
      corners[size] = reflected
    } else {
      const contracted = along(centre, worst.point, reflected.value < worst.value ? 0.5 : -0.5)
      if (contracted.value < Math.min(reflected.value, worst.value)) {
        corners[size] = contracted
      } else {
        for (let c = 1; c <= size; c++)
          corners[c] = evaluate(
            corners[c]!.point.map((value, i) => best.point[i]! + 0.5 * (value - best.point[i]!)),
          )
      }
    }
  }
  corners.sort((a, b) => a.value - b.value)
  const converged = corners[size]!.value - corners[0]!.value < tolerance
  return { ...corners[0]!, ...count, converged }
}
