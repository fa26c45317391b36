import { choleskyInPlace, solveLowerInPlace } from '../../special/cholesky.ts'
import { clusterSums } from '../cluster-sums.ts'
import type { GroupTimeEffects } from './group-time-effects.ts'

export interface PrePeriodTest {
  /** Wald statistic, chi-squared with `degrees` degrees of freedom where trends before the start are parallel. */
  readonly statistic: number
  readonly degrees: number
}

/** Clusters for every restriction below which a Wald statistic strays far from its distribution. */
const clustersPerRestriction = 5

/**
 * Whether cohorts and controls moved alike before the starts: all cells before a start are zero together (Callaway &
 * Sant'Anna 2021, section 4.1). A sentence where that cannot be tested. Passing is no proof: the test may lack power.
 */
export const prePeriodTest = (effects: GroupTimeEffects): PrePeriodTest | string => {
  const { cells, influence, units, cluster } = effects
  const before = cells.flatMap((cell, i) => (cell.time < cell.cohort && cell.se !== null ? [i] : []))
  const degrees = before.length
  if (degrees === 0) return 'no cohort has two periods before its start'
  const members = cluster ? new Set(cluster.filter((_, unit) => effects.included[unit])).size : units
  if (members < clustersPerRestriction * degrees)
    return `${degrees} cells before a start are too many to test together with ${members} ${cluster ? 'clusters' : 'units'}`

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
  if (scales.some((scale) => !(scale > 0))) return 'a cell before a start does not vary at all'
  for (let a = 0; a < degrees; a++)
    for (let b = 0; b <= a; b++) covariance[a * degrees + b]! /= scales[a]! * scales[b]!
  const regular =
    choleskyInPlace(covariance, degrees) && scales.every((_, a) => covariance[a * degrees + a]! ** 2 > 1e-9)
  if (!regular) return 'the cells before a start repeat one another, so that they cannot be tested together'
  const estimates = Float64Array.from(before, (i, a) => cells[i]!.estimate! / scales[a]!)
  solveLowerInPlace(covariance, degrees, estimates)
  return { statistic: estimates.reduce((sum, value) => sum + value * value, 0), degrees }
}
