import cdfOfBeta from '@stdlib/stats-base-dists-beta-cdf'
import quantileOfBeta from '@stdlib/stats-base-dists-beta-quantile'

/** A beta distribution: what is known of a share after a − 1 with and b − 1 without, had nothing been known before. */
export type Beta = { readonly a: number; readonly b: number }

/** P(X ≤ x) of a beta distribution with a and b above 0. */
export const betaCdf = (x: number, { a, b }: Beta): number => cdfOfBeta(x, a, b)

/** The share x with P(X ≤ x) = p of a beta distribution with a and b above 0, 0 ≤ p ≤ 1. */
export const betaQuantile = (p: number, { a, b }: Beta): number => quantileOfBeta(p, a, b)

/**
 * E[xʲ (1 − x)ᵏ] of a beta distribution, j and k whole numbers from 0, by rising products: exact, and right for a certain
 * share as well (b = 0: x is 1).
 */
export const betaMoment = ({ a, b }: Beta, j: number, k: number): number => {
  let product = 1
  for (let i = 0; i < j; i++) product *= (a + i) / (a + b + i)
  for (let i = 0; i < k; i++) product *= (b + i) / (a + b + j + i)
  return product
}
