import { choleskyInPlace, logDeterminant, solveLowerInPlace, solveUpperInPlace } from '../special/cholesky.ts'
import { nelderMead } from '../special/nelder-mead.ts'
import { binCovariance, type LagWeights } from './time-bins.ts'
import type { WorkingCounts } from './relative-risk.ts'

/** How an area's log relative risk varies, before it is divided among the area, its neighbours and its borough. */
export type TotalComponents = {
  /** Months: persistent, changing over years; passing; short-lived; and 0 for the single month. */
  timescales: readonly [number, number, number, 0]
  /** Variance of each on the log scale. */
  variances: readonly [number, number, number, number]
  /** Overall mean of the log relative risk. */
  mean: number
  /** Whether the search for them settled. */
  converged: boolean
}

const strataCount = 24

// Weak priors, as in city-level.ts: log centre and spread of three timescales (months) and four variances.
const parameterPriors = [
  { centre: Math.log(240), spread: 1 },
  { centre: Math.log(14), spread: 0.7 },
  { centre: Math.log(2.5), spread: 0.5 },
  { centre: Math.log(0.15), spread: 1.5 },
  { centre: Math.log(0.05), spread: 1.5 },
  { centre: Math.log(0.05), spread: 1.5 },
  { centre: Math.log(0.05), spread: 1.5 },
] as const

type Stratum = {
  areas: number
  /** Mean Poisson variance of each bin. */
  noise: Float64Array
  meanResponse: Float64Array
  /** Mean of response · responseᵀ, bins × bins. */
  products: Float64Array
}

/**
 * Estimates persistent and short-lived parts of the areas' risk together from all areas' own histories, by
 * restricted Gaussian quasi-likelihood of the working responses (Breslow & Clayton 1993) times weak priors.
 * Areas of similar expected count share one covariance (strata), so the cost of one evaluation does not depend
 * on the number of areas.
 */
export const totalComponents = (working: WorkingCounts, lags: LagWeights): TotalComponents => {
  const { bins } = working
  if (bins === 0 || working.areas < 2)
    return { timescales: [240, 14, 2.5, 0], variances: [0.15, 0.05, 0.05, 0.05], mean: 0, converged: true }
  const strata = stratify(working)
  const matrix = new Float64Array(bins * bins)
  const inverse = new Float64Array(bins * bins)
  let mean = 0

  const objective = (logs: Float64Array) => {
    let value = 0
    parameterPriors.forEach(({ centre, spread }, i) => {
      value += ((logs[i]! - centre) / spread) ** 2 / 2
    })
    const covariance = sumCovariance(lags, logs)
    let ones = 0
    let onesResponse = 0
    for (const stratum of strata) {
      matrix.set(covariance)
      for (let b = 0; b < bins; b++) matrix[b * bins + b] = matrix[b * bins + b]! + stratum.noise[b]!
      if (!choleskyInPlace(matrix, bins)) return Infinity
      invert(matrix, bins, inverse)
      let trace = 0
      for (let a = 0; a < bins; a++)
        for (let b = 0; b < bins; b++) {
          const weight = inverse[a * bins + b]!
          trace += weight * stratum.products[a * bins + b]!
          ones += stratum.areas * weight
          onesResponse += stratum.areas * weight * stratum.meanResponse[b]!
        }
      value += (stratum.areas * (trace + logDeterminant(matrix, bins))) / 2
    }
    mean = onesResponse / ones
    return value + (Math.log(ones) - ones * mean * mean) / 2
  }
  const fit = nelderMead(
    objective,
    parameterPriors.map((prior) => prior.centre),
    { step: 0.6, tolerance: 0.02, maximumEvaluations: 600 },
  )
  objective(fit.point)
  const value = (i: number) => Math.exp(fit.point[i]!)
  return {
    timescales: [value(0), value(1), value(2), 0],
    variances: [value(3), value(4), value(5), value(6)],
    mean,
    converged: fit.converged,
  }
}

const sumCovariance = (lags: LagWeights, logs: Float64Array): Float64Array => {
  const result = new Float64Array(lags.rows * lags.columns)
  for (let component = 0; component < 4; component++) {
    const timescale = component < 3 ? Math.exp(logs[component]!) : 0
    const variance = Math.exp(logs[3 + component]!)
    const part = binCovariance(lags, timescale)
    for (let k = 0; k < result.length; k++) result[k] = result[k]! + variance * part[k]!
  }
  return result
}

const stratify = ({ areas, bins, mean, response }: WorkingCounts): Stratum[] => {
  const size = new Float64Array(areas)
  for (let i = 0; i < areas; i++) for (let b = 0; b < bins; b++) size[i] = size[i]! + mean[i * bins + b]!
  const order = Array.from({ length: areas }, (_, i) => i).toSorted((a, b) => size[a]! - size[b]! || a - b)
  const count = Math.min(strataCount, areas)
  return Array.from({ length: count }, (_, s) => {
    const members = order.slice(Math.floor((s * areas) / count), Math.floor(((s + 1) * areas) / count))
    const stratum: Stratum = {
      areas: members.length,
      noise: new Float64Array(bins),
      meanResponse: new Float64Array(bins),
      products: new Float64Array(bins * bins),
    }
    for (const i of members)
      for (let a = 0; a < bins; a++) {
        const ra = response[i * bins + a]!
        stratum.noise[a]! += 1 / mean[i * bins + a]! / members.length
        stratum.meanResponse[a]! += ra / members.length
        for (let b = 0; b < bins; b++)
          stratum.products[a * bins + b]! += (ra * response[i * bins + b]!) / members.length
      }
    return stratum
  })
}

const invert = (factor: Float64Array, size: number, inverse: Float64Array): void => {
  const column = new Float64Array(size)
  for (let c = 0; c < size; c++) {
    column.fill(0)
    column[c] = 1
    solveLowerInPlace(factor, size, column)
    solveUpperInPlace(factor, size, column)
    for (let r = 0; r < size; r++) inverse[r * size + c] = column[r]!
  }
}
