import { choleskyInPlace, logDeterminant, solveLowerInPlace } from '../special/cholesky.ts'
import { normalQuantile } from '../special/normal-quantile.ts'

/** The city's whole count over the forecast period, before the chance of single burglaries. */
export type CityForecast = {
  /** Expected burglaries over the whole period. */
  expected: number
  /** Variance of the logarithm of the underlying total: shared by every area, so it never averages out. */
  logVariance: number
  /** Share of the period's expectation in each forecast month; length horizon. */
  monthShare: Float64Array
  parameters: CityParameters
}

/** Standard deviations on the log scale, per month where it matters; here their posterior means. */
export type CityParameters = {
  level: number
  slope: number
  damping: number
  season: number
  irregular: number
}

/** Months of history that the city's trend is learned from; older ones say little about a level that wanders. */
const longestMemory = 120
const diffuseVariance = 10

// Weak priors for the logarithms of the parameters: centre and standard deviation. They keep variances off the
// boundary when a year of history or less cannot tell (Chung, Rabe-Hesketh, Dorie, Gelman & Liu 2013,
// Psychometrika 78) and are drowned by a few years of data.
const levelPriors = [
  { centre: Math.log(0.03), spread: 1 },
  { centre: Math.log(0.004), spread: 1 },
  { centre: Math.log(0.15), spread: 0.7 },
  { centre: Math.log(0.08), spread: 0.7 },
  { centre: Math.log(0.03), spread: 1 },
] as const

/**
 * Forecasts the city's monthly totals with a structural time-series model on the log scale (Harvey 1989): a
 * wandering level, a damped slope, a season that sums to zero, an irregular part, and Poisson noise; months
 * are compared per day. The model is written as a Gaussian process, so holes in the history need no care.
 *
 * The five parameters are not fixed at one best guess, which a few years of months cannot support and which
 * makes intervals too narrow: the forecast is the average over them weighted by their marginal likelihood
 * (importance sampling from the weak priors at evenly spread points), its variance the whole variance of that mixture.
 *
 * `months` ascending absolute months with their `totals`; forecasts `horizon` months from `firstMonth`.
 */
export const cityForecast = (
  months: ArrayLike<number>,
  totals: ArrayLike<number>,
  firstMonth: number,
  horizon: number,
): CityForecast => {
  const from = Math.max(0, months.length - longestMemory)
  const past = Int32Array.from({ length: months.length - from }, (_, t) => months[from + t]!)
  const future = Int32Array.from({ length: horizon }, (_, h) => firstMonth + h)
  const observed = past.length
  const data = workingResponse(
    past,
    past.map((_, t) => totals[from + t]!),
  )
  const all = new Int32Array(observed + horizon)
  all.set(past)
  all.set(future, observed)

  const ofHistory = covariances(all, observed)
  const candidates = parameterPoints().map((parameters) => ({
    parameters,
    logLikelihood: logLikelihood(ofHistory(parameters), data.response, data.noise),
  }))
  const best = candidates.reduce((top, { logLikelihood: value }) => Math.max(top, value), -Infinity)
  const likely = candidates.filter(({ logLikelihood: value }) => value > best - 7)
  const weightSum = likely.reduce((sum, { logLikelihood: value }) => sum + Math.exp(value - best), 0)

  const mixed: CityForecast = {
    expected: 0,
    logVariance: 0,
    monthShare: new Float64Array(horizon),
    parameters: { level: 0, slope: 0, damping: 0, season: 0, irregular: 0 },
  }
  let secondMoment = 0
  const ofAll = covariances(all, observed + horizon)
  for (const { parameters, logLikelihood: value } of likely) {
    const weight = Math.exp(value - best) / weightSum
    const joint = ofAll(parameters)
    for (let t = 0; t < observed; t++) joint[t * (observed + horizon) + t]! += data.noise[t]!
    const { mean, variance } = condition(joint, observed, horizon, data.response)
    const one = periodTotal(future, mean, variance, data.centre)
    mixed.expected += weight * one.expected
    secondMoment += weight * one.expected * one.expected * (1 + one.relativeVariance)
    for (let h = 0; h < horizon; h++) mixed.monthShare[h]! += weight * one.monthShare[h]!
    for (const name of parameterNames) mixed.parameters[name] += weight * parameters[name]
  }
  mixed.logVariance = Math.log(Math.max(1, secondMoment / (mixed.expected * mixed.expected)))
  return mixed
}

const searchPoints = 300
const parameterNames = ['level', 'slope', 'damping', 'season', 'irregular'] as const

/** Draws from the priors at evenly spread points (additive recurrence on the generalised golden ratio). */
const parameterPoints = (): CityParameters[] => {
  // The root of x⁶ = x + 1 gives the most even sequence in five dimensions (Roberts 2018).
  const root = 1.1347241384015194
  return Array.from({ length: searchPoints }, (_, k) =>
    decode(
      levelPriors.map(({ centre, spread }, i) => {
        const place = (0.5 + (k + 1) * root ** -(i + 1)) % 1
        return centre + spread * normalQuantile(Math.min(Math.max(place, 1e-6), 1 - 1e-6))
      }),
    ),
  )
}

const logLikelihood = (factor: Float64Array, response: Float64Array, noise: Float64Array): number => {
  const size = response.length
  for (let t = 0; t < size; t++) factor[t * size + t]! += noise[t]!
  if (!choleskyInPlace(factor, size)) return -Infinity
  const whitened = Float64Array.from(response)
  solveLowerInPlace(factor, size, whitened)
  return -(dot(whitened, whitened) + logDeterminant(factor, size)) / 2
}

const decode = (logs: ArrayLike<number>): CityParameters => {
  return {
    level: Math.exp(logs[0]!),
    slope: Math.exp(logs[1]!),
    damping: Math.exp(-Math.exp(logs[2]!)),
    season: Math.exp(logs[3]!),
    irregular: Math.exp(logs[4]!),
  }
}

/**
 * log(count per day) with its Poisson variance. Where a month holds few burglaries the logarithm is replaced
 * by its first-order expansion at the mean of all months, which is unbiased and knows no trouble with zero.
 */
const workingResponse = (months: Int32Array, totals: ArrayLike<number>) => {
  const size = months.length
  const response = new Float64Array(size)
  const noise = new Float64Array(size)
  let sum = 0
  let days = 0
  for (let t = 0; t < size; t++) {
    sum += totals[t]!
    days += daysIn(months[t]!)
  }
  const perDay = (sum + 0.5) / days
  const sparse = sum / size < 30
  for (let t = 0; t < size; t++) {
    const count = totals[t]!
    const usual = perDay * daysIn(months[t]!)
    const atMean = sparse || count < 10
    response[t] = atMean ? (count - usual) / usual : Math.log(count / usual)
    noise[t] = 1 / (atMean ? usual : count)
  }
  return { response, noise, centre: Math.log(perDay) }
}

/**
 * Prior covariance of the log level (season and irregular part included) of the first `size` months, for one set of
 * parameters after another. Every answer stands in the place of the one before: they are hundreds, and large.
 */
const covariances = (months: Int32Array, size: number): ((parameters: CityParameters) => Float64Array) => {
  const start = months[0]!
  const span = months[size - 1]! - start + 1
  const trend = new Float64Array(span * span)
  const result = new Float64Array(size * size)
  return ({ level, slope, damping, season, irregular }) => {
    fillSlopeSums(trend, span, damping)
    for (let a = 0; a < size; a++) {
      const lateIndex = months[a]! - start
      for (let b = 0; b <= a; b++) {
        const earlyIndex = months[b]! - start
        const sameSeason = (months[a]! - months[b]!) % 12 === 0
        const value =
          diffuseVariance +
          level * level * earlyIndex +
          slope * slope * trend[lateIndex * span + earlyIndex]! +
          season * season * ((sameSeason ? 1 : 0) - 1 / 12) +
          (a === b ? irregular * irregular : 0)
        result[a * size + b] = value
        result[b * size + a] = value
      }
    }
    return result
  }
}

/**
 * Covariance of the running sums of a stationary AR(1) slope with unit variance: Σ_{a<s} Σ_{b<t} damping^|a−b|, into
 * span × span `sums`, whose first row and column are 0 and stay it.
 */
const fillSlopeSums = (sums: Float64Array, span: number, damping: number): void => {
  const powers = new Float64Array(span + 1)
  powers[0] = 1
  for (let lag = 1; lag <= span; lag++) powers[lag] = powers[lag - 1]! * damping
  for (let s = 1; s < span; s++)
    for (let t = 1; t <= s; t++) {
      const value =
        sums[(s - 1) * span + t]! +
        sums[s * span + t - 1]! -
        sums[(s - 1) * span + t - 1]! +
        powers[Math.abs(s - t)]!
      sums[s * span + t] = value
      sums[t * span + s] = value
    }
}

/** Mean and covariance of the last `horizon` entries given the first `observed`. */
const condition = (joint: Float64Array, observed: number, horizon: number, response: Float64Array) => {
  const size = observed + horizon
  const factor = new Float64Array(observed * observed)
  for (let a = 0; a < observed; a++)
    for (let b = 0; b < observed; b++) factor[a * observed + b] = joint[a * size + b]!
  if (!choleskyInPlace(factor, observed)) throw new RangeError('the city totals have no proper covariance')
  const whitened = Float64Array.from(response)
  solveLowerInPlace(factor, observed, whitened)
  const cross = Array.from({ length: horizon }, (_row, h) => {
    const column = Float64Array.from({ length: observed }, (_value, t) => joint[(observed + h) * size + t]!)
    solveLowerInPlace(factor, observed, column)
    return column
  })
  const mean = Float64Array.from(cross, (column) => dot(column, whitened))
  const variance = new Float64Array(horizon * horizon)
  for (let a = 0; a < horizon; a++)
    for (let b = 0; b < horizon; b++)
      variance[a * horizon + b] = joint[(observed + a) * size + observed + b]! - dot(cross[a]!, cross[b]!)
  return { mean, variance }
}

/** Moments of the sum of log-normal months. */
const periodTotal = (future: Int32Array, mean: Float64Array, variance: Float64Array, centre: number) => {
  const horizon = future.length
  const monthly = Float64Array.from(mean, (value, h) => {
    const spread = Math.min(variance[h * horizon + h]!, 1)
    return daysIn(future[h]!) * Math.exp(centre + value + spread / 2)
  })
  const expected = monthly.reduce((sum, value) => sum + value, 0)
  const monthShare = monthly.map((value) => value / expected)
  let relativeVariance = 0
  for (let a = 0; a < horizon; a++)
    for (let b = 0; b < horizon; b++)
      relativeVariance +=
        monthShare[a]! * monthShare[b]! * Math.expm1(Math.min(variance[a * horizon + b]!, 3))
  return { expected, monthShare, relativeVariance: Math.max(0, relativeVariance) }
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Days in an absolute month (year·12 + month − 1). */
export const daysIn = (month: number): number => {
  const year = Math.floor(month / 12)
  return new Date(Date.UTC(year, month - year * 12 + 1, 0)).getUTCDate()
}
