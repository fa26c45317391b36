import { isControl } from '@mettrace/analysis/effect/exposure/mirrored'
import { never, type Panel } from '@mettrace/analysis/effect/panel'
import type { Comparison } from './compare.ts'

/** Months in a quarter. */
export const quarter = 3

/** Areas that are covered or compared with, in their order. */
export const usedAreas = (begins: Int32Array): number[] =>
  [...begins.keys()].filter((area) => begins[area]! >= 0 || begins[area] === isControl)

/** Clusters of some areas, numbered from nought without gaps. */
export const clustersAmong = (
  cluster: Int32Array,
  areas: readonly number[],
): { ofUnit: Int32Array; count: number } => {
  const numbers = new Map<number, number>()
  const ofUnit = Int32Array.from(areas, (area) => {
    const own = numbers.get(cluster[area]!) ?? numbers.size
    numbers.set(cluster[area]!, own)
    return own
  })
  return { ofUnit, count: numbers.size }
}

/** A balanced panel of quarters; `start` is the quarter in which each area's target was reached, or `never`. */
export type Quarters = {
  outcome: Panel
  start: Int32Array
  cluster: Int32Array
  /** First month of a quarter, as a column of the programme's panel. */
  monthOf: (time: number) => number
}

/**
 * Burglaries by area and quarter, the last quarter ending before month `until`: as they were counted, or a year for each
 * 1,000 homes, where areas without homes are left out. A quarter in which the target was reached is its area's first.
 */
export const quartersOf = (
  { panel, begins, cluster }: Comparison,
  until: number,
  unit: 'counts' | 'rates',
): Quarters => {
  const used = usedAreas(begins).filter((area) => unit === 'counts' || panel.homes[area]! > 0)
  const times = Math.floor(until / quarter)
  const offset = until - times * quarter
  const values = new Float64Array(used.length * times)
  for (const [at, area] of used.entries()) {
    const each = unit === 'counts' ? 1 : (1000 * (12 / quarter)) / panel.homes[area]!
    for (let month = 0; month < times * quarter; month++)
      values[at * times + Math.floor(month / quarter)]! +=
        each * panel.counts[area * panel.months + offset + month]!
  }
  const start = Int32Array.from(used, (area) =>
    begins[area]! < 0 ? never : Math.max(0, Math.floor((begins[area]! - offset) / quarter)),
  )
  return {
    outcome: { units: used.length, times, values },
    start,
    cluster: clustersAmong(cluster, used).ofUnit,
    monthOf: (time) => offset + time * quarter,
  }
}
