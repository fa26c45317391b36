import { symmetricInverse, multiply } from '../special/symmetric-inverse.ts'
import { traitNames, type AreaTraits } from './area-traits.ts'

/** What corrects the expectations: what traits of areas add, and how far the upper fifth lies higher or lower. */
export const effectNames = [...traitNames, 'shift', 'slope'] as const
export type EffectName = (typeof effectNames)[number]
export const effectCount = effectNames.length

/** n × effectCount, row-major by area: the traits, then the two columns of the upper fifth. */
export type EffectColumns = Float64Array

/** One past forecast beside what followed, per area. */
export type Hindcast = {
  /** Log relative risk, and the burglaries expected by it when their sum is known. */
  logRisk: Float64Array
  expected: Float64Array
  /** Burglaries counted. */
  actual: Float64Array
  /** Traits of its areas and what lies in its upper fifth. */
  columns: EffectColumns
  /** Length of the history it was made from as a share of the history now. */
  weight: number
}

/** Effects on the log scale as expected for the period ahead, and how far the period may differ from that. */
export type LearntEffects = {
  mean: Float64Array
  /** effectCount × effectCount: what is unsure about the usual effects, and how much they move from one period to the next. */
  covariance: Float64Array
  /** Past forecasts that they were learnt from; with none they are London's of 2011–2014. */
  hindcasts: number
  /** Whether every fit settled. */
  converged: boolean
}

const lowerQuantile = 0.8
const upperQuantile = 0.92
const fewestAreas = 100
const farthestEffect = 0.5

/**
 * What was found in London on forecasts from December 2011 to December 2013, for every third month and cities cut out
 * of it (docs/decisions/risk-model.md): the usual effect, how far that of another city or another length of history is
 * allowed to lie from it, and how far the effect of one period lay from the usual one, all as standard deviations.
 */
const londons: Record<EffectName, { usual: number; between: number; period: number }> = {
  repeats: { usual: -0.04, between: 0.02, period: 0.01 },
  premises: { usual: 0.032, between: 0.02, period: 0.005 },
  homesAround: { usual: 0.03, between: 0.02, period: 0.012 },
  homesHere: { usual: -0.018, between: 0.02, period: 0.003 },
  shift: { usual: -0.045, between: 0.025, period: 0.01 },
  slope: { usual: 0.06, between: 0.06, period: 0.03 },
}
/** The slope where a source tells neither repeats nor premises: town centres are known by premises otherwise. */
const slopeUntold = 0.16

/** Columns of an area's traits and of the upper fifth: a ramp between the 80th and the 92nd percentile, and what lies beyond. */
export const effectColumns = (traits: AreaTraits, level: Float64Array): EffectColumns => {
  const areas = level.length
  const columns = new Float64Array(areas * effectCount)
  const sorted = level.toSorted()
  const lower = sorted[Math.floor(lowerQuantile * areas)]!
  const upper = sorted[Math.floor(upperQuantile * areas)]!
  const width = traitNames.length
  for (let i = 0; i < areas; i++) {
    for (let a = 0; a < width; a++) columns[i * effectCount + a] = traits[i * width + a]!
    if (!(upper > lower)) continue
    const ramp = Math.min(1, Math.max(0, (level[i]! - lower) / (upper - lower)))
    if (ramp === 0) continue
    columns[i * effectCount + width] = ramp
    columns[i * effectCount + width + 1] = ramp * (level[i]! - upper)
  }
  return columns
}

/**
 * Learns from the model's own past forecasts what traits of areas add (area-traits.ts) and whether the hottest areas
 * stay hotter than it says: most areas follow the normal law that the variances describe; the few hottest (town
 * centres) need not, and they are the ones chosen. A log-linear correction of the expectations, fitted to what followed
 * each past forecast by Poisson quasi-likelihood (McCullagh & Nelder 1989 §9; for the upper fifth a calibration
 * intercept and slope, Cox 1958, Biometrika 45). The effects of several periods scatter about the usual one of the
 * city, which scatters about London's: a random-effects mean with both variances known (DerSimonian & Laird 1986,
 * Controlled Clinical Trials 7). What it leaves unsure belongs to the forecast's variance, because all chosen areas share it.
 *
 * One made from a short history tells less about one from a longer history, and counts in proportion to it (`weight`).
 * Undefined with fewer than a hundred areas, which have no upper fifth to speak of.
 */
export const learnEffects = (
  hindcasts: readonly Hindcast[],
  areas: number,
  partsTold: boolean,
): LearntEffects | undefined => {
  if (areas < fewestAreas) return undefined
  const size = effectCount
  const precision = new Float64Array(size * size)
  const weighted = new Float64Array(size)
  effectNames.forEach((name, a) => {
    const { usual, between } = londons[name]
    precision[a * size + a] = 1 / between ** 2
    weighted[a] = (name === 'slope' && !partsTold ? slopeUntold : usual) / between ** 2
  })
  let learnt = 0
  let converged = true
  for (const hindcast of hindcasts) {
    const found = effectsOf(hindcast)
    if (found === undefined) continue
    learnt++
    converged &&= found.converged
    const scatter = found.covariance
    effectNames.forEach((name, a) => (scatter[a * size + a]! += londons[name].period ** 2))
    const weights = symmetricInverse(scatter, size)
    if (weights === null) continue
    const pulled = multiply(weights, found.effects, size)
    for (let k = 0; k < precision.length; k++) precision[k]! += hindcast.weight * weights[k]!
    for (let a = 0; a < size; a++) weighted[a]! += hindcast.weight * pulled[a]!
  }
  const covariance = symmetricInverse(precision, size)
  if (covariance === null) return undefined
  const mean = multiply(covariance, weighted, size)
  effectNames.forEach((name, a) => (covariance[a * size + a]! += londons[name].period ** 2))
  return { mean, covariance, hindcasts: learnt, converged }
}

/** Logarithm of the factor by which the expectation of area `i` is corrected. */
export const effectFactor = (columns: EffectColumns, effects: Float64Array, i: number): number => {
  let sum = 0
  for (let a = 0; a < effectCount; a++) sum += effects[a]! * columns[i * effectCount + a]!
  return sum
}

const mostRounds = 12
const settled = 1e-4

/** Effects of one period with their covariance, the past forecast held to its own total. Undefined where nothing followed. */
const effectsOf = ({ columns, expected, actual, logRisk }: Hindcast) => {
  const size = effectCount
  const areas = logRisk.length
  const all = actual.reduce((sum, value) => sum + value, 0)
  if (all === 0) return undefined
  const ridge = 1 / farthestEffect ** 2
  const effects = new Float64Array(size)
  /** How far one area's columns lie from their means. */
  const from = new Float64Array(size)
  let covariance = new Float64Array(0)
  let dispersion = 1
  let converged = false
  for (let round = 0; round < mostRounds && !converged; round++) {
    const raw = expected.map((value, i) => value * Math.exp(effectFactor(columns, effects, i)))
    const mass = raw.reduce((sum, value) => sum + value, 0)
    const mean = raw.map((value) => (value * all) / mass)
    const centre = weightedMeans(columns, mean)
    const score = effects.map((effect) => -ridge * effect)
    const information = new Float64Array(size * size)
    for (let a = 0; a < size; a++) information[a * size + a] = ridge
    let pearson = 0
    let used = 0
    for (let i = 0; i < areas; i++) {
      if (!(mean[i]! > 0)) continue
      const miss = actual[i]! - mean[i]!
      pearson += (miss * miss) / mean[i]!
      used++
      for (let a = 0; a < size; a++) from[a] = columns[i * size + a]! - centre[a]!
      for (let a = 0; a < size; a++) {
        const x = from[a]!
        const weighted = mean[i]! * x
        score[a]! += (x * miss) / dispersion
        for (let b = 0; b < size; b++) information[a * size + b]! += (weighted * from[b]!) / dispersion
      }
    }
    const inverse = symmetricInverse(information, size)
    if (inverse === null) return undefined
    covariance = Float64Array.from(inverse)
    const step = multiply(covariance, score, size)
    for (let a = 0; a < size; a++)
      effects[a] = Math.min(farthestEffect, Math.max(-farthestEffect, effects[a]! + step[a]!))
    const next = Math.max(1, pearson / used)
    converged = Math.max(...step.map(Math.abs)) < settled && Math.abs(next / dispersion - 1) < 0.01
    dispersion = next
  }
  return { effects, covariance, converged }
}

/** Means of the columns over areas weighted by what is expected of them. */
export const weightedMeans = (columns: EffectColumns, weights: Float64Array): Float64Array => {
  const means = new Float64Array(effectCount)
  let mass = 0
  for (let i = 0; i < weights.length; i++) {
    mass += weights[i]!
    for (let a = 0; a < effectCount; a++) means[a]! += weights[i]! * columns[i * effectCount + a]!
  }
  return mass > 0 ? means.map((mean) => mean / mass) : means
}
