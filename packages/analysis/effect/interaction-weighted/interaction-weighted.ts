import { clusterSums } from '../cluster-sums.ts'
import { never, startsWithin, type Panel } from '../panel.ts'
import { NoAnswer, type Reason } from '../reason.ts'
import { saturatedCells, type SaturatedCell } from './cells.ts'
import { fitLinearGroups } from './linear-groups.ts'
import { fitPoissonGroups, type PoissonFit } from './poisson-groups.ts'
import { pooledRatio, type PooledCell } from './pooled-ratio.ts'

export type InteractionQuestion = {
  readonly outcome: Panel
  /** Time at which each unit's treatment starts, or `never`; after the last time is never. */
  readonly start: Int32Array
  readonly covariates: readonly Panel[]
  /** Least squares on the outcome as it is, or Poisson with a log link. */
  readonly family: 'linear' | 'poisson'
  /** Number of the cluster of each unit; each unit is its own where absent. */
  readonly cluster?: Int32Array | undefined
}

export type InteractionEffect = {
  /** Null where a cell that belongs to it has no event, and so no logarithm; `reason` says which. */
  readonly estimate: number | null
  /** Null where there is no estimate, or no spread to take an error from; `reason` says why. */
  readonly se: number | null
  readonly reason: Reason | null
  readonly treated: number
}

/** Events counted over events expected, as a logarithm: cells without an event are in it. */
export type PooledEffect = InteractionEffect & { readonly observed: number; readonly expected: number }

export type InteractionEffects = {
  /** Cohort × time since its start; −1 is the reference and has none. */
  readonly cells: readonly (InteractionEffect & { cohort: number; age: number })[]
  /** By time since the start, weighted by the cohorts' units. */
  readonly byAge: readonly (InteractionEffect & { age: number })[]
  /** All cells from the start on, weighted by units. */
  readonly overall: InteractionEffect
  /** The same by events pooled over cells, overall and by time since the start; null for least squares. */
  readonly pooled: {
    readonly overall: PooledEffect
    readonly byAge: readonly (PooledEffect & { age: number })[]
  } | null
  /** Units that take part, and the degrees of freedom of the errors: clusters less one. */
  readonly units: number
  readonly degrees: number
  /** Units that are treated from the first time on, and units without any event; neither take part. */
  readonly leftOut: { readonly treatedThroughout: number; readonly withoutEvents: number }
  /** Whether the units that start last serve as controls, for want of units never treated. */
  readonly lastAsControls: boolean
}

/**
 * Interaction-weighted event study (Sun & Abraham 2021, Journal of Econometrics 225): outcome on unit effects, effects of
 * time and an interaction for every cohort and time since its start, the time before the start being the reference; then
 * the interactions averaged by the cohorts' sizes, taken as given. Controls are the never treated; where there are none,
 * the cohort that starts last, and the times before it does. Effects are additive (linear) or logarithms of rate ratios
 * (Poisson). Errors are clustered, with the factor (n − 1)/(n − k) · G/(G − 1), unit effects not counted in k.
 *
 * A cell of counts without an event has no logarithm. An average that it belongs to is not given, for without it the
 * largest fall would be left out for being the largest; the pooled ratio holds it. Units without any event say nothing
 * of a ratio and are left out of the fit, but not of the cohorts' sizes, which no outcome may move.
 * Assumes parallel trends on the chosen scale and no anticipation. Throws NoAnswer when nobody is treated, no control is
 * left, no cell after a start can be told, or counts are negative.
 */
export const interactionWeightedEffects = (question: InteractionQuestion): InteractionEffects => {
  const { outcome, covariates, family, cluster } = question
  const start = startsWithin(question.start, outcome.times)
  const early = [...start.keys()].filter((unit) => start[unit] !== 0)
  const taking = family === 'linear' ? early : withEvents(outcome, early)
  const { cohorts, groups, times, lastAsControls } = layoutOf(start, taking, outcome.times)
  const panels = { outcome, covariates, times }
  const counted = family === 'poisson' ? fitPoissonGroups({ ...panels, groups }) : null
  const fit = counted ?? fitLinearGroups({ ...panels, groups })
  const sizes = cohorts.map((cohort) => start.filter((time) => time === cohort).length)
  const cells = saturatedCells(fit, { cohorts, sizes, times, units: outcome.units, cluster })
  const after = cells.filter(({ age }) => age >= 0)
  if (after.every(({ estimate }) => estimate === null))
    throw new NoAnswer({ code: 'no-effect-after-start', because: after[0]?.reason ?? null })

  const clusters = new Set(groups.flat().map((unit) => cluster?.[unit] ?? unit)).size
  const observations = groups.flat().length * times
  const parameters = cohorts.length * (times - 1) + covariates.length + times
  const factor = ((observations - 1) / (observations - parameters)) * (clusters / (clusters - 1))
  const noError: Reason | null =
    clusters < 2 ? { code: 'one-cluster' } : observations > parameters ? null : { code: 'no-degrees' }
  const errorOf = (influence: Float64Array): number => {
    let squares = 0
    for (const value of clusterSums(influence, cluster ?? null)) squares += value * value
    return Math.sqrt(factor * squares)
  }
  const average = (of: readonly SaturatedCell[]): InteractionEffect => {
    const total = of.reduce((sum, { weight }) => sum + weight, 0)
    const influence = new Float64Array(outcome.units)
    let estimate = 0
    const treated = treatedIn(of)
    for (const cell of of) {
      if (cell.estimate === null) return { estimate: null, se: null, reason: cell.reason, treated }
      const weight = cell.weight / total
      estimate += weight * cell.estimate
      for (let i = 0; i < influence.length; i++) influence[i]! += weight * cell.influence[i]!
    }
    const reason = noError ?? of.find((cell) => cell.reason !== null)?.reason ?? null
    return { estimate, se: reason === null ? errorOf(influence) : null, reason, treated }
  }
  const pool = (of: readonly SaturatedCell[], counts: PoissonFit): PooledEffect => {
    const [treated, nothing] = [
      treatedIn(of),
      { estimate: null, se: null, observed: Number.NaN, expected: Number.NaN },
    ]
    const bare = of.find(
      ({ reason }) => reason?.code === 'no-event' && reason.side === 'control' && reason.at === 'reference',
    )
    if (bare) return { ...nothing, reason: bare.reason, treated }
    const { observed, expected, influence } = pooledRatio(counts, of.map(pooledCell), panels)
    if (!(observed > 0 && expected > 0))
      return { ...nothing, observed, expected, reason: { code: 'unbounded-ratio' }, treated }
    const reason = noError ?? of.find((cell) => cell.reason?.code === 'single')?.reason ?? null
    const se = reason === null ? errorOf(influence) : null
    return { estimate: Math.log(observed / expected), se, reason, treated, observed, expected }
  }
  const ages = [...Map.groupBy(cells, ({ age }) => age)].toSorted(([a], [b]) => a - b)
  return {
    cells: cells.map((cell) => Object.assign(average([cell]), { cohort: cell.cohort, age: cell.age })),
    byAge: ages.map(([age, of]) => Object.assign(average(of), { age })),
    overall: average(after),
    pooled: !counted
      ? null
      : {
          overall: pool(after, counted),
          byAge: ages
            .filter(([age]) => age >= 0)
            .map(([age, of]) => Object.assign(pool(of, counted), { age })),
        },
    units: groups.flat().length,
    degrees: clusters - 1,
    leftOut: {
      treatedThroughout: start.length - early.length,
      withoutEvents: early.length - taking.length,
    },
    lastAsControls,
  }
}

const pooledCell = ({ group, cohort, age }: SaturatedCell): PooledCell => ({
  group,
  cohort,
  time: cohort + age,
})

const treatedIn = (cells: readonly SaturatedCell[]): number =>
  [...new Map(cells.map(({ cohort, members }) => [cohort, members])).values()].reduce(
    (sum, count) => sum + count,
    0,
  )

/** Those units with any event. Throws NoAnswer for a count below zero. */
const withEvents = ({ values, times }: Panel, units: readonly number[]): number[] => {
  if (values.some((value) => value < 0)) throw new NoAnswer({ code: 'negative-count' })
  return units.filter((unit) => values.subarray(unit * times, (unit + 1) * times).some((value) => value > 0))
}

type Layout = {
  readonly cohorts: readonly number[]
  /** Units of each cohort, the controls last. */
  readonly groups: readonly (readonly number[])[]
  readonly times: number
  readonly lastAsControls: boolean
}

const layoutOf = (start: Int32Array, taking: readonly number[], times: number): Layout => {
  const byCohort = Map.groupBy(taking, (unit) => start[unit]!)
  const cohorts = [...byCohort.keys()].filter((cohort) => cohort !== never).toSorted((a, b) => a - b)
  const neverTreated = byCohort.get(never)
  const last = neverTreated ? undefined : cohorts.pop()
  const controls = neverTreated ?? byCohort.get(last ?? never)
  if (!controls) throw new NoAnswer({ code: 'no-treated' })
  if (cohorts.length === 0) throw new NoAnswer({ code: neverTreated ? 'no-treated' : 'no-controls' })
  return {
    cohorts,
    groups: [...cohorts.map((cohort) => byCohort.get(cohort)!), controls],
    times: last ?? times,
    lastAsControls: last !== undefined,
  }
}
