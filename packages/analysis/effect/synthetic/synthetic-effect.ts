import { never, startsWithin, type Panel } from '../panel.ts'
import { NoAnswer } from '../reason.ts'
import { meanSeries, noiseLevel, timeWeights, unitPenalty, unitWeights, type Comparison } from './weights.ts'

/** Synthetic difference in differences, synthetic control, or difference in differences with even weights. */
export type SyntheticKind = 'sdid' | 'scm' | 'did'

/** Weights that a user brings: of the controls, by unit of the panel, and of the times before the start. */
export type GivenWeights = {
  readonly units?: Float64Array | undefined
  readonly times?: Float64Array | undefined
}

export type SyntheticQuestion = {
  readonly outcome: Panel
  /** Time at which each unit's treatment starts, or `never`; after the last time is never. */
  readonly start: Int32Array
  readonly kind: SyntheticKind
  readonly given?: GivenWeights | undefined
}

export type CohortEffect = {
  readonly comparison: Comparison
  /** Of the controls, in their order; and of the times before the start. */
  readonly unitWeights: Float64Array
  readonly timeWeights: Float64Array
  readonly estimate: number
  /** Treated less synthetic at every time, less the weighted mean of the same before the start. */
  readonly gaps: Float64Array
  /** Root mean squared gap before and after the start. */
  readonly missBefore: number
  readonly missAfter: number
}

export type SyntheticEffect = {
  /** Cohorts' effects weighted by treated units × times after their start. */
  readonly estimate: number
  readonly cohorts: readonly CohortEffect[]
}

/**
 * Effect on the treated against a weighted mixture of never-treated units: synthetic difference in differences
 * (Arkhangelsky et al. 2021, algorithm 1), or synthetic control on outcomes alone (Abadie, Diamond & Hainmueller 2010
 * without other predictors). Staggered starts: each cohort against the never treated, then averaged by treated
 * unit-times (Clarke et al. 2023, algorithm 1). Additive in the outcome.
 * Throws NoAnswer when nobody or everybody is treated, a cohort has fewer than two times before its start, or given
 * weights do not fit.
 */
export const syntheticEffect = (question: SyntheticQuestion): SyntheticEffect => {
  const cohorts = comparisonsOf(question).map((comparison) => cohortEffect(comparison, question))
  return { estimate: averageOf(cohorts), cohorts }
}

/** The panel as one comparison for each start. */
export const comparisonsOf = ({ outcome, start: starts, given }: SyntheticQuestion): Comparison[] => {
  const start = startsWithin(starts, outcome.times)
  const units = [...start.keys()]
  const controls = units.filter((unit) => start[unit] === never)
  const treated = Map.groupBy(
    units.filter((unit) => start[unit] !== never),
    (unit) => start[unit]!,
  )
  if (treated.size === 0) throw new NoAnswer({ code: 'no-treated' })
  if (controls.length === 0) throw new NoAnswer({ code: 'no-never-treated' })
  if (given && treated.size > 1) throw new NoAnswer({ code: 'weights-staggered' })
  return [...treated]
    .toSorted(([a], [b]) => a - b)
    .map(([from, members]) => {
      if (from < 2) throw new NoAnswer({ code: 'few-times-before' })
      return { outcome, treated: members, controls, start: from }
    })
}

/** Cohorts' effects weighted by treated units × times after their start. */
export const averageOf = (
  cohorts: readonly { comparison: Comparison; estimate: number; treated?: number }[],
): number => {
  let [sum, total] = [0, 0]
  for (const { comparison, estimate, treated } of cohorts) {
    const weight = (treated ?? comparison.treated.length) * (comparison.outcome.times - comparison.start)
    sum += weight * estimate
    total += weight
  }
  return sum / total
}

/** The effect on the units of one comparison. */
export const cohortEffect = (
  comparison: Comparison,
  { kind, given }: Pick<SyntheticQuestion, 'kind' | 'given'>,
): CohortEffect => {
  const { outcome, treated, controls, start } = comparison
  const overUnits = given?.units
    ? checked(
        Float64Array.from(controls, (unit) => given.units![unit]!),
        'units',
      )
    : ownUnitWeights(comparison, kind)
  const overTimes = given?.times
    ? checked(given.times.slice(0, start), 'times')
    : ownTimeWeights(comparison, kind)
  const gaps = meanSeries(outcome, treated)
  for (const [j, unit] of controls.entries()) {
    if (overUnits[j] === 0) continue
    for (let t = 0; t < outcome.times; t++)
      gaps[t]! -= overUnits[j]! * outcome.values[unit * outcome.times + t]!
  }
  let before = 0
  for (let t = 0; t < start; t++) before += overTimes[t]! * gaps[t]!
  for (let t = 0; t < outcome.times; t++) gaps[t]! -= before
  const after = gaps.subarray(start)
  return {
    comparison,
    unitWeights: overUnits,
    timeWeights: overTimes,
    estimate: after.reduce((sum, gap) => sum + gap, 0) / after.length,
    gaps,
    missBefore: rootMeanSquare(gaps.subarray(0, start)),
    missAfter: rootMeanSquare(after),
  }
}

const ownUnitWeights = (comparison: Comparison, kind: SyntheticKind): Float64Array => {
  if (kind === 'did') return new Float64Array(comparison.controls.length).fill(1 / comparison.controls.length)
  return kind === 'sdid'
    ? unitWeights(comparison, { penalty: unitPenalty(comparison), intercept: true })
    : unitWeights(comparison, { penalty: 1e-6 * noiseLevel(comparison), intercept: false })
}

const ownTimeWeights = (comparison: Comparison, kind: SyntheticKind): Float64Array => {
  if (kind === 'scm') return new Float64Array(comparison.start)
  if (kind === 'did') return new Float64Array(comparison.start).fill(1 / comparison.start)
  return timeWeights(comparison, 1e-6 * noiseLevel(comparison))
}

const checked = (weights: Float64Array, of: 'units' | 'times'): Float64Array => {
  if (!weights.every((weight) => weight >= 0)) throw new NoAnswer({ code: 'weights-negative', of })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (Math.abs(total - 1) > 1e-6) throw new NoAnswer({ code: 'weights-total', of, total })
  return weights
}

const rootMeanSquare = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
