import { bandOf } from './bands.ts'
import type { ClosePairs } from './close-pairs.ts'
import { timeBandShares, type DayRanges } from './day-ranges.ts'

/**
 * Counts close pairs by time band while the times move from place to place. `times` says which time stands at each
 * place of the spatial order; shuffling it is the permutation. `count` writes the table, distance band by distance
 * band, into out.
 */
export type PairCounter = {
  readonly times: Int32Array
  readonly count: (times: Int32Array, out: Float64Array) => void
}

/** Table entries (eight bytes each) kept for pairs of ranges; past this, shares are worked out again each time. */
const mostEntries = 4_000_000

export const pairCounter = (pairs: ClosePairs, ranges: DayRanges, edges: readonly number[]): PairCounter =>
  ranges.length.every((days) => days === 1)
    ? knownDayCounter(pairs, ranges, edges)
    : dayRangeCounter(pairs, ranges, edges)

// Known days: the times are the days themselves, and a table turns their difference into a band, the last of which
// collects the pairs outside every band.
const knownDayCounter = (
  { order, first, second }: ClosePairs,
  { first: day, span }: DayRanges,
  edges: readonly number[],
): PairCounter => {
  const bands = edges.length - 1
  const bandOfGap = new Uint16Array(2 * span + 1)
  for (let gap = 0; gap <= span; gap++) {
    const band = bandOf(edges, gap)
    bandOfGap[span + gap] = band < 0 ? bands : band
    bandOfGap[span - gap] = band < 0 ? bands : band
  }
  const inBand = new Int32Array(bands + 1)
  return {
    times: Int32Array.from(order, (event) => day[event]!),
    // The innermost loop of the whole test, pairs × permutations times; kept in this one function because V8 was
    // measured to run it at half the speed when it inlines it from another.
    count: (times, out) => {
      for (let row = 0; row < first.length; row++) {
        const from = first[row]!
        const to = second[row]!
        inBand.fill(0)
        for (let k = 0; k < from.length; k++) {
          const band = bandOfGap[times[to[k]!]! - times[from[k]!]! + span]!
          inBand[band]!++
        }
        for (let band = 0; band < bands; band++) out[row * bands + band] = inBand[band]!
      }
    },
  }
}

// Ranges of days: the times are the events, whose first day and length move together, and a pair adds to each band
// the probability that its days lie there.
const dayRangeCounter = (
  { order, first, second }: ClosePairs,
  { first: day, length }: DayRanges,
  edges: readonly number[],
): PairCounter => {
  const bands = edges.length - 1
  const lengths = [...new Set(length)]
  const kindOfLength = new Map(lengths.map((days, kind) => [days, kind]))
  const kind = Int32Array.from(length, (days) => kindOfLength.get(days)!)
  const kinds = lengths.length
  const farthest = Math.max(...lengths) + Math.ceil(edges[bands]!)
  const offsets = 2 * farthest + 1
  const entries = kinds * kinds * offsets * bands
  const shares = entries > mostEntries ? undefined : new Float64Array(entries)
  if (shares !== undefined) {
    for (let a = 0; a < kinds; a++) {
      for (let b = 0; b < kinds; b++) {
        for (let offset = -farthest; offset <= farthest; offset++) {
          const at = ((a * kinds + b) * offsets + offset + farthest) * bands
          timeBandShares(lengths[a]!, lengths[b]!, offset, edges, shares, at)
        }
      }
    }
  }
  const one = new Float64Array(bands)
  return {
    times: Int32Array.from(order),
    count: (times, out) => {
      out.fill(0)
      first.forEach((from, row) => {
        const to = second[row]!
        const start = row * bands
        for (let k = 0; k < from.length; k++) {
          const a = times[from[k]!]!
          const b = times[to[k]!]!
          const offset = day[b]! - day[a]!
          if (offset > farthest || offset < -farthest) continue
          let share = one
          let at = 0
          if (shares === undefined) {
            timeBandShares(length[a]!, length[b]!, offset, edges, one, 0)
          } else {
            share = shares
            at = ((kind[a]! * kinds + kind[b]!) * offsets + offset + farthest) * bands
          }
          for (let band = 0; band < bands; band++) out[start + band]! += share[at + band]!
        }
      })
    },
  }
}
