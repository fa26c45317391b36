import { choleskyInPlace, solveLowerInPlace, solveUpperInPlace } from '../special/cholesky.ts'
import type { Hindcast } from './hindcasts.ts'

/** Correction of the hottest areas: log factor = ramp · (shift + slope · (log risk − upper)). */
export type TailCalibration = { lower: number; upper: number; shift: number; slope: number }

const LOWER_QUANTILE = 0.8
const UPPER_QUANTILE = 0.92
const FEWEST_AREAS = 100
/** Prior standard deviation of shift and slope: without evidence there is no correction. */
const PRIOR_DEVIATION = 0.15

/**
 * Learns from the model's own past forecasts whether the hottest areas stay hotter than it says. Most areas
 * follow the normal law that the variances describe; the few hottest (town centres) need not, and they are
 * the ones chosen. A calibration intercept and slope (Cox 1958, Biometrika 45) for the upper tail, by Poisson
 * quasi-likelihood with a weak prior; the correction fades in between the 80th and 92nd percentile of risk.
 * It hardly changes the order of areas, only how much is expected in the first of them.
 *
 * Returns undefined where there are too few areas or no past forecast.
 */
export function calibrateTail(
  current: Float64Array,
  hindcasts: readonly Pick<Hindcast, 'logRisk' | 'expected' | 'actual'>[],
): TailCalibration | undefined {
  if (current.length < FEWEST_AREAS || hindcasts.length === 0) return undefined
  const sorted = current.toSorted()
  const lower = sorted[Math.floor(LOWER_QUANTILE * current.length)]!
  const upper = sorted[Math.floor(UPPER_QUANTILE * current.length)]!
  if (!(upper > lower)) return undefined
  const fit: TailCalibration = { lower, upper, shift: 0, slope: 0 }
  let dispersion = 1
  for (let iteration = 0; iteration < 8; iteration++) {
    const precision = 1 / (PRIOR_DEVIATION * PRIOR_DEVIATION)
    const information = Float64Array.of(precision, 0, 0, precision)
    const score = Float64Array.of(-precision * fit.shift, -precision * fit.slope)
    let pearson = 0
    let used = 0
    for (const { logRisk, expected, actual } of hindcasts)
      for (let i = 0; i < logRisk.length; i++) {
        const ramp = rampAt(fit, logRisk[i]!)
        if (ramp === 0 || !(expected[i]! > 0)) continue
        const beyond = ramp * (logRisk[i]! - upper)
        const mean = expected[i]! * Math.exp(logFactor(fit, logRisk[i]!))
        const miss = actual[i]! - mean
        pearson += (miss * miss) / mean
        used++
        score[0]! += (ramp * miss) / dispersion
        score[1]! += (beyond * miss) / dispersion
        information[0]! += (mean * ramp * ramp) / dispersion
        information[2]! += (mean * ramp * beyond) / dispersion
        information[3]! += (mean * beyond * beyond) / dispersion
      }
    if (used === 0 || !choleskyInPlace(information, 2)) return undefined
    solveLowerInPlace(information, 2, score)
    solveUpperInPlace(information, 2, score)
    fit.shift = bounded(fit.shift + score[0]!)
    fit.slope = bounded(fit.slope + score[1]!)
    dispersion = Math.max(1, pearson / used)
  }
  return fit
}

/** Logarithm of the factor by which an area's expectation is corrected. */
export function logFactor(calibration: TailCalibration, logRisk: number): number {
  const { upper, shift, slope } = calibration
  return rampAt(calibration, logRisk) * (shift + slope * (logRisk - upper))
}

function rampAt({ lower, upper }: TailCalibration, logRisk: number): number {
  return Math.min(1, Math.max(0, (logRisk - lower) / (upper - lower)))
}

function bounded(value: number): number {
  return Math.min(0.5, Math.max(-0.5, value))
}
