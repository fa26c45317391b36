import { choleskyInPlace, solveLowerInPlace, solveUpperInPlace } from '../special/cholesky.ts'
import { TRAITS } from './area-traits.ts'
import type { AreaTraits } from './area-traits.ts'
import type { Hindcast } from './hindcasts.ts'

const SIZE = TRAITS.length
const FEWEST_AREAS = 100
/** Prior standard deviation of an effect on the log scale for one deviation of a trait: without evidence there is none. */
const PRIOR_DEVIATION = 0.02

/**
 * How much longer or shorter burglaries last where a trait is strong, learnt from the model's own past forecasts: a
 * log-linear correction of the expectations by area-traits.ts, fitted to what followed by Poisson quasi-likelihood with
 * a weak prior (penalised; McCullagh & Nelder 1989 §9). Every past forecast is held to its own total, so that only the
 * division among the areas is learnt. One made from a short history tells less about one from a longer history, and
 * counts in proportion to it (`weight`).
 *
 * Returns an effect for each trait; undefined where there are too few areas or no past forecast.
 */
export function fitTraitEffects(hindcasts: readonly Hindcast[]): Float64Array | undefined {
  const areas = hindcasts[0]?.logRisk.length ?? 0
  if (areas < FEWEST_AREAS) return undefined
  const effects = new Float64Array(SIZE)
  let dispersion = 1
  for (let iteration = 0; iteration < 5; iteration++) {
    const precision = 1 / (PRIOR_DEVIATION * PRIOR_DEVIATION)
    const score = effects.map((effect) => -precision * effect)
    const information = new Float64Array(SIZE * SIZE)
    for (let a = 0; a < SIZE; a++) information[a * SIZE + a] = precision
    let pearson = 0
    let used = 0
    for (const hindcast of hindcasts) {
      const mean = corrected(hindcast, effects)
      const centre = weightedMeans(hindcast.traits, mean)
      const weight = hindcast.weight / dispersion
      for (let i = 0; i < areas; i++) {
        if (!(mean[i]! > 0)) continue
        const miss = hindcast.actual[i]! - mean[i]!
        pearson += (miss * miss) / mean[i]!
        used++
        for (let a = 0; a < SIZE; a++) {
          const x = hindcast.traits[i * SIZE + a]! - centre[a]!
          score[a]! += weight * x * miss
          for (let b = 0; b <= a; b++)
            information[a * SIZE + b]! +=
              weight * mean[i]! * x * (hindcast.traits[i * SIZE + b]! - centre[b]!)
        }
      }
    }
    if (used === 0 || !choleskyInPlace(information, SIZE)) return undefined
    solveLowerInPlace(information, SIZE, score)
    solveUpperInPlace(information, SIZE, score)
    for (let a = 0; a < SIZE; a++) effects[a]! += score[a]!
    dispersion = Math.max(1, pearson / used)
  }
  return effects
}

/** Logarithm of the factor by which the expectation of area `i` is corrected. */
export function traitFactor(traits: AreaTraits, effects: Float64Array, i: number): number {
  let sum = 0
  for (let a = 0; a < SIZE; a++) sum += effects[a]! * traits[i * SIZE + a]!
  return sum
}

function corrected({ expected, actual, traits }: Hindcast, effects: Float64Array): Float64Array {
  const raw = expected.map((value, i) => value * Math.exp(traitFactor(traits, effects, i)))
  const mass = raw.reduce((sum, value) => sum + value, 0)
  const all = actual.reduce((sum, value) => sum + value, 0)
  return mass > 0 ? raw.map((value) => (value * all) / mass) : raw
}

function weightedMeans(traits: AreaTraits, weights: Float64Array): Float64Array {
  const means = new Float64Array(SIZE)
  let mass = 0
  for (let i = 0; i < weights.length; i++) {
    mass += weights[i]!
    for (let a = 0; a < SIZE; a++) means[a]! += weights[i]! * traits[i * SIZE + a]!
  }
  return mass > 0 ? means.map((mean) => mean / mass) : means
}
