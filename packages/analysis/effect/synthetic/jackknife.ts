import { NoAnswer } from '../reason.ts'
import { averageOf, type CohortEffect, type SyntheticEffect } from './synthetic-effect.ts'

/**
 * Standard error by leaving out one unit at a time, the weights held fixed and those of the remaining controls brought
 * back to one: √((N − 1)/N · Σ (τ₋ᵢ − τ)²) (Arkhangelsky et al. 2021, algorithm 3; staggered: Clarke et al. 2023,
 * algorithm 4). Throws NoAnswer where a cohort is a single unit, or a single control has all the weight: leaving it out
 * leaves nothing.
 */
export const jackknifeError = ({ estimate, cohorts }: SyntheticEffect): number => {
  const single = cohorts.find(({ comparison }) => comparison.treated.length < 2)
  if (single) throw new NoAnswer({ code: 'jackknife-single' })
  const shifts = cohorts.map(contrasts)
  if (cohorts.some(({ unitWeights }) => unitWeights.some((weight) => weight > 1 - 1e-9)))
    throw new NoAnswer({ code: 'jackknife-one-control' })
  const without = (c: number, found: number, fewer: number): number =>
    averageOf(
      cohorts.map((cohort, other) => ({
        comparison: cohort.comparison,
        estimate: other === c ? found : cohort.estimate,
        treated: cohort.comparison.treated.length - (other === c ? fewer : 0),
      })),
    )
  const { controls } = cohorts[0]!.comparison
  let [sum, units] = [0, controls.length]
  for (const [c, { comparison, estimate: own }] of cohorts.entries()) {
    const count = comparison.treated.length
    units += count
    for (const shift of shifts[c]!.treated) {
      const left = own + (own + shifts[c]!.mixture - shift) / (count - 1)
      sum += (without(c, left, 1) - estimate) ** 2
    }
  }
  for (const j of controls.keys()) {
    const left = cohorts.map(({ comparison, estimate: own, unitWeights }, c) => {
      const weight = unitWeights[j]!
      // Without it the mixture moves from Σ ω h to (Σ ω h − ω h) / (1 − ω).
      const mixture = (shifts[c]!.mixture - weight * shifts[c]!.controls[j]!) / (1 - weight)
      return { comparison, estimate: own + shifts[c]!.mixture - mixture }
    })
    sum += (averageOf(left) - estimate) ** 2
  }
  return Math.sqrt(((units - 1) / units) * sum)
}

/** Of each unit: mean after the start less the weighted mean before it; and the controls' mixture of these. */
const contrasts = ({
  comparison,
  unitWeights,
  timeWeights,
}: CohortEffect): { treated: Float64Array; controls: Float64Array; mixture: number } => {
  const { outcome, start } = comparison
  const of = (units: readonly number[]): Float64Array =>
    Float64Array.from(units, (unit) => {
      let sum = 0
      for (let t = 0; t < outcome.times; t++) {
        const weight = t < start ? -timeWeights[t]! : 1 / (outcome.times - start)
        sum += weight * outcome.values[unit * outcome.times + t]!
      }
      return sum
    })
  const controls = of(comparison.controls)
  const mixture = controls.reduce((sum, shift, j) => sum + unitWeights[j]! * shift, 0)
  return { treated: of(comparison.treated), controls, mixture }
}
