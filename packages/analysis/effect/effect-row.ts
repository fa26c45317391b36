import { twoSidedP, twoSidedQuantile } from '../special/distributions.ts'

/** Where an estimate stands: a difference; a logarithm of a ratio; or a ratio less one (−0.25 is a quarter fewer). */
export type EffectScale = 'additive' | 'log' | 'ratio'

/** Numbers of an estimate; null where the method gives none. */
export type Estimate = {
  estimate: number
  se: number | null
  low: number | null
  high: number | null
  p: number | null
}

/** One estimate of any method, the same columns for all. */
export type EffectRow = Estimate & {
  method: string
  outcome: string
  /** What is estimated: `att`, `dynamic`, `local` … */
  term: string
  /** Time that the estimate is for, or time since the start, as the term says; null when it is for all. */
  time: number | string | null
  /** Units that started together, by their start; null when it is for all. */
  cohort: number | string | null
  scale: EffectScale
  /** Units used; where the method has one series, times used. */
  n: number
  /** Treated among them. */
  treated: number
  /** Of the treated after the start, and what the comparison puts in their place. */
  observed?: number
  control?: number
  /** The same estimate as a ratio, beside a log scale: 0.75 is a quarter fewer. */
  ratio?: { estimate: number; low: number | null; high: number | null }
  /** Interval wide enough for those of all times of the term to hold at once. */
  band?: { low: number; high: number }
}

/**
 * Two-sided interval and p from an estimate and its standard error, by the normal distribution or by Student's t.
 * A standard error that is zero or no number gives none.
 */
export const withError = (
  estimate: number,
  se: number,
  { level = 0.95, degrees = Infinity }: { level?: number; degrees?: number } = {},
): Estimate => {
  if (!(se > 0 && se < Infinity)) return withoutError(estimate)
  const reach = twoSidedQuantile(level, degrees) * se
  return {
    estimate,
    se,
    low: estimate - reach,
    high: estimate + reach,
    p: twoSidedP(estimate / se, degrees),
  }
}

export const withoutError = (estimate: number): Estimate => ({
  estimate,
  se: null,
  low: null,
  high: null,
  p: null,
})

/** An estimate on the log scale as a ratio. */
export const asRatio = ({ estimate, low, high }: Estimate): NonNullable<EffectRow['ratio']> => ({
  estimate: Math.exp(estimate),
  low: low === null ? null : Math.exp(low),
  high: high === null ? null : Math.exp(high),
})
