import { checkBands } from './bands.ts'
import { closePairs, type Metric } from './close-pairs.ts'
import { pairCounter } from './count-pairs.ts'
import { dayRanges, pairsByTimeBand } from './day-ranges.ts'
import { datedEvents, type NearRepeatEvents } from './events.ts'
import { permutationP } from './permutation-p.ts'
import { seededShuffle } from './shuffle.ts'

export type KnoxOptions = {
  /** Edges of the half-open distance bands, metres: 0, 0.1, 200, 400 means [0, 0.1), [0.1, 200), [200, 400). */
  readonly distances: readonly number[]
  /** Edges of the half-open time bands, days between the two events: 0, 7, 14 means [0, 7), [7, 14). */
  readonly days: readonly number[]
  readonly metric: Metric
  readonly permutations: number
  /** A whole number of at most 32 bits; the same seed on the same events in the same order gives the same p. */
  readonly seed: number
}

/** Tables are [distance band][time band]. */
export type KnoxTable = {
  /** Events with a date, all of which are in the table. */
  readonly n: number
  readonly missingDates: number
  readonly pairs: number
  /** Pairs in each distance band, whatever the time between them. */
  readonly rowPairs: number[]
  /** Pairs in each time band, whatever the distance between them; expected numbers where days are ranges. */
  readonly columnPairs: number[]
  readonly observed: number[][]
  /** Row pairs × column pairs / all pairs: the exact mean over all permutations. */
  readonly expected: number[][]
  /** Observed / expected; null where nothing is expected. */
  readonly ratio: (number | null)[][]
  /** Chance of so many or more if places and times were unrelated, each cell for itself. */
  readonly p: number[][]
  /** The same for all cells at once: among them a p this small anywhere has at most this chance. */
  readonly pAdjusted: number[][]
}

/** Counts, cells × permutations, kept to be compared with each other: eight bytes each. */
const mostKept = 50_000_000

/**
 * The Knox table of near repeats: pairs of events by the distance and the time between them, against what unrelated
 * places and times would give (Knox 1964, "The detection of space-time interactions"; for burglary Johnson et al.
 * 2007, "Space-time patterns of risk"). Expectations are exact; only p is simulated, by handing the times out to the
 * places afresh (Besag and Diggle 1977).
 *
 * Where an event has a range of days each day in it counts as equally likely (aoristic: Ratcliffe 2000), pairs add
 * the probability that they fall in a time band, and ranges move whole in a permutation. `observed` and
 * `columnPairs` are then expected numbers of pairs; with known days they are counts.
 *
 * Time grows with close pairs × permutations. Throws RangeError for unusable events, bands, permutations or seed.
 */
export const knoxTable = (events: NearRepeatEvents, options: KnoxOptions): KnoxTable => {
  const { distances, days, metric, permutations, seed } = options
  checkBands(distances, 'distances')
  checkBands(days, 'days')
  const rows = distances.length - 1
  const columns = days.length - 1
  const cells = rows * columns
  if (!Number.isInteger(permutations) || permutations < 1) {
    throw new RangeError(`permutations must be a whole number of 1 or more, found ${permutations}`)
  }
  if (permutations * cells > mostKept) {
    throw new RangeError(`${permutations} permutations of ${cells} cells are more than can be kept`)
  }
  const { x, y, day, dayTo, missingDates } = datedEvents(events)
  const ranges = dayRanges(day, dayTo)
  const shuffle = seededShuffle(seed)
  const close = closePairs(x, y, distances, metric)

  const n = x.length
  const pairs = (n * (n - 1)) / 2
  const rowPairs = close.first.map((band) => band.length)
  const columnPairs = [...pairsByTimeBand(ranges, days)]
  const expected = new Float64Array(cells)
  for (let cell = 0; cell < cells; cell++) {
    const row = rowPairs[Math.floor(cell / columns)]!
    expected[cell] = pairs === 0 ? 0 : (row * columnPairs[cell % columns]!) / pairs
  }

  const { times, count } = pairCounter(close, ranges, days)
  const observed = new Float64Array(cells)
  count(times, observed)
  const permuted = new Float64Array(permutations * cells)
  for (let k = 0; k < permutations; k++) {
    shuffle(times)
    count(times, permuted.subarray(k * cells, (k + 1) * cells))
  }
  const { p, pAdjusted } = permutationP(observed, expected, permuted)

  const table = <T>(value: (cell: number) => T): T[][] =>
    rowPairs.map((_, row) => columnPairs.map((__, column) => value(row * columns + column)))
  return {
    n,
    missingDates,
    pairs,
    rowPairs,
    columnPairs,
    observed: table((cell) => observed[cell]!),
    expected: table((cell) => expected[cell]!),
    ratio: table((cell) => (expected[cell]! > 0 ? observed[cell]! / expected[cell]! : null)),
    p: table((cell) => p[cell]!),
    pAdjusted: table((cell) => pAdjusted[cell]!),
  }
}
