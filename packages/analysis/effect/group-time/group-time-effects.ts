import { clusterSums } from '../cluster-sums.ts'
import { never, startsWithin, type Panel } from '../panel.ts'
import { NoAnswer, type Reason } from '../reason.ts'
import { twoPeriodEffect, type GroupTimeEstimator } from './two-periods.ts'

export type GroupTimeQuestion = {
  readonly outcome: Panel
  /** Time at which each unit's treatment starts, or `never`; after the last time is never. */
  readonly start: Int32Array
  /** Of every pair of times the earlier one's value is used. */
  readonly covariates: readonly Panel[]
  readonly controls: 'never' | 'notyet'
  readonly estimator: GroupTimeEstimator
  /** Number of the cluster that each unit belongs to; each unit is its own where absent. */
  readonly cluster?: Int32Array | undefined
}

/** Effect on the units that start in one period (the cohort), in one period. */
export type GroupTimeCell = {
  readonly cohort: number
  readonly time: number
  /** Period that is compared with: the last before the start, or the one before `time` where that comes earlier. */
  readonly base: number
  readonly treated: number
  readonly controls: number
  /** Null where the cell cannot bear it; `reason` then says why. */
  readonly estimate: number | null
  readonly se: number | null
  readonly reason: Reason | null
}

export type GroupTimeEffects = {
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
 * Throws NoAnswer when nobody is treated, or no unit can serve as control.
 */
export const groupTimeEffects = (question: GroupTimeQuestion): GroupTimeEffects => {
  const { cluster } = question
  const { times } = question.outcome
  const start = startsWithin(question.start, times)
  const included = Uint8Array.from(start, (from) => (from === 0 ? 0 : 1))
  const cohorts = [...new Set(start)].filter((from) => from > 0).toSorted((a, b) => a - b)
  const someNever = start.includes(never)
  if (cohorts.length === 0) throw new NoAnswer({ code: 'no-treated' })
  if (!someNever && question.controls === 'never') throw new NoAnswer({ code: 'no-never-treated' })
  if (!someNever && cohorts.length === 1) throw new NoAnswer({ code: 'all-start-together' })
  // With nobody untreated in the end, there are no controls from the last start on.
  const end = someNever ? times : cohorts.at(-1)!
  const scale = included.reduce((sum, takes) => sum + takes, 0)
  const adjusted = { ...question, start, covariates: standardised(question) }
  const clusters = cluster ?? null

  const cells: GroupTimeCell[] = []
  const influences: (Float64Array | null)[] = []
  for (const cohort of cohorts) {
    if (cohort >= end) continue
    let sides: Sides | undefined
    let coefficients: Float64Array | undefined
    for (let time = 1; time < end; time++) {
      const base = time < cohort ? time - 1 : cohort - 1
      sides = sidesOf(adjusted, cohort, Math.max(time, base), sides)
      const found = oneCell(adjusted, sides, { time, base, scale, coefficients })
      coefficients = found.coefficients
      const { estimate, influence } = found
      const reason = found.reason ?? sides.single
      const se = influence && reason === null ? standardError(influence, { scale, cluster: clusters }) : null
      const { treated, controls } = sides
      cells.push({ cohort, time, base, treated, controls, estimate, se, reason })
      influences.push(influence)
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
  for (const value of clusterSums(influence, cluster)) sum += value * value
  return Math.sqrt(sum) / scale
}

/** Covariates brought to mean 0 and spread 1, which changes no estimate and spares the regressions their rounding. */
const standardised = ({ covariates }: GroupTimeQuestion): Panel[] =>
  covariates.map(({ units, times, values }) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1
    return { units, times, values: values.map((value) => (value - mean) / spread) }
  })

/** Treated units of a cohort, and controls as far as they have not started. */
type Sides = {
  readonly cohort: number
  readonly members: Int32Array
  /** 1 where the member is treated. */
  readonly isTreated: Uint8Array
  readonly treated: number
  readonly controls: number
  /** First start after which a control drops out. */
  readonly until: number
  /** Why no error can be had, where a side is a single unit or cluster. */
  readonly single: Reason | null
}

/** The sides of a cell that reaches to time `later`; those of the cell before where they are the same. */
const sidesOf = (
  { start, controls, cluster }: GroupTimeQuestion,
  cohort: number,
  later: number,
  before: Sides | undefined,
): Sides => {
  if (before && later < before.until) return before
  const members: number[] = []
  let until = Infinity
  for (let unit = 0; unit < start.length; unit++) {
    const from = start[unit]!
    if (from === cohort || from === never) members.push(unit)
    else if (controls === 'notyet' && from > later) {
      members.push(unit)
      until = Math.min(until, from)
    }
  }
  const isTreated = Uint8Array.from(members, (unit) => (start[unit] === cohort ? 1 : 0))
  const treated = isTreated.reduce((sum, one) => sum + one, 0)
  const distinct = (side: number): number =>
    new Set(members.filter((_, row) => isTreated[row] === side).map((unit) => cluster?.[unit] ?? unit)).size
  const [first, second] = [distinct(1), distinct(0)]
  const side = first < 2 ? 'treated' : second < 2 ? 'control' : null
  const single: Reason | null = side && { code: 'single', side, of: cluster ? 'cluster' : 'unit' }
  return {
    cohort,
    members: Int32Array.from(members),
    isTreated,
    treated,
    controls: members.length - treated,
    until,
    single,
  }
}

type FoundCell = Pick<GroupTimeCell, 'estimate' | 'reason'> & {
  influence: Float64Array | null
  coefficients: Float64Array | undefined
}

type Place = {
  readonly time: number
  readonly base: number
  /** Units that take part at all. */
  readonly scale: number
  /** Coefficients of the propensity score of the cell before, to begin from. */
  readonly coefficients: Float64Array | undefined
}

const oneCell = (
  { outcome, covariates, estimator }: GroupTimeQuestion,
  { members, isTreated, controls }: Sides,
  { time, base, scale, coefficients }: Place,
): FoundCell => {
  const nothing = { estimate: null, influence: null, coefficients: undefined }
  const { times, values } = outcome
  const columns = covariates.length + 1
  if (controls === 0) return { ...nothing, reason: { code: 'no-control-left' } }
  if (columns > 1 && controls <= columns)
    return { ...nothing, reason: { code: 'few-controls', controls, covariates: columns - 1 } }

  const rows = members.length
  const change = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const at = members[row]! * times
    change[row] = values[at + time]! - values[at + base]!
  }
  const design = new Float64Array(columns > 1 ? rows * columns : 0)
  if (columns > 1) {
    const earlier = Math.min(base, time)
    for (let row = 0; row < rows; row++) {
      design[row * columns] = 1
      for (let c = 1; c < columns; c++)
        design[row * columns + c] = covariates[c - 1]!.values[members[row]! * times + earlier]!
    }
  }
  const found = twoPeriodEffect({
    change,
    treated: isTreated,
    design,
    columns,
    estimator,
    start: coefficients,
  })
  if ('code' in found) return { ...nothing, reason: found }
  const influence = new Float64Array(outcome.units)
  for (let row = 0; row < rows; row++) influence[members[row]!] = (scale / rows) * found.influence[row]!
  return { estimate: found.estimate, influence, reason: null, coefficients: found.coefficients }
}
