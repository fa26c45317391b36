import { leftOut, unexposed } from '@mettrace/analysis/effect/exposure/cells'
import { exposureLogRatios } from '@mettrace/analysis/effect/exposure/exposure-ratios'
import { isControl } from '@mettrace/analysis/effect/exposure/mirrored'
import { ordersInBlocks } from '@mettrace/analysis/effect/two-way-poisson/orders-in-blocks'
import { parseMonth } from '../../../foundation/month.ts'
import { never, type ProgrammePanel } from '../programme/programme-panel.ts'
import type { Programme } from '../programme/programme-schema.ts'
import { faultWords } from '../reason-words.ts'
import { baseComparison, type Base } from './groups.ts'
import type { RandomOrderEffect } from './report-types.ts'

/** A deployment area whose start was drawn; null where it was held out. */
export type DrawnStart = { codes: string[]; block: number; start: string | null }

/** Orders that are drawn where there are too many to go through, and the seed that anybody gets the same with. */
const draws = 999
const seed = 1

/** Units of the lot: counts by month added up over the areas of each, the start that was drawn, and its block. */
type Drawn = { counts: Float64Array[]; start: Int32Array; block: Int32Array; departed: number }

const summed = ({ months, counts }: ProgrammePanel, areas: readonly number[]): Float64Array => {
  const sum = new Float64Array(months)
  for (const area of areas)
    for (let month = 0; month < months; month++) sum[month]! += counts[area * months + month]!
  return sum
}

/** The deployments as they began, where no drawn order was kept: all are of one block. */
const asBegun = (panel: ProgrammePanel): Drawn => {
  const members = Map.groupBy(panel.codes.keys(), (area) => panel.deployment[area]!)
  const own = [...members].filter(([deployment]) => deployment >= 0).map(([, areas]) => areas)
  return {
    counts: own.map((areas) => summed(panel, areas)),
    start: Int32Array.from(own, ([area = 0]) => panel.start[area]!),
    block: new Int32Array(own.length),
    departed: 0,
  }
}

/** The order as it was drawn, those held out in it too, whatever came of it. */
const asDrawn = (panel: ProgrammePanel, order: readonly DrawnStart[]): Drawn | string => {
  const rowOf = new Map(panel.codes.map((code, row) => [code, row]))
  const known = order.map(({ codes, block, start }) => ({
    areas: codes.flatMap((code) => rowOf.get(code) ?? []),
    codes,
    block,
    start: start === null ? never : (parseMonth(start) ?? 0) - panel.firstMonth,
  }))
  if (known.some(({ areas, codes }) => areas.length < codes.length))
    return 'The saved order of starts names areas that are not among those of the series.'
  return {
    counts: known.map(({ areas }) => summed(panel, areas)),
    start: Int32Array.from(known, ({ start }) => (start < panel.months ? start : never)),
    block: Int32Array.from(known, ({ block }) => block),
    departed: known.filter(({ areas, start }) => areas.some((area) => panel.start[area] !== start)).length,
  }
}

/** Exposure from each unit's start on; what is compared last of all never starts. Months with nothing to compare are out. */
const exposureOf = (start: Int32Array, units: number, months: number): Int16Array => {
  const exposure = new Int16Array(units * months).fill(unexposed)
  for (const [unit, from] of start.entries())
    if (from !== never) exposure.fill(0, unit * months + from, (unit + 1) * months)
  for (let month = 0; month < months; month++) {
    const column = Array.from({ length: units }, (_, unit) => unit * months + month)
    if (column.some((cell) => exposure[cell] === unexposed)) continue
    for (const cell of column) exposure[cell] = leftOut
  }
  return exposure
}

/**
 * Where starts were drawn by lot: the rate ratio from the drawn starts on (whether or not the target was reached), with an
 * effect of every deployment and month, held against what it would be with every other order that could have been drawn. The
 * p is exact under no effect at all, whatever the counts do (Fisher 1935). Areas that were themselves drawn by lot are
 * compared with the areas without kits too; those chosen for a bad year with one another alone.
 */
export const randomOrderEffect = (
  base: Base,
  programme: Programme,
  order: readonly DrawnStart[] | null,
): RandomOrderEffect | null => {
  const { panel, selection } = base
  if (!order && programme.selection?.rule !== 'random') return null
  const drawn = order ? asDrawn(panel, order) : asBegun(panel)
  if (typeof drawn === 'string') return { why: drawn }
  const { counts, start, block, departed } = drawn
  const begins = baseComparison(base).begins
  const outside = selection ? [] : [...begins.keys()].filter((area) => begins[area] === isControl)
  const rows = outside.length > 0 ? [...counts, summed(panel, outside)] : counts
  const orders = ordersInBlocks(start, block, { draws, seed })
  if (orders.count < 2)
    return { why: 'All starts were the same: there is no other order that could have been drawn.' }
  const table = Float64Array.from(rows.flatMap((row) => Array.from(row)))
  const ratioOf = (starts: Int32Array): number => {
    const [logRatio] = exposureLogRatios({
      areas: rows.length,
      months: panel.months,
      counts: table,
      exposure: exposureOf(starts, rows.length, panel.months),
      groups: 1,
    })
    return logRatio ?? Number.NaN
  }
  try {
    const real = ratioOf(start)
    if (!Number.isFinite(real))
      return { why: 'Nothing was counted after the starts, or nothing before them.' }
    let asFar = 0
    for (let number = 0; number < orders.count; number++)
      if (Math.abs(ratioOf(orders.order(number))) >= Math.abs(real) - 1e-7) asFar++
    return {
      estimate: Math.exp(real) - 1,
      p: orders.exact ? asFar / orders.count : (1 + asFar) / (1 + orders.count),
      orders: orders.count,
      exact: orders.exact,
      units: start.length,
      heldOut: start.filter((each) => each === never).length,
      blocks: new Set(block).size,
      departed,
      compared: outside.length,
      why: null,
    }
  } catch (error) {
    if (error instanceof RangeError) return { why: `We cannot tell: ${faultWords(error)}.` }
    throw error
  }
}
