import type { TotalComponents } from './area-parameters.ts'
import type { WorkingCounts } from './relative-risk.ts'
import { binCovariance, type LagWeights } from './time-bins.ts'

const triedDegrees = [2.5, 3, 4, 6, 10, 30] as const
const fewestAreas = 30
/** Passing risk is never taken for so small that a busy area's count would tell its long-run risk to within a seventh. */
const leastPassing = 0.02
const leastScale = 1e-3
/** Laws less likely than this, beside the likeliest, take no part. */
const leastWeight = 1e-3

// Log relative risks at which laws are worked out: a twentieth of the usual risk to fifty-five times it.
const nodes = 57
const grid = Float64Array.from({ length: nodes }, (_, g) => -3 + g / 8)
const risks = grid.map((u) => Math.exp(u))

/** A Student distribution of the areas' long-run log risks, worked out at the nodes. */
type Student = { degrees: number; location: number; scale: number; density: Float64Array; weight: number }

/** Student distributions of the long-run log risk with their weights, and the variance of all together. */
export type LongRunLaw = { laws: readonly Student[]; variance: number }

/**
 * The law of the areas' long-run log risks: Student-t, seen through the chance of single burglaries and what passes
 * within the history (a negative binomial count: see `likelihoodOfRisks`), because a long tail behind a
 * year's chance looks normal. Location and scale by maximum likelihood (EM: Lange, Little & Taylor 1989, JASA 84, over
 * the posterior of each area's risk); the degrees of freedom, which a year hardly tells, are averaged by their
 * likelihood. Undefined with fewer than thirty areas or no burglary.
 */
export const longRunLaw = (
  { areas, bins }: WorkingCounts,
  likelihood: LikelihoodOfRisks,
): LongRunLaw | undefined => {
  if (areas < fewestAreas || bins === 0) return undefined
  const fits: ReturnType<typeof fitStudent>[] = []
  for (const degrees of triedDegrees) fits.push(fitStudent(likelihood, areas, degrees, fits.at(-1)))
  const best = fits.reduce((top, fit) => Math.max(top, fit.logLikelihood), -Infinity)
  const all = fits.reduce((sum, fit) => sum + Math.exp(fit.logLikelihood - best), 0)
  const laws = fits
    .map((fit) => Object.assign(fit, { weight: Math.exp(fit.logLikelihood - best) / all }))
    .filter(({ weight }) => weight > leastWeight)
  const variance = laws.reduce((sum, law) => sum + law.weight * law.variance, 0)
  return variance > 0 ? { laws, variance } : undefined
}

/**
 * How much wider (or narrower) than the common variance each area's own persistent risk should be allowed to lie. A few
 * areas – town centres, an estate of shops – are far out and stay far out; under a normal distribution they would be
 * drawn in as if most of their excess were passing. An area's variance is its conditional one under the law of all
 * areas, given where its own history says that it lies.
 *
 * Returns one factor per area for the persistent variance; 1 without a law.
 */
export const longRunTails = (
  { areas }: WorkingCounts,
  likelihood: LikelihoodOfRisks,
  law: LongRunLaw | undefined,
): Float64Array => {
  const factors = new Float64Array(areas)
  if (law === undefined) return factors.fill(1)
  for (const { degrees, location, scale, density, weight } of law.laws) {
    const conditional = grid.map((u) => (degrees * scale + (u - location) ** 2) / (degrees + 1))
    for (let i = 0; i < factors.length; i++) {
      let mass = 0
      let sum = 0
      for (let g = 0; g < nodes; g++) {
        const here = likelihood[i * nodes + g]! * density[g]!
        mass += here
        sum += here * conditional[g]!
      }
      factors[i]! += (weight * sum) / (mass * law.variance)
    }
  }
  return factors
}

/** Relative variance of an area's whole count by what does not last: the components that pass within the history. */
export const passingVariance = (
  { bins, baseline }: WorkingCounts,
  lags: LagWeights,
  { timescales, variances }: TotalComponents,
): number => {
  const share = baseline.slice(0, bins)
  const sum = share.reduce((total, value) => total + value, 0)
  let result = 0
  timescales.forEach((timescale, component) => {
    if (component === 0) return
    const covariance = binCovariance(lags, timescale)
    for (let a = 0; a < bins; a++)
      for (let b = 0; b < bins; b++)
        result += (variances[component]! * covariance[a * bins + b]! * share[a]! * share[b]!) / (sum * sum)
  })
  return Math.max(leastPassing, result)
}

/** areas × nodes: how likely each area's whole count is under each log risk, beside its likeliest. */
export type LikelihoodOfRisks = Float64Array

/** How likely the counts are, for `longRunLaw` and `longRunTails`; `passing`: relative variance of what does not last. */
export const likelihoodOfRisks = (
  { areas, bins, observed, baseline }: WorkingCounts,
  passing: number,
): LikelihoodOfRisks => {
  const shape = 1 / passing
  const result = new Float64Array(areas * nodes)
  for (let i = 0; i < areas; i++) {
    let count = 0
    let usual = 0
    for (let b = 0; b < bins; b++) {
      count += observed[i * bins + b]!
      usual += baseline[i * bins + b]!
    }
    let top = -Infinity
    for (let g = 0; g < nodes; g++) {
      const value = count * grid[g]! - (count + shape) * Math.log(usual * risks[g]! + shape)
      result[i * nodes + g] = value
      top = Math.max(top, value)
    }
    for (let g = 0; g < nodes; g++) result[i * nodes + g] = Math.exp(result[i * nodes + g]! - top)
  }
  return result
}

/** Rounds of EM from a rough start, and from the fit with the degrees of freedom next to these. */
const coldRounds = 12
const warmRounds = 5

const fitStudent = (
  likelihood: Float64Array,
  areas: number,
  degrees: number,
  start?: { location: number; scale: number },
) => {
  let location = start?.location ?? 0
  let scale = start?.scale ?? 0.1
  let density = studentDensity(degrees, location, scale)
  for (let round = 0; round < (start === undefined ? coldRounds : warmRounds); round++) {
    const masses = posteriorMasses(likelihood, density, areas)
    let sum = 0
    let weighted = 0
    const weights = masses.map(
      (mass, g) => (mass * (degrees + 1)) / (degrees + (grid[g]! - location) ** 2 / scale),
    )
    weights.forEach((weight, g) => {
      sum += weight
      weighted += weight * grid[g]!
    })
    location = weighted / sum
    let squares = 0
    for (let g = 0; g < nodes; g++) squares += weights[g]! * (grid[g]! - location) ** 2
    scale = Math.max(squares / areas, leastScale)
    density = studentDensity(degrees, location, scale)
  }
  let logLikelihood = 0
  for (let i = 0; i < areas; i++) {
    let mass = 0
    for (let g = 0; g < nodes; g++) mass += likelihood[i * nodes + g]! * density[g]!
    logLikelihood += Math.log(mass)
  }
  let mean = 0
  let second = 0
  posteriorMasses(likelihood, density, areas).forEach((mass, g) => {
    mean += (mass * grid[g]!) / areas
    second += (mass * grid[g]! ** 2) / areas
  })
  return { degrees, location, scale, density, logLikelihood, variance: second - mean * mean }
}

/** Student density at the nodes, scaled to sum to 1. */
const studentDensity = (degrees: number, location: number, scale: number): Float64Array => {
  const raw = grid.map((u) => (1 + (u - location) ** 2 / (degrees * scale)) ** (-(degrees + 1) / 2))
  const sum = raw.reduce((total, value) => total + value, 0)
  return raw.map((value) => value / sum)
}

/** Areas at each node, each area spread as its history and the law say. */
const posteriorMasses = (likelihood: Float64Array, density: Float64Array, areas: number): Float64Array => {
  const masses = new Float64Array(nodes)
  const here = new Float64Array(nodes)
  for (let i = 0; i < areas; i++) {
    let sum = 0
    for (let g = 0; g < nodes; g++) {
      const mass = likelihood[i * nodes + g]! * density[g]!
      here[g] = mass
      sum += mass
    }
    for (let g = 0; g < nodes; g++) masses[g]! += here[g]! / sum
  }
  return masses
}
