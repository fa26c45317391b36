import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { normalQuantile } from '../../special/normal-quantile.ts'

export type BandQuestion = {
  /** Influence of each unit on each estimate, on √units. */
  readonly influence: readonly Float64Array[]
  readonly units: number
  readonly cluster: Int32Array | undefined
  readonly level: number
  readonly draws: number
  readonly seed: number
}

/**
 * How many standard errors wide an interval about each of several estimates must be for all to hold at once with
 * probability `level`: multiplier bootstrap of the largest of them (Callaway & Sant'Anna 2021, algorithm 1) with Mammen's
 * (1993) two-point weights, one for each cluster. The spread of each estimate is taken from its quartiles, which the heavy
 * tails of few clusters disturb less. Infinity where an estimate's draws do not spread. Same seed and order of
 * units, same answer. Throws RangeError for fewer than 100 draws.
 */
export const simultaneousCriticalValue = (question: BandQuestion): number => {
  const { level, draws, seed, units } = question
  if (!(draws >= 100)) throw new RangeError(`a simultaneous band needs 100 draws or more, found ${draws}`)
  const summed = withinClusters(question)
  const [width, clusters] = [question.influence.length, summed.length / question.influence.length]
  const random = xoroshiro128plus(seed)
  const [low, high] = [(1 - Math.sqrt(5)) / 2, (1 + Math.sqrt(5)) / 2]
  // Probability of the lower weight, as a share of the generator's 2³² values.
  const threshold = (high / Math.sqrt(5)) * 0x1_0000_0000
  const found = new Float64Array(draws * width)
  for (let draw = 0; draw < draws; draw++) {
    const sums = found.subarray(draw * width, (draw + 1) * width)
    for (let c = 0; c < clusters; c++) {
      const weight = random.next() >>> 0 < threshold ? low : high
      const from = c * width
      for (let k = 0; k < width; k++) sums[k]! += weight * summed[from + k]!
    }
    for (let k = 0; k < width; k++) sums[k]! /= units
  }
  const largest = new Float64Array(draws)
  const quartiles = normalQuantile(0.75) - normalQuantile(0.25)
  for (let k = 0; k < width; k++) {
    const column = Float64Array.from({ length: draws }, (_, draw) => found[draw * width + k]!).toSorted()
    const spread = (quantile(column, 0.75) - quantile(column, 0.25)) / quartiles
    // An estimate whose influence hardly ever shows has no quartiles apart: no band holds for it, and so for all.
    if (!(spread > 0)) return Infinity
    for (let draw = 0; draw < draws; draw++)
      largest[draw] = Math.max(largest[draw]!, Math.abs(found[draw * width + k]!) / spread)
  }
  // A band is never narrower than an interval for one estimate alone.
  return Math.max(quantile(largest.toSorted(), level), normalQuantile((1 + level) / 2))
}

/** Influence added up within clusters: cluster c's on estimate k at `c * estimates + k`. */
const withinClusters = ({ influence, cluster }: BandQuestion): Float64Array => {
  const width = influence.length
  const places = new Map<number, number>()
  const place = Int32Array.from({ length: influence[0]?.length ?? 0 }, (_, unit) => {
    const of = cluster ? cluster[unit]! : unit
    if (!places.has(of)) places.set(of, places.size)
    return places.get(of)!
  })
  const sums = new Float64Array(places.size * width)
  influence.forEach((values, k) => {
    values.forEach((value, unit) => {
      sums[place[unit]! * width + k]! += value
    })
  })
  return sums
}

/** Quantile of sorted values, straight lines between them. */
const quantile = (sorted: Float64Array, share: number): number => {
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  const next = sorted[Math.min(below + 1, sorted.length - 1)]!
  return sorted[below]! + (at - below) * (next - sorted[below]!)
}
