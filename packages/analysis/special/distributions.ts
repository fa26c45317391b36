import chisquareCdf from '@stdlib/stats-base-dists-chisquare-cdf'
import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import tCdf from '@stdlib/stats-base-dists-t-cdf'
import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { normalQuantile } from './normal-quantile.ts'

/** P(|Z| ≥ |z|); with degrees of freedom P(|T| ≥ |z|) of Student's t. Taken from the lower tail, so that small p keep their digits. */
export const twoSidedP = (z: number, degrees = Infinity): number =>
  Math.min(1, 2 * (degrees === Infinity ? normalCdf(-Math.abs(z), 0, 1) : tCdf(-Math.abs(z), degrees)))

/** P(Z ≤ z): of a fall at least as large. */
export const lowerP = (z: number): number => normalCdf(z, 0, 1)

/** The number z with P(|Z| ≤ z) = level; of Student's t with degrees of freedom. */
export const twoSidedQuantile = (level: number, degrees = Infinity): number =>
  degrees === Infinity ? normalQuantile((1 + level) / 2) : tQuantile((1 + level) / 2, degrees)

/** P(X ≥ x) of chi-square with degrees of freedom. */
export const chiSquareUpperP = (x: number, degrees: number): number => 1 - chisquareCdf(x, degrees)
