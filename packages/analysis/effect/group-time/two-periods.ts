import { multiply, symmetricInverse } from '../../special/symmetric-inverse.ts'
import type { Reason } from '../reason.ts'
import { constantColumn, propensityScores, repeatedColumn, separatingColumns } from './propensity.ts'

export type GroupTimeEstimator = 'reg' | 'ipw' | 'dr'

export type TwoPeriods = {
  /** Outcome after less outcome before, of each unit. */
  readonly change: Float64Array
  /** 1 where the unit is treated in the second period, 0 where it is a control. */
  readonly treated: Uint8Array
  /** Covariates with a leading column of ones, row-major; only ones where there are none. */
  readonly design: Float64Array
  readonly columns: number
  readonly estimator: GroupTimeEstimator
  /** Coefficients of a propensity score to begin from. */
  readonly start?: Float64Array | undefined
}

export type TwoPeriodEffect = {
  readonly estimate: number
  /** Influence of each unit on √n (estimate − truth); its mean is zero. */
  readonly influence: Float64Array
  readonly coefficients?: Float64Array
}

/**
 * Effect on the treated from two periods of a panel, with its influence function: outcome regression, inverse probability
 * weighting with weights that add to one, or the doubly robust combination of both (Sant'Anna & Zhao 2020, Journal of
 * Econometrics 219, equations 2.2 to 2.6 and theorem 1). Without covariates the three are the difference of mean changes.
 * A reason where covariates leave it without an answer.
 */
export const twoPeriodEffect = (data: TwoPeriods): TwoPeriodEffect | Reason => {
  if (data.columns === 1) return differenceOfMeans(data.change, data.treated)
  const { change, treated, design, columns, estimator } = data
  const rows = change.length
  const outcome = estimator === 'ipw' ? null : controlRegression(data)
  if (outcome && 'code' in outcome) return outcome
  const propensity = estimator === 'reg' ? null : propensityScores(design, treated, columns, data.start)
  if (estimator !== 'reg' && !propensity) return whyNoScore(data)

  const weight = Float64Array.from(treated, (isTreated, i) => {
    if (estimator === 'reg') return isTreated
    const score = propensity!.score[i]!
    return isTreated ? 0 : score / (1 - score)
  })
  const expected = outcome?.expected ?? new Float64Array(rows)
  // Regression compares treated units with what it expects of them; weighting compares them with weighted controls.
  const surplus = change.map((value, i) => value - expected[i]!)
  const control = estimator === 'reg' ? expected : surplus
  const gain = estimator === 'reg' ? change : surplus
  let [treatedTotal, weightTotal, treatedSum, controlSum] = [0, 0, 0, 0]
  for (let i = 0; i < rows; i++) {
    treatedTotal += treated[i]!
    weightTotal += weight[i]!
    if (treated[i]) treatedSum += gain[i]!
    controlSum += weight[i]! * control[i]!
  }
  const [treatedMean, controlMean] = [treatedSum / treatedTotal, controlSum / weightTotal]

  // How the two means move with the coefficients of regression and propensity score.
  const byOutcome = new Float64Array(columns)
  const byScore = new Float64Array(columns)
  for (let i = 0; i < rows; i++) {
    const share = treated[i]! / treatedTotal
    const heft = weight[i]! / weightTotal
    const along = estimator === 'reg' ? share : share - heft
    const pull = heft * (control[i]! - controlMean)
    for (let a = 0; a < columns; a++) {
      byOutcome[a]! -= along * design[i * columns + a]!
      byScore[a]! -= pull * design[i * columns + a]!
    }
  }
  const alongOutcome = outcome ? multiply(outcome.inverse, byOutcome, columns) : null
  const alongScore = propensity ? multiply(propensity.inverseInformation, byScore, columns) : null
  const influence = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    let [throughOutcome, throughScore] = [0, 0]
    for (let a = 0; a < columns; a++) {
      const value = design[i * columns + a]!
      if (alongOutcome && !treated[i]) throughOutcome += alongOutcome[a]! * value
      if (alongScore) throughScore += alongScore[a]! * value
    }
    const own = treated[i] ? (gain[i]! - treatedMean) / treatedTotal : 0
    influence[i] =
      rows *
      (own -
        (weight[i]! * (control[i]! - controlMean)) / weightTotal +
        throughOutcome * surplus[i]! +
        throughScore * (treated[i]! - (propensity?.score[i] ?? 0)))
  }
  const estimate = treatedMean - controlMean
  return propensity ? { estimate, influence, coefficients: propensity.coefficients } : { estimate, influence }
}

/** Least squares of the controls' change on the covariates, and what it expects of every unit. */
const controlRegression = ({
  change,
  treated,
  design,
  columns,
}: TwoPeriods): { expected: Float64Array; inverse: Float64Array } | Reason => {
  const cross = new Float64Array(columns * columns)
  const product = new Float64Array(columns)
  for (let i = 0; i < change.length; i++) {
    if (treated[i]) continue
    for (let a = 0; a < columns; a++) {
      const value = design[i * columns + a]!
      product[a]! += value * change[i]!
      for (let b = 0; b <= a; b++) cross[a * columns + b]! += value * design[i * columns + b]!
    }
  }
  const inverse = symmetricInverse(cross, columns)
  if (!inverse) return dependentCovariate(design, columns, (row) => !treated[row]) ?? { code: 'too-thin' }
  const coefficients = multiply(inverse, product, columns)
  const expected = Float64Array.from(change, (_, i) => {
    let sum = 0
    for (let a = 0; a < columns; a++) sum += design[i * columns + a]! * coefficients[a]!
    return sum
  })
  return { expected, inverse }
}

const differenceOfMeans = (change: Float64Array, treated: Uint8Array): TwoPeriodEffect => {
  const rows = change.length
  let [treatedTotal, treatedSum, controlSum] = [0, 0, 0]
  for (let i = 0; i < rows; i++) {
    if (treated[i]) {
      treatedTotal++
      treatedSum += change[i]!
    } else controlSum += change[i]!
  }
  const controls = rows - treatedTotal
  const [treatedMean, controlMean] = [treatedSum / treatedTotal, controlSum / controls]
  const influence = new Float64Array(rows)
  for (let i = 0; i < rows; i++)
    influence[i] = treated[i]
      ? (rows * (change[i]! - treatedMean)) / treatedTotal
      : (-rows * (change[i]! - controlMean)) / controls
  return { estimate: treatedMean - controlMean, influence }
}

/** The covariate that does not vary, or that those before it already give, among some rows. Column 0 holds ones. */
const dependentCovariate = (
  design: Float64Array,
  columns: number,
  isIn: (row: number) => boolean,
): Reason | null => {
  const rows = Array.from({ length: design.length / columns }, (_, row) => row).filter(isIn)
  const among = rows.length * columns === design.length ? 'all' : 'controls'
  const constant = constantColumn(design, columns, rows)
  if (constant !== null) return { code: 'covariate-constant', covariate: constant - 1, among }
  const repeated = repeatedColumn(design, columns, rows)
  return repeated === null ? null : { code: 'covariate-repeats', covariate: repeated - 1, among }
}

const whyNoScore = ({ design, treated, columns }: TwoPeriods): Reason => {
  const dependent = dependentCovariate(design, columns, () => true)
  if (dependent) return dependent
  const covariates = separatingColumns(design, treated, columns).map((column) => column - 1)
  return { code: 'covariates-separate', covariates }
}
