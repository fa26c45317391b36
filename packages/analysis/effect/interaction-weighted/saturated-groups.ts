import { dependentColumn } from '../../special/symmetric-inverse.ts'
import type { Panel } from '../panel.ts'
import { NoAnswer } from '../reason.ts'

/**
 * The panel as a saturated model sees it: with cohort × time interactions every group of units that start together (the
 * never treated are one) has effects of time of its own, so that only covariates tie the groups together. The model can
 * then be fitted group by group.
 */
export type SaturatedQuestion = {
  readonly outcome: Panel
  readonly covariates: readonly Panel[]
  /** Groups of units; the controls come last. */
  readonly groups: readonly (readonly number[])[]
  /** Times that are used, from the first on. */
  readonly times: number
}

export type SaturatedGroup = {
  readonly members: readonly number[]
  /** Effect of each time, up to a constant; NaN where the group has no event then, so that it has no logarithm. */
  readonly effects: Float64Array
  /** How member m moves the effect of time t, up to a constant in t: at `m * times + t`. */
  readonly influence: Float64Array
  /** How the effects fall as the coefficient of covariate k rises: at `k * times + t`. */
  readonly slopes: Float64Array
}

export type SaturatedFit<Group = SaturatedGroup> = {
  readonly groups: readonly Group[]
  /** How unit u moves the coefficient of covariate k: at `u * covariates + k`. */
  readonly coefficientInfluence: Float64Array
  readonly coefficients: Float64Array
}

/** The covariate that unit and time effects, or the covariates before it, leave nothing of: `cross` is of what is left. */
export const refuseAbsorbed = (cross: Float64Array, covariates: readonly Panel[]): void => {
  const count = covariates.length
  for (const [covariate, { values }] of covariates.entries()) {
    const whole = values.reduce((sum, value) => sum + value * value, 0)
    if (!(cross[covariate * (count + 1)]! > 1e-12 * whole))
      throw new NoAnswer({ code: 'covariate-absorbed', covariate })
  }
  const covariate = dependentColumn(cross, count)
  if (covariate !== null) throw new NoAnswer({ code: 'covariate-absorbed', covariate })
}

/** Where the values of a unit begin in a panel. */
export const from = (panel: Panel, unit: number): number => unit * panel.times
