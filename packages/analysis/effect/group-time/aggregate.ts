import { NoAnswer } from '../reason.ts'
import { standardError, type GroupTimeEffects } from './group-time-effects.ts'

export type Aggregation = 'simple' | 'dynamic' | 'group' | 'calendar'

export type AggregatedEffect = {
  /** Periods since the start (dynamic), the start (group), the period (calendar); null for the overall effect. */
  readonly key: number | null
  readonly estimate: number
  /** Null where a cell that goes into it has none. */
  readonly se: number | null
  readonly influence: Float64Array
  /** Treated units that it speaks of. */
  readonly treated: number
}

export type Aggregated = {
  readonly overall: AggregatedEffect
  readonly terms: readonly AggregatedEffect[]
}

/**
 * Cohort and period effects brought together (Callaway & Sant'Anna 2021, section 3): `simple`, every cell after a start by
 * its cohort's size; `dynamic`, by periods since the start, overall the mean from 0 on; `group`, the mean of each cohort's
 * cells, overall by size; `calendar`, by period, overall the mean over periods. The errors count that the cohorts' shares
 * are themselves estimated. Cells without an estimate are left out. Throws NoAnswer when none is left after a start.
 */
export const aggregate = (effects: GroupTimeEffects, kind: Aggregation): Aggregated => {
  const { cells } = effects
  const sizes = new Map<number, number>()
  effects.start.forEach((from) => sizes.set(from, (sizes.get(from) ?? 0) + 1))
  const share = (cohort: number): number => sizes.get(cohort)! / effects.units
  const usable = cells.flatMap((cell, i) => (cell.estimate === null ? [] : [i]))
  const after = usable.filter((i) => cells[i]!.time >= cells[i]!.cohort)
  if (after.length === 0) {
    const because = cells.find(({ time, cohort }) => time >= cohort)?.reason ?? null
    throw new NoAnswer({ code: 'no-effect-after-start', because })
  }

  const parts = (indices: readonly number[]): Part[] =>
    indices.map((i) => {
      const { cohort, estimate, se, treated } = cells[i]!
      return { cohort, estimate: estimate!, influence: effects.influence[i]!, hasError: se !== null, treated }
    })
  const bySize = (of: readonly Part[], key: number | null = null): AggregatedEffect =>
    weighted(effects, of, { key, weight: ({ cohort }) => share(cohort), sharesEstimated: true })
  const evenly = (of: readonly Part[], key: number | null = null): AggregatedEffect =>
    weighted(effects, of, { key, weight: () => 1, sharesEstimated: false })

  if (kind === 'simple') return { overall: bySize(parts(after)), terms: [] }
  if (kind === 'dynamic') {
    const terms = by(usable, (i) => cells[i]!.time - cells[i]!.cohort).map(([age, of]) =>
      bySize(parts(of), age),
    )
    const since = terms.filter(({ key }) => key! >= 0)
    return { overall: evenly(since.map((term) => asPart(term, 0))), terms }
  }
  if (kind === 'group') {
    const terms = by(after, (i) => cells[i]!.cohort).map(([cohort, of]) => evenly(parts(of), cohort))
    return { overall: bySize(terms.map((term) => asPart(term, term.key!))), terms }
  }
  const terms = by(after, (i) => cells[i]!.time).map(([time, of]) => bySize(parts(of), time))
  return { overall: evenly(terms.map((term) => asPart(term, 0))), terms }
}

type Part = {
  readonly cohort: number
  readonly estimate: number
  readonly influence: Float64Array
  readonly hasError: boolean
  readonly treated: number
}

const by = (indices: readonly number[], key: (i: number) => number): [number, number[]][] =>
  [...Map.groupBy(indices, key)].toSorted(([a], [b]) => a - b)

const asPart = ({ estimate, influence, se, treated }: AggregatedEffect, cohort: number): Part => ({
  cohort,
  estimate,
  influence,
  hasError: se !== null,
  treated,
})

/**
 * Weighted mean of parts with its influence. Where the weights are the cohorts' shares p, the shares' own influence
 * joins: with θ the mean and S the sum of weights, a unit of cohort c adds (Σ of c's estimates − θ · number of c's) / S.
 */
const weighted = (
  effects: GroupTimeEffects,
  parts: readonly Part[],
  how: { key: number | null; weight: (part: Part) => number; sharesEstimated: boolean },
): AggregatedEffect => {
  const total = parts.reduce((sum, part) => sum + how.weight(part), 0)
  const influence = new Float64Array(effects.start.length)
  let estimate = 0
  for (const part of parts) {
    const weight = how.weight(part) / total
    estimate += weight * part.estimate
    for (let i = 0; i < influence.length; i++) influence[i]! += weight * part.influence[i]!
  }
  if (how.sharesEstimated) {
    const pull = new Map<number, number>()
    for (const { cohort, estimate: one } of parts)
      pull.set(cohort, (pull.get(cohort) ?? 0) + (one - estimate) / total)
    effects.start.forEach((from, i) => {
      influence[i]! += pull.get(from) ?? 0
    })
  }
  const se = parts.every(({ hasError }) => hasError)
    ? standardError(influence, { scale: effects.units, cluster: effects.cluster ?? null })
    : null
  const cohorts = new Map(parts.map(({ cohort, treated }) => [cohort, treated]))
  const treated = [...cohorts.values()].reduce((sum, count) => sum + count, 0)
  return { key: how.key, estimate, se, influence, treated }
}
