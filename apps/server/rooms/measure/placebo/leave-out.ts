import { MetTraceError } from '../../../foundation/errors.ts'
import { noSuchArea, withoutNotKnown } from '../../../crime/known-areas.ts'
import type { CountedCity } from '../../../crime/types.ts'

/**
 * The city without some of its areas: not chosen, not counted, not learned from.
 * Errors: `usage` for a code that no area has, or when none is left.
 */
export const leaveOut = (city: CountedCity, exclude: readonly string[]): CountedCity => {
  if (exclude.length === 0) return city
  const left = new Set(withoutNotKnown(exclude, city.notKnown))
  const kept = city.codes.flatMap((code, row) => (left.delete(code) ? [] : [row]))
  const [unknown] = left
  if (unknown !== undefined) throw noSuchArea(unknown, city.notKnown)
  if (kept.length === 0) throw new MetTraceError('usage', 'Every area is left out; none can be chosen.')
  const months = city.months.length
  const counts = new Int32Array(kept.length * months)
  kept.forEach((row, at) => counts.set(city.counts.subarray(row * months, (row + 1) * months), at * months))
  return {
    ...city,
    codes: kept.map((row) => city.codes[row]!),
    names: kept.map((row) => city.names[row]!),
    homes: Float64Array.from(kept, (row) => city.homes[row]!),
    easting: Float64Array.from(kept, (row) => city.easting[row]!),
    northing: Float64Array.from(kept, (row) => city.northing[row]!),
    borough: Int32Array.from(kept, (row) => city.borough[row]!),
    counts,
  }
}
