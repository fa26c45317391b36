import type { Panel } from '../panel.ts'

/**
 * The panel as a saturated model sees it: with cohort × time interactions every group of units that start together (the
 * never treated are one) has effects of time of its own, so that only covariates tie the groups together. The model can
 * then be fitted group by group.
 */
export interface SaturatedQuestion {
  readonly outcome: Panel
  readonly covariates: readonly Panel[]
  /** Groups of units; the controls come last. */
  readonly groups: readonly (readonly number[])[]
  /** Times that are used, from the first on. */
  readonly times: number
}

export interface SaturatedGroup {
  readonly members: readonly number[]
  /** Effect of each time, up to a constant; NaN where the group cannot tell. */
  readonly effects: Float64Array
  /** How member m moves the effect of time t, up to a constant in t: at `m * times + t`. */
  readonly influence: Float64Array
  /** How the effects fall as the coefficient of covariate k rises: at `k * times + t`. */
  readonly slopes: Float64Array
}

export interface SaturatedFit {
  readonly groups: readonly SaturatedGroup[]
  /** How unit u moves the coefficient of covariate k: at `u * covariates + k`. */
  readonly coefficientInfluence: Float64Array
  readonly coefficients: Float64Array
}

/** Why the coefficients of the covariates cannot be found. */
export const absorbed =
  'a covariate does not vary once unit and time effects are taken out, or repeats another: leave it out'

/** Where the values of a unit begin in a panel. */
export const from = (panel: Panel, unit: number): number => unit * panel.times
