import type { Panel } from '../panel.ts'
import type { PoissonFit, PoissonGroup } from './poisson-groups.ts'

/** A cohort (the number of its group) at a time, from its start on. */
export type PooledCell = { readonly group: number; readonly cohort: number; readonly time: number }

export type PooledRatio = {
  /** Events of the treated in the cells, and what they would have had without treatment. */
  readonly observed: number
  readonly expected: number
  /** How each unit of the panel moves log(observed / expected). */
  readonly influence: Float64Array
}

/**
 * The ratio of sums over some cells: events counted over events expected, where a cell expects what its cohort had just
 * before its start, moved as the controls moved since (Wooldridge 2023, Econometrics Journal 26, section 3). A cell
 * without an event enters as the nothing that it counted, where the mean of the cells' logarithms would have to leave it
 * out, and with it the largest falls. Expected counts are the weights, so that thin cells say little.
 *
 * The influences are of the residuals, each unit's total taken as given, by the delta method through effects of time and
 * coefficients. `cells` must all lie where the controls have events just before the cohort's start.
 */
export const pooledRatio = (
  fit: PoissonFit,
  cells: readonly PooledCell[],
  { outcome, covariates, times }: { outcome: Panel; covariates: readonly Panel[]; times: number },
): PooledRatio => {
  const controls = fit.groups.at(-1)!
  const influence = new Float64Array(outcome.units)
  const ofControls = new Float64Array(times)
  const byCoefficient = new Float64Array(covariates.length)
  const parts = [...Map.groupBy(cells, ({ group }) => group)].map(([at, own]) => {
    const group = fit.groups[at]!
    const reference = own[0]!.cohort - 1
    let observed = 0
    let expected = 0
    /** What each member expects over the cells, and how the cohort's expectation moves with its effects of time. */
    const ofMember = new Float64Array(group.members.length)
    const ofTime = new Float64Array(times)
    for (const { time } of own) {
      const level = (group.byTime[reference]! * controls.byTime[time]!) / controls.byTime[reference]!
      let cell = 0
      for (const [m, unit] of group.members.entries()) {
        const one = group.base[m * times + time]! * level
        ofMember[m]! += one
        cell += one
        observed += outcome.values[unit * outcome.times + time]!
        for (const [k, covariate] of covariates.entries())
          byCoefficient[k]! += one * covariate.values[unit * outcome.times + time]!
      }
      ofControls[time]! += cell
      expected += cell
    }
    ofControls[reference]! -= expected
    ofTime[reference]! += expected
    for (const [m, unit] of group.members.entries()) {
      if (group.unitTotals[m] === 0) continue
      for (let time = 0; time < times; time++) {
        const share = (ofMember[m]! * group.mean[m * times + time]!) / group.unitTotals[m]!
        ofTime[time]! -= share
        for (const [k, covariate] of covariates.entries())
          byCoefficient[k]! -= share * covariate.values[unit * outcome.times + time]!
      }
    }
    return { group, own, observed, expected, ofTime }
  })
  const observed = parts.reduce((sum, part) => sum + part.observed, 0)
  const expected = parts.reduce((sum, part) => sum + part.expected, 0)
  const along = ({ members, influence: moves, slopes }: PoissonGroup, ofTime: Float64Array): void => {
    for (const [m, unit] of members.entries())
      for (let time = 0; time < times; time++)
        influence[unit]! -= (ofTime[time]! * moves[m * times + time]!) / expected
    for (let k = 0; k < covariates.length; k++)
      for (let time = 0; time < times; time++) byCoefficient[k]! -= ofTime[time]! * slopes[k * times + time]!
  }
  for (const { group, own, ofTime } of parts) {
    along(group, ofTime)
    for (const [m, unit] of group.members.entries())
      for (const { time } of own)
        influence[unit]! +=
          (outcome.values[unit * outcome.times + time]! - group.mean[m * times + time]!) / observed
  }
  along(controls, ofControls)
  const count = covariates.length
  for (let unit = 0; unit < outcome.units; unit++)
    for (let k = 0; k < count; k++)
      influence[unit]! -= (byCoefficient[k]! * fit.coefficientInfluence[unit * count + k]!) / expected
  return { observed, expected, influence }
}
