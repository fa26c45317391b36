import type { TimeBins } from './time-bins.ts'

/**
 * Burglaries of every area and bin set against what the city's rate would give, on the log scale: the working
 * response z = η + (y − μ)/μ of a log-linear Poisson model with its variance 1/μ (McCullagh & Nelder 1989;
 * penalised quasi-likelihood, Breslow & Clayton 1993). All matrices are n × bins, row-major by area.
 */
export type WorkingCounts = {
  areas: number
  bins: number
  observed: Float64Array
  /** Burglaries that the city's rate per home would give. */
  baseline: Float64Array
  /** Log relative risk at which the response was expanded. */
  at: Float64Array
  /** Expected burglaries there, μ. */
  mean: Float64Array
  response: Float64Array
  /** Exposure as used: homes, with a floor so that an area without homes can still be reckoned with. */
  exposure: Float64Array
  /** Variance of the relative risk between areas: method of moments, Marshall (1991). */
  spread: number
}

/** A place of work without homes is treated as if it had this share of the average area's homes. */
const leastExposure = 0.05

/**
 * Gathers counts into bins and expands each area at its own shrunken long-run risk (gamma–Poisson mean).
 * `counts` is n × `months`; only the first `totals.length` months are used.
 */
export const workingCounts = (
  homes: ArrayLike<number>,
  counts: ArrayLike<number>,
  months: number,
  totals: ArrayLike<number>,
  { size, binOfMonth }: TimeBins,
): WorkingCounts => {
  const areas = homes.length
  let allHomes = 0
  for (let i = 0; i < areas; i++) allHomes += homes[i]!
  const least = allHomes > 0 ? (leastExposure * allHomes) / areas : 1
  const exposure = Float64Array.from({ length: areas }, (_, i) => Math.max(homes[i]!, least))
  const allExposure = exposure.reduce((sum, value) => sum + value, 0)

  const binTotal = new Float64Array(size)
  const observed = new Float64Array(areas * size)
  for (let t = 0; t < totals.length; t++) if (binOfMonth[t]! >= 0) binTotal[binOfMonth[t]!]! += totals[t]!
  for (let i = 0; i < areas; i++)
    for (let t = 0; t < totals.length; t++) {
      const bin = binOfMonth[t]!
      if (bin >= 0) observed[i * size + bin]! += counts[i * months + t]!
    }
  const total = binTotal.reduce((sum, value) => sum + value, 0)
  const baseline = new Float64Array(areas * size)
  for (let i = 0; i < areas; i++)
    for (let b = 0; b < size; b++) baseline[i * size + b] = (binTotal[b]! * exposure[i]!) / allExposure

  const sums = new Float64Array(areas)
  for (let i = 0; i < areas; i++) for (let b = 0; b < size; b++) sums[i] = sums[i]! + observed[i * size + b]!
  const spread = marshallSpread(sums, exposure, total, allExposure)
  const at = new Float64Array(areas * size)
  for (let i = 0; i < areas; i++) {
    const expected = (total * exposure[i]!) / allExposure
    const risk = (sums[i]! + 1 / spread) / (expected + 1 / spread)
    at.fill(Math.log(risk), i * size, (i + 1) * size)
  }
  const state: WorkingCounts = {
    areas,
    bins: size,
    observed,
    baseline,
    at,
    mean: new Float64Array(areas * size),
    response: new Float64Array(areas * size),
    exposure,
    spread,
  }
  expand(state)
  return state
}

/** Renews mean and response after `at` has been changed. */
export const expand = ({ observed, baseline, at, mean, response }: WorkingCounts): void => {
  for (let k = 0; k < mean.length; k++) {
    const expected = baseline[k]! * Math.exp(at[k]!)
    mean[k] = expected
    response[k] = at[k]! + (observed[k]! - expected) / expected
  }
}

/** a/b² of Marshall (1991), Applied Statistics 40: variance of the rates beyond chance over the squared mean rate. */
const marshallSpread = (
  sums: Float64Array,
  exposure: Float64Array,
  total: number,
  allExposure: number,
): number => {
  const areas = sums.length
  if (total === 0 || areas < 2) return 0.1
  const rate = total / allExposure
  let scatter = 0
  for (let i = 0; i < areas; i++) scatter += exposure[i]! * (sums[i]! / exposure[i]! - rate) ** 2
  const excess = scatter / allExposure - rate / (allExposure / areas)
  return Math.min(2, Math.max(0.02, excess / (rate * rate)))
}
