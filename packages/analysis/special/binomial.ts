import cdfOfBinomial from '@stdlib/stats-base-dists-binomial-cdf'

/** P(X ≥ x) of `of` independent tries with chance p each, as the chance of so many failures at most, so that small chances keep their digits. */
export const binomialUpperP = (x: number, of: number, p: number): number => cdfOfBinomial(of - x, of, 1 - p)
