import Flatbush from 'flatbush'

/** Dated points: metres and whole or part days from any fixed day; equal lengths. */
export type DatedPoints = {
  eastings: ArrayLike<number>
  northings: ArrayLike<number>
  days: ArrayLike<number>
}

/** Edges of half-open bands, ascending from 0: [0,100) [100,200) … metres and [0,7) [7,14) … days. */
export type LiftBands = { distances: readonly number[]; days: readonly number[] }

export type NearRepeatLift = LiftBands & {
  /** Observed pairs and those expected if place and time were independent; distance-major. */
  observed: Float64Array
  expected: Float64Array
  /** How many times the usual risk one earlier burglary brings: shrunken ratio, at least 1. */
  ratio: Float64Array
}

export const usualBands: LiftBands = { distances: [0, 100, 200, 400], days: [0, 7, 14, 28] }

/**
 * Estimates from the points themselves how much risk rises around a recent burglary: Knox's (1964) ratio of
 * pairs close in space and time to their exact expectation (pairs close in space × pairs close in time / all
 * pairs), as in near-repeat studies (Johnson et al. 2007, J. Quant. Criminol. 23). Each ratio is shrunken
 * towards 1 by the gamma–Poisson rule with the weight of `priorPairs` expected pairs, so that a few pairs
 * prove nothing.
 *
 * Throws RangeError for bands that do not ascend from 0 or lengths that differ.
 */
export const nearRepeatLift = (
  points: DatedPoints,
  bands: LiftBands = usualBands,
  priorPairs = 20,
): NearRepeatLift => {
  const { eastings, northings, days } = points
  const count = days.length
  if (eastings.length !== count || northings.length !== count)
    throw new RangeError('points need an easting, a northing and a day each')
  for (const edges of [bands.distances, bands.days])
    if (edges.length < 2 || edges[0] !== 0 || edges.some((edge, k) => k > 0 && !(edge > edges[k - 1]!)))
      throw new RangeError('bands must ascend from 0')
  const columns = bands.days.length - 1
  const rows = bands.distances.length - 1
  const observed = new Float64Array(rows * columns)
  const inSpace = new Float64Array(rows)
  if (count > 1) {
    const reach = bands.distances[rows]!
    const tree = treeOf(points)
    for (let i = 0; i < count; i++) {
      const east = eastings[i]!
      const north = northings[i]!
      for (const j of tree.search(east - reach, north - reach, east + reach, north + reach)) {
        if (j <= i) continue
        const row = bandOf(bands.distances, Math.hypot(eastings[j]! - east, northings[j]! - north))
        if (row < 0) continue
        inSpace[row]! += 1
        const column = bandOf(bands.days, Math.abs(days[j]! - days[i]!))
        if (column >= 0) observed[row * columns + column]! += 1
      }
    }
  }
  const inTime = pairsInTime(days, bands.days)
  const all = (count * (count - 1)) / 2
  const expected = observed.map((_, cell) =>
    all > 0 ? (inSpace[Math.floor(cell / columns)]! * inTime[cell % columns]!) / all : 0,
  )
  const ratio = observed.map((pairs, cell) =>
    Math.max(1, (pairs + priorPairs) / (expected[cell]! + priorPairs)),
  )
  return { ...bands, observed, expected, ratio }
}

/**
 * Factor by which the risk of every site is raised on a day by the burglaries before it: 1 + Σ (ratio − 1)
 * over the earlier points within the bands (additive, as in a self-exciting process; Mohler et al. 2011,
 * JASA 106). Points on or after `day` count as unknown.
 */
export const liftAt = (
  lift: NearRepeatLift,
  sites: { eastings: ArrayLike<number>; northings: ArrayLike<number> },
  recent: DatedPoints,
  day: number,
): Float64Array => {
  const factors = new Float64Array(sites.eastings.length).fill(1)
  if (recent.days.length === 0) return factors
  const columns = lift.days.length - 1
  const reach = lift.distances.at(-1)!
  const tree = treeOf(recent)
  const known = (k: number) => recent.days[k]! < day
  for (let i = 0; i < factors.length; i++) {
    const east = sites.eastings[i]!
    const north = sites.northings[i]!
    for (const k of tree.search(east - reach, north - reach, east + reach, north + reach, known)) {
      const metres = Math.hypot(recent.eastings[k]! - east, recent.northings[k]! - north)
      const row = bandOf(lift.distances, metres)
      const column = bandOf(lift.days, day - recent.days[k]!)
      if (row >= 0 && column >= 0) factors[i]! += lift.ratio[row * columns + column]! - 1
    }
  }
  return factors
}

const treeOf = ({ eastings, northings }: DatedPoints): Flatbush => {
  const tree = new Flatbush(eastings.length)
  for (let i = 0; i < eastings.length; i++) tree.add(eastings[i]!, northings[i]!, eastings[i]!, northings[i]!)
  tree.finish()
  return tree
}

const bandOf = (edges: readonly number[], value: number): number => {
  for (let band = 0; band + 1 < edges.length; band++) if (value < edges[band + 1]!) return band
  return -1
}

/** Pairs in every band of days, over all distances: each band's edge moves once along the sorted days. */
const pairsInTime = (days: ArrayLike<number>, edges: readonly number[]): Float64Array => {
  const sorted = Float64Array.from(days).toSorted()
  const below = edges.map((edge) => {
    let pairs = 0
    let first = 0
    for (let last = 0; last < sorted.length; last++) {
      while (sorted[last]! - sorted[first]! >= edge && first < last) first++
      if (edge > 0) pairs += last - first
    }
    return pairs
  })
  return Float64Array.from({ length: edges.length - 1 }, (_, band) => below[band + 1]! - below[band]!)
}
