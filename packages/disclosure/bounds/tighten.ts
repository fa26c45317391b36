import { anyCount, type Interval } from '../tables/interval.ts'
import type { Sum } from '../tables/sums.ts'

/** Thrown where no counts could have been published so. */
export class Contradiction extends Error {}

/** A sum less one of its numbers, where numbers may be endless. */
const without = (sum: number, endless: number, one: number): number => {
  if (one === Infinity) return endless > 1 ? Infinity : sum
  return endless > 0 ? Infinity : sum - one
}

/**
 * Narrows what is known of each cell by each sum until nothing changes: the total lies between the sums of its parts' ends, and each
 * part between the total and all others. On sums that form a forest the result is exact; elsewhere no true count is ever left
 * out. Throws Contradiction.
 */
export const tighten = (
  known: ReadonlyMap<string, Interval>,
  sums: readonly Sum[],
): Map<string, Interval> => {
  const bounds = new Map(known)
  const of = (cell: string): Interval => bounds.get(cell) ?? anyCount
  const narrow = (cell: string, low: number, high: number): boolean => {
    const before = of(cell)
    const next = { low: Math.max(before.low, low), high: Math.min(before.high, high) }
    if (next.low > next.high) throw new Contradiction(`${cell} cannot be what its tables say`)
    if (next.low === before.low && next.high === before.high) return false
    bounds.set(cell, next)
    return true
  }
  const waiting = new Set(sums)
  const sumsOf = new Map<string, Sum[]>()
  for (const sum of sums)
    for (const cell of [sum.total, ...sum.parts]) sumsOf.set(cell, [...(sumsOf.get(cell) ?? []), sum])
  for (const sum of waiting) {
    waiting.delete(sum)
    const { total, parts } = sum
    const ends = parts.map(of)
    const low = ends.reduce((all, end) => all + end.low, 0)
    const endless = ends.filter(({ high }) => high === Infinity).length
    const high = ends.reduce((all, end) => all + (end.high === Infinity ? 0 : end.high), 0)
    const changed = narrow(total, low, endless > 0 ? Infinity : high) ? [total] : []
    const whole = of(total)
    for (const [at, part] of parts.entries()) {
      const own = ends[at]!
      if (narrow(part, whole.low - without(high, endless, own.high), whole.high - (low - own.low)))
        changed.push(part)
    }
    for (const cell of changed) for (const other of sumsOf.get(cell)!) waiting.add(other)
  }
  return bounds
}
