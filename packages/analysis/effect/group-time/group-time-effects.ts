import { never } from '../panel.ts'
import type { Panel } from '../panel.ts'
import { twoPeriodEffect } from './two-periods.ts'
import type { GroupTimeEstimator } from './two-periods.ts'

export interface GroupTimeQuestion {
  readonly outcome: Panel
  /** Time at which each unit's treatment starts, or `never`. */
  readonly start: Int32Array
  /** Of every pair of times the earlier one's value is used. */
  readonly covariates: readonly Panel[]
  readonly controls: 'never' | 'notyet'
  readonly estimator: GroupTimeEstimator
  /** Number of the cluster that each unit belongs to; each unit is its own where absent. */
  readonly cluster?: Int32Array | undefined
}

/** Effect on the units that start in one period (the cohort), in one period. */
export interface GroupTimeCell {
  readonly cohort: number
  readonly time: number
  /** Period that is compared with: the last before the start, or the one before `time` where that comes earlier. */
  readonly base: number
  readonly treated: number
  readonly controls: number
  /** Null where the cell cannot bear it; `reason` then says why. */
  readonly estimate: number | null
  readonly se: number | null
  readonly reason: string | null
}

export interface GroupTimeEffects {
  readonly cells: readonly GroupTimeCell[]
  /** Influence of each unit on each cell's estimate, on the scale of √units; null where there is no estimate. */
  readonly influence: readonly (Float64Array | null)[]
  /** 1 where a unit takes part; those treated from the first period on do not. */
  readonly included: Uint8Array
  readonly units: number
  readonly start: Int32Array
  readonly cluster: Int32Array | undefined
}

/**
 * Effects by cohort and period (Callaway & Sant'Anna 2021, Journal of Econometrics 225, section 2): each cohort's change
 * since before its start against the change of units never, or not yet, treated. Before the start each period is compared
 * with the one before it, so that those cells show whether cohort and controls moved alike. Errors come from the
 * influence functions, added up within clusters. Units treated in the first period have no before and are left out.
 * Assumes parallel trends given the covariates, no anticipation, and overlap. Additive in the outcome as it is given.
 * Throws RangeError when nobody is treated, or no unit can serve as control.
 */
export const groupTimeEffects = (question: GroupTimeQuestion): GroupTimeEffects => {
  const { start, cluster } = question
  const { times } = question.outcome
  const included = Uint8Array.from(start, (from) => (from === 0 ? 0 : 1))
  const cohorts = [...new Set(start)].filter((from) => from > 0).toSorted((a, b) => a - b)
  const someNever = start.includes(never)
  if (cohorts.length === 0)
    throw new RangeError('no unit starts after the first period: there is no effect to measure')
  if (!someNever && question.controls === 'never')
    throw new RangeError('every unit is treated in the end, so none can be a never-treated control')
  if (!someNever && cohorts.length === 1)
    throw new RangeError('every unit is treated from the same period on, so there is no control')
  // With nobody untreated in the end, there are no controls from the last start on.
  const end = someNever ? times : cohorts.at(-1)!
  const scale = included.reduce((sum, takes) => sum + takes, 0)
  const designs = standardised(question)

  const cells: GroupTimeCell[] = []
  const influences: (Float64Array | null)[] = []
  for (const cohort of cohorts) {
    if (cohort >= end) continue
    let coefficients: Float64Array | undefined
    for (let time = 1; time < end; time++) {
      const base = time < cohort ? time - 1 : cohort - 1
      const found = oneCell(question, designs, cohort, time, base, scale, coefficients)
      coefficients = found.coefficients
      const se =
        found.influence && found.reason === null
          ? standardError(found.influence, { scale, cluster: cluster ?? null })
          : null
      const { treated, controls, estimate, reason } = found
      cells.push({ cohort, time, base, treated, controls, estimate, se, reason })
      influences.push(found.influence)
    }
  }
  return { cells, influence: influences, included, units: scale, start, cluster }
}

/** Standard error of an estimate from its influence on √scale, added up within clusters where there are any. */
export const standardError = (
  influence: Float64Array,
  { scale, cluster }: { scale: number; cluster: Int32Array | null },
): number => {
  let sum = 0
  if (cluster) {
    const within = new Map<number, number>()
    influence.forEach((value, i) => {
      if (value !== 0) within.set(cluster[i]!, (within.get(cluster[i]!) ?? 0) + value)
    })
    for (const value of within.values()) sum += value * value
  } else for (const value of influence) sum += value * value
  return Math.sqrt(sum) / scale
}

/** Covariates brought to mean 0 and spread 1, which changes no estimate and spares the regressions their rounding. */
const standardised = ({ covariates }: GroupTimeQuestion): Float64Array[] =>
  covariates.map(({ values }) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1
    return values.map((value) => (value - mean) / spread)
  })

type FoundCell = Pick<GroupTimeCell, 'treated' | 'controls' | 'estimate' | 'reason'> & {
  influence: Float64Array | null
  coefficients: Float64Array | undefined
}

const oneCell = (
  question: GroupTimeQuestion,
  covariates: readonly Float64Array[],
  cohort: number,
  time: number,
  base: number,
  scale: number,
  coefficients: Float64Array | undefined,
): FoundCell => {
  const { start, cluster } = question
  const { units, times, values: outcome } = question.outcome
  const members: number[] = []
  const later = Math.max(time, base)
  for (let unit = 0; unit < units; unit++) {
    const from = start[unit]!
    const isControl = from === never || (question.controls === 'notyet' && from > later)
    if (from === cohort || isControl) members.push(unit)
  }
  const treated = Uint8Array.from(members, (unit) => (start[unit] === cohort ? 1 : 0))
  const treatedCount = treated.reduce((sum, one) => sum + one, 0)
  const counts = { treated: treatedCount, controls: members.length - treatedCount }
  const nothing = { ...counts, estimate: null, influence: null, coefficients: undefined }
  const columns = covariates.length + 1
  if (counts.controls === 0) return { ...nothing, reason: 'no control is left in this period' }
  if (columns > 1 && counts.controls <= columns)
    return { ...nothing, reason: `${counts.controls} controls are too few for ${columns - 1} covariates` }

  const design = new Float64Array(columns > 1 ? members.length * columns : 0)
  if (columns > 1) {
    members.forEach((unit, row) => {
      design[row * columns] = 1
      covariates.forEach((values, c) => {
        design[row * columns + c + 1] = values[unit * times + Math.min(base, time)]!
      })
    })
  }
  const change = Float64Array.from(
    members,
    (unit) => outcome[unit * times + time]! - outcome[unit * times + base]!,
  )
  const effect = twoPeriodEffect({
    change,
    treated,
    design,
    columns,
    estimator: question.estimator,
    start: coefficients,
  })
  if (typeof effect === 'string') return { ...nothing, reason: effect }
  const influence = new Float64Array(units)
  members.forEach((unit, row) => {
    influence[unit] = (scale / members.length) * effect.influence[row]!
  })
  const sides = [1, 0].map((side) => {
    const onSide = members.filter((_, row) => treated[row] === side)
    return new Set(cluster ? onSide.map((unit) => cluster[unit]!) : onSide).size
  })
  const called = cluster ? 'cluster' : 'unit'
  const reason =
    sides[0]! < 2
      ? `the cohort is a single ${called}, which has no spread to take an error from`
      : sides[1]! < 2
        ? `the controls are a single ${called}, which has no spread to take an error from`
        : null
  return {
    ...counts,
    estimate: effect.estimate,
    influence,
    reason,
    coefficients: effect.coefficients,
  }
}
