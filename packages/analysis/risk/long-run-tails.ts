import type { WorkingCounts } from './relative-risk.ts'

const DEGREES = [2.5, 3, 4, 6, 10, 30] as const
const ITERATIONS = 25

/**
 * How much wider (or narrower) than the common variance each area's own persistent risk should be allowed to
 * lie. A few areas – town centres, an estate of shops – are far out and stay far out; under a normal
 * distribution they would be drawn in as if most of their excess were passing. The areas' long-run log risks
 * are taken as Student-t; location, scale and degrees of freedom by maximum likelihood (EM, Lange, Little &
 * Taylor 1989, JASA 84), and each area's variance is its conditional one given where it lies.
 *
 * Returns one factor per area for the persistent variance.
 */
export function longRunTails({ areas, bins, at }: WorkingCounts): Float64Array {
  const factors = new Float64Array(areas).fill(1)
  if (areas < 30 || bins === 0) return factors
  const risk = Float64Array.from({ length: areas }, (_, i) => at[i * bins]!)
  const mean = risk.reduce((sum, value) => sum + value, 0) / areas
  const variance = risk.reduce((sum, value) => sum + (value - mean) ** 2, 0) / areas
  if (!(variance > 0)) return factors
  let best = {
    likelihood: (-areas / 2) * (Math.log(variance) + 1 + Math.log(2 * Math.PI)),
    degrees: Infinity,
    location: mean,
    scale: variance,
  }
  for (const degrees of DEGREES) {
    const fit = fitStudent(risk, degrees, mean, variance)
    if (fit.likelihood > best.likelihood) best = fit
  }
  const { degrees, location, scale } = best
  if (degrees === Infinity) return factors
  for (let i = 0; i < areas; i++) {
    const distance = (risk[i]! - location) ** 2 / scale
    factors[i] = ((scale / variance) * (degrees + distance)) / (degrees + 1)
  }
  return factors
}

function fitStudent(risk: Float64Array, degrees: number, mean: number, variance: number) {
  let location = mean
  let scale = variance / 2
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    let weights = 0
    let weighted = 0
    let squares = 0
    for (const value of risk) {
      const weight = (degrees + 1) / (degrees + (value - location) ** 2 / scale)
      weights += weight
      weighted += weight * value
      squares += weight * (value - location) ** 2
    }
    location = weighted / weights
    scale = squares / risk.length
  }
  const constant =
    logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - Math.log(degrees * Math.PI * scale) / 2
  let likelihood = 0
  for (const value of risk)
    likelihood += constant - ((degrees + 1) / 2) * Math.log1p((value - location) ** 2 / (degrees * scale))
  return { likelihood, degrees, location, scale }
}

/** ln Γ(x) for x > 0 by Stirling's series after shifting x above 8; absolute error below 1e-10. */
function logGamma(x: number): number {
  let shift = 0
  let y = x
  while (y < 8) shift += Math.log(y++)
  return (
    (y - 0.5) * Math.log(y) -
    y +
    Math.log(2 * Math.PI) / 2 +
    1 / (12 * y) -
    1 / (360 * y ** 3) +
    1 / (1260 * y ** 5) -
    shift
  )
}
