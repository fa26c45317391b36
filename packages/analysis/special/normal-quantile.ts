import quantileOfNormal from '@stdlib/stats-base-dists-normal-quantile'

// In a file of its own: it is all that the risk model needs of the distributions, whose library loads hundreds of files.
/** The number z with P(Z ≤ z) = p of the standard normal distribution, 0 < p < 1. */
export const normalQuantile = (p: number): number => quantileOfNormal(p, 0, 1)
