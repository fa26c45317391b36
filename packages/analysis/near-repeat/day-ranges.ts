import { bandOf } from './bands.ts'

/**
 * When each event happened: some day from `first` for `length` days, each equally likely (aoristic: Ratcliffe
 * 2000, "Aoristic analysis"). A known day has length 1. Day 0 is the earliest day of all.
 */
export type DayRanges = {
  readonly first: Int32Array
  readonly length: Int32Array
  /** Days from the earliest to the latest possible. */
  readonly span: number
}

/** More than five centuries are not days of the calendar but something else in the column. */
const longestSpan = 200_000

/**
 * Day ranges from day numbers, both ends included; `dayTo` is left out where every day is known.
 * Throws RangeError for days that are not whole numbers, a range that ends before it starts, or an absurd span.
 */
export const dayRanges = (day: Float64Array, dayTo: Float64Array | undefined): DayRanges => {
  let earliest = Infinity
  let latest = -Infinity
  for (let i = 0; i < day.length; i++) {
    const from = day[i]!
    const to = dayTo === undefined ? from : dayTo[i]!
    if (!Number.isInteger(from) || !Number.isInteger(to)) {
      throw new RangeError(`event ${i}: days must be whole numbers, found ${from} to ${to}`)
    }
    if (to < from) throw new RangeError(`event ${i} ends on day ${to}, before it starts on day ${from}`)
    if (from < earliest) earliest = from
    if (to > latest) latest = to
  }
  const span = day.length === 0 ? 0 : latest - earliest + 1
  if (span > longestSpan) throw new RangeError(`the days span ${span} days: are they day numbers?`)
  return {
    first: Int32Array.from(day, (from) => from - earliest),
    length: Int32Array.from(day, (from, i) => (dayTo === undefined ? 1 : dayTo[i]! - from + 1)),
    span,
  }
}

/**
 * Expected number of pairs in each time band over all pairs of events, whatever their distance: the column totals
 * of the Knox table. For known days these are exact counts. Time grows with span × widest band, not with pairs.
 */
export const pairsByTimeBand = (ranges: DayRanges, edges: readonly number[]): Float64Array => {
  const { first, length, span } = ranges
  const mass = new Float64Array(span)
  const ofLength = new Map<number, number>()
  for (let i = 0; i < first.length; i++) {
    const days = length[i]!
    for (let day = first[i]!; day < first[i]! + days; day++) mass[day]! += 1 / days
    ofLength.set(days, (ofLength.get(days) ?? 0) + 1)
  }
  const pairs = new Float64Array(edges.length - 1)
  for (let gap = 0; gap < Math.min(span, edges.at(-1)!); gap++) {
    const band = bandOf(edges, gap)
    if (band < 0) continue
    let together = 0
    for (let day = gap; day < span; day++) together += mass[day]! * mass[day - gap]!
    // An event makes no pair with itself: take out its own days.
    for (const [days, events] of ofLength) together -= (events * Math.max(0, days - gap)) / (days * days)
    pairs[band]! += gap === 0 ? together / 2 : together
  }
  return pairs
}

// Whole-number pairs (a, b), 0 ≤ a < lengthA, 0 ≤ b < lengthB, with a − b ≤ gap.
const pairsUpTo = (gap: number, lengthA: number, lengthB: number): number =>
  triangle(gap + lengthB) - triangle(gap + lengthB - lengthA) - triangle(gap) + triangle(gap - lengthA)

const triangle = (n: number): number => (n > 0 ? (n * (n + 1)) / 2 : 0)

/**
 * Probability that the days of two events lie in each time band, from their lengths and the days from the start of
 * the first to the start of the second. Written into out from `at`, one per band.
 */
export const timeBandShares = (
  lengthA: number,
  lengthB: number,
  offset: number,
  edges: readonly number[],
  out: Float64Array,
  at: number,
): void => {
  // a − b is the gap less the offset: |gap| < edge means offset − edge < a − b < offset + edge.
  const within = (edge: number): number => {
    const widest = Math.ceil(edge) - 1
    if (widest < 0) return 0
    return pairsUpTo(offset + widest, lengthA, lengthB) - pairsUpTo(offset - widest - 1, lengthA, lengthB)
  }
  let inside = within(edges[0]!)
  for (let band = 0; band < edges.length - 1; band++) {
    const wider = within(edges[band + 1]!)
    out[at + band] = (wider - inside) / (lengthA * lengthB)
    inside = wider
  }
}
