import { calibrationContrasts } from '@mettrace/analysis/effect/calibration-effect'
import { calibrationWeights } from '@mettrace/analysis/effect/calibration-weights'
import { withError } from '@mettrace/analysis/effect/effect-row'
import { isControl } from '@mettrace/analysis/effect/exposure/mirrored'
import { aggregate, type AggregatedEffect } from '@mettrace/analysis/effect/group-time/aggregate'
import { groupTimeEffects } from '@mettrace/analysis/effect/group-time/group-time-effects'
import { prePeriodTest } from '@mettrace/analysis/effect/group-time/pre-period-test'
import { never } from '@mettrace/analysis/effect/panel'
import { sparseRows } from '@mettrace/analysis/effect/sparse-rows'
import { chiSquareUpperP } from '@mettrace/analysis/special/distributions'
import { formatMonth } from '../../foundation/month.ts'
import { asChange } from './compare.ts'
import { baseComparison, type Base } from './groups.ts'
import type { Calibration, GroupTime } from './report-types.ts'

const quarter = 3

/** Areas that are covered or compared with, in their order. */
const usedAreas = (begins: Int32Array): number[] =>
  [...begins.keys()].filter((area) => begins[area]! >= 0 || begins[area] === isControl)

const guarded = <Answer>(work: () => Answer): Answer | { why: string } => {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return { why: `This cannot be told: ${error.message}.` }
    throw error
  }
}

/**
 * Effects by cohort and quarter (Callaway & Sant'Anna 2021), never-treated areas as controls, errors clustered by
 * deployment: in burglaries a year for each 1,000 homes. Additive: a trend common in proportion shows as an effect in
 * busy areas, and the quarters before the start hold what made the areas look bad.
 */
export const groupTimeOf = (base: Base): GroupTime => {
  const { panel, cluster } = base
  const { begins } = baseComparison(base)
  const used = usedAreas(begins).filter((area) => panel.homes[area]! > 0)
  const times = Math.floor(panel.months / quarter)
  const offset = panel.months - times * quarter
  const values = new Float64Array(used.length * times)
  for (const [unit, area] of used.entries()) {
    for (let month = 0; month < times * quarter; month++) {
      const count = panel.counts[area * panel.months + offset + month]!
      values[unit * times + Math.floor(month / quarter)]! +=
        (count * 1000 * (12 / quarter)) / panel.homes[area]!
    }
  }
  // A quarter in which the target was reached is its first.
  const start = Int32Array.from(used, (area) =>
    begins[area]! < 0 ? never : Math.max(0, Math.floor((begins[area]! - offset) / quarter)),
  )
  const names = new Map<number, number>()
  const own = Int32Array.from(used, (area) => {
    const each = cluster[area]!
    if (!names.has(each)) names.set(each, names.size)
    return names.get(each)!
  })
  const monthAt = (time: number): string => formatMonth(panel.firstMonth + offset + time * quarter)
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
      outcome: { units: used.length, times, values },
      start,
      covariates: [],
      controls: 'never',
      estimator: 'reg',
      cluster: own,
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
      prePeriodP: typeof before === 'string' ? null : chiSquareUpperP(before.statistic, before.degrees),
      why: null,
    }
  })
}

/**
 * Areas without kits weighted until they had the covered areas' number, homes and burglaries of every year before
 * the selection (truncated linear calibration), compared from the month in which the last deployment reached its target.
 */
export const calibrationOf = (base: Base): Calibration => {
  const { panel, cluster } = base
  const { begins } = baseComparison(base)
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
  const known = base.selection ? Math.min(first, base.selection.from) : first
  for (let end = known; end - length >= 0; end -= length) columns.push(sum(end - length, end))
  return guarded(() => {
    const study = { matrix: sparseRows(columns), after: [sum(from, panel.months)] }
    const found = calibrationWeights(study.matrix, treated, controls)
    if ('infeasible' in found)
      return { why: 'No weights give the areas without kits the past of the covered ones.' }
    const names = new Map<number, number>()
    const ofUnit = Int32Array.from(used, (area) => {
      if (!names.has(cluster[area]!)) names.set(cluster[area]!, names.size)
      return names.get(cluster[area]!)!
    })
    const [contrast] = calibrationContrasts(study, treated, controls, found.weights, {
      ofUnit,
      count: names.size,
    })
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
