import { calibrationContrasts } from '@mettrace/analysis/effect/calibration-effect'
import { calibrationWeights } from '@mettrace/analysis/effect/calibration-weights'
import { withError } from '@mettrace/analysis/effect/effect-row'
import { aggregate, type AggregatedEffect } from '@mettrace/analysis/effect/group-time/aggregate'
import { groupTimeEffects } from '@mettrace/analysis/effect/group-time/group-time-effects'
import { prePeriodTest } from '@mettrace/analysis/effect/group-time/pre-period-test'
import { sparseRows } from '@mettrace/analysis/effect/sparse-rows'
import { chiSquareUpperP } from '@mettrace/analysis/special/distributions'
import { formatMonth } from '../../../foundation/month.ts'
import { faultWords } from '../reason-words.ts'
import { asChange, type Comparison } from './compare.ts'
import { baseComparison, type Base } from './groups.ts'
import { clustersAmong, quarter, quartersOf, usedAreas } from './quarters.ts'
import type { Calibration, GroupTime } from './report-types.ts'

const guarded = <Answer>(work: () => Answer): Answer | { why: string } => {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return { why: `We cannot tell: ${faultWords(error)}.` }
    throw error
  }
}

/**
 * Effects by cohort and quarter (Callaway & Sant'Anna 2021), never-treated areas as controls, errors clustered by
 * deployment: in burglaries a year for each 1,000 homes. Additive: a trend common in proportion shows as an effect in
 * busy areas, and the quarters before the start hold what made the areas look bad.
 */
export const groupTimeOf = (base: Base): GroupTime => {
  const { panel } = base
  const { outcome, start, cluster, monthOf } = quartersOf(baseComparison(base), panel.months, 'rates')
  const monthAt = (time: number): string => formatMonth(panel.firstMonth + monthOf(time))
  const row = (
    kind: 'simple' | 'dynamic' | 'group' | 'calendar',
    { key, estimate, se }: AggregatedEffect,
  ) => ({
    kind,
    key: key === null ? null : kind === 'dynamic' ? `${key * quarter}` : monthAt(key),
    ...withError(estimate, se ?? Number.NaN),
  })
  return guarded(() => {
    const effects = groupTimeEffects({
      outcome,
      start,
      covariates: [],
      controls: 'never',
      estimator: 'reg',
      cluster,
    })
    const kinds = ['simple', 'dynamic', 'group', 'calendar'] as const
    const before = prePeriodTest(effects)
    return {
      rows: kinds.flatMap((kind) => {
        const { overall, terms } = aggregate(effects, kind)
        const rows = terms.map((term) => row(kind, term))
        rows.unshift(row(kind, Object.assign({}, overall, { key: null })))
        return rows
      }),
      prePeriodP: 'code' in before ? null : chiSquareUpperP(before.statistic, before.degrees),
      why: null,
    }
  })
}

/**
 * Areas without kits weighted until they had the covered areas' number, homes and burglaries of every year before
 * the selection (truncated linear calibration), compared from the month in which the last deployment reached its target and before month `until`.
 */
export const calibrationTo = (
  { panel, begins, cluster, selection }: Comparison,
  until: number,
): Calibration => {
  const used = usedAreas(begins)
  const treated = Int32Array.from([...used.keys()].filter((unit) => begins[used[unit]!]! >= 0))
  const controls = Int32Array.from([...used.keys()].filter((unit) => begins[used[unit]!]! < 0))
  if (treated.length < 2 || controls.length < 2) return { why: 'Too few areas.' }
  const first = Math.min(...[...treated].map((unit) => panel.start[used[unit]!]!))
  const from = Math.max(...[...treated].map((unit) => begins[used[unit]!]!))
  const sum = (begin: number, end: number): Float64Array =>
    Float64Array.from(used, (area) => {
      let total = 0
      for (let month = begin; month < end; month++) total += panel.counts[area * panel.months + month]!
      return total
    })
  const length = 4 * quarter
  const columns: Float64Array[] = [
    new Float64Array(used.length).fill(1),
    Float64Array.from(used, (area) => panel.homes[area]!),
  ]
  const known = selection ? Math.min(first, selection.from) : first
  for (let end = known; end - length >= 0; end -= length) columns.push(sum(end - length, end))
  return guarded(() => {
    const study = { matrix: sparseRows(columns), after: [sum(from, until)] }
    const found = calibrationWeights(study.matrix, treated, controls)
    if ('infeasible' in found)
      return { why: 'No weights give the areas without kits the past of the covered ones.' }
    const [contrast] = calibrationContrasts(
      study,
      treated,
      controls,
      found.weights,
      clustersAmong(cluster, used),
    )
    if (!contrast || !(contrast.control > 0 && contrast.observed > 0))
      return { why: 'Nothing was counted on one side.' }
    return {
      ...asChange(withError(Math.log(contrast.observed / contrast.control), contrast.seLog)),
      observed: contrast.observed,
      control: contrast.control,
      controls: found.weights.filter((weight) => weight > 0).length,
      constraints: columns.length,
      from: formatMonth(panel.firstMonth + from),
      why: null,
    }
  })
}

export const calibrationOf = (base: Base): Calibration =>
  calibrationTo(baseComparison(base), base.panel.months)
