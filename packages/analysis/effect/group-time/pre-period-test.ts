import { choleskyInPlace, solveLowerInPlace } from '../../special/cholesky.ts'
import { clusterSums } from '../cluster-sums.ts'
import type { GroupTimeEffects } from './group-time-effects.ts'

export type PrePeriodTest = {
  /** Wald statistic, chi-squared with `degrees` degrees of freedom where trends before the start are parallel. */
  readonly statistic: number
  readonly degrees: number
}

/**
 * Treated units (clusters) of a cohort for each of its cells before the start. With n of them and q cells a Wald statistic
 * is about n / (n − q) too large (Hotelling 1931): with fewer, it would find differences in nothing.
 */
const unitsPerCell = 20

/** Why the times before the starts cannot be tested together. */
export type NoPreTest =
  | { readonly code: 'no-times-before' | 'no-variation-before' | 'times-repeat' }
  /** A cohort has more times before its start than its units, or clusters, can tell apart. */
  | {
      readonly code: 'crowded'
      readonly times: number
      readonly members: number
      readonly of: 'unit' | 'cluster'
    }

/**
 * Whether cohorts and controls moved alike before the starts: all cells before a start are zero together (Callaway &
 * Sant'Anna 2021, section 4.1). A reason where that cannot be tested. Passing is no proof: the test may lack power.
 */
export const prePeriodTest = (effects: GroupTimeEffects): PrePeriodTest | NoPreTest => {
  const { cells, influence, units, cluster } = effects
  const before = cells.flatMap((cell, i) => (cell.time < cell.cohort && cell.se !== null ? [i] : []))
  const degrees = before.length
  if (degrees === 0) return { code: 'no-times-before' }
  const crowded = crowdedCohort(effects, before)
  if (crowded !== null) return crowded

  const rows = before.map((i) => clusterSums(influence[i]!, cluster ?? null))
  const covariance = new Float64Array(degrees * degrees)
  for (let a = 0; a < degrees; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0
      const [one, other] = [rows[a]!, rows[b]!]
      for (let unit = 0; unit < one.length; unit++) sum += one[unit]! * other[unit]!
      covariance[a * degrees + b] = sum / units / units
    }
  }
  const scales = Float64Array.from({ length: degrees }, (_, a) => Math.sqrt(covariance[a * degrees + a]!))
  if (scales.some((scale) => !(scale > 0))) return { code: 'no-variation-before' }
  for (let a = 0; a < degrees; a++)
    for (let b = 0; b <= a; b++) covariance[a * degrees + b]! /= scales[a]! * scales[b]!
  const regular =
    choleskyInPlace(covariance, degrees) && scales.every((_, a) => covariance[a * degrees + a]! ** 2 > 1e-9)
  if (!regular) return { code: 'times-repeat' }
  const estimates = Float64Array.from(before, (i, a) => cells[i]!.estimate! / scales[a]!)
  solveLowerInPlace(covariance, degrees, estimates)
  return { statistic: estimates.reduce((sum, value) => sum + value * value, 0), degrees }
}

/** A reason where a cohort has too few units for its cells before the start. */
const crowdedCohort = (
  { cells, start, cluster }: GroupTimeEffects,
  before: readonly number[],
): NoPreTest | null => {
  for (const [cohort, of] of Map.groupBy(before, (i) => cells[i]!.cohort)) {
    const units = [...start.keys()].filter((unit) => start[unit] === cohort)
    const members = cluster ? new Set(units.map((unit) => cluster[unit]!)).size : units.length
    if (members < unitsPerCell * of.length)
      return { code: 'crowded', times: of.length, members, of: cluster ? 'cluster' : 'unit' }
  }
  return null
}
