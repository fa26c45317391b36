import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

/** A made-up city whose true risks are known, for tests and benches. Arrays as in inputs.ts. */
export type SyntheticCity = {
  codes: string[]
  homes: Float64Array
  months: Int32Array
  counts: Int32Array
  groups: Int32Array
  eastings: Float64Array
  northings: Float64Array
}

export type SyntheticCityOptions = {
  /** Areas along one side of the square city. */
  side: number
  months: number
  firstMonth: number
  seed: number
  /** Burglaries per area and month on average. */
  level: number
  /** Variances on the log scale: persistent own, persistent of blocks of areas (groups), short-lived. */
  persistent?: number
  block?: number
  shortLived?: number
  /** Months over which the short-lived part falls to 1/e. */
  memory?: number
  /** Half the swing of the season on the log scale; 0.1 unless given. */
  season?: number
  /** Variance of a part that the areas of a block share and that passes within `blockMemory` months; none unless given. */
  blockPassing?: number
  blockMemory?: number
  /** Added to an area's log risk for good, and with every year that passes, given what its lasting log risk is. */
  excess?: (area: number) => number
  drift?: (area: number, lasting: number) => number
}

/**
 * Draws a city: areas on a grid 500 m apart, groups of 5 × 5 areas, log risks from normal distributions, the
 * short-lived part an AR(1) in months, a season of ±10% unless given, counts Poisson. The same seed gives the same city.
 */
export const syntheticCity = (options: SyntheticCityOptions): SyntheticCity => {
  const {
    side,
    months,
    firstMonth,
    seed,
    level,
    persistent = 0.15,
    block = 0.05,
    shortLived = 0.1,
    memory = 6,
    season = 0.1,
    blockPassing = 0,
    blockMemory = 18,
    excess = () => 0,
    drift = () => 0,
  } = options
  const random = xoroshiro128plus(seed)
  const uniform = () => uniformFloat64(random)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const areas = side * side
  const city: SyntheticCity = {
    codes: Array.from({ length: areas }, (_, i) => `S${String(i).padStart(6, '0')}`),
    homes: Float64Array.from({ length: areas }, () => 400 + Math.floor(600 * uniform())),
    months: Int32Array.from({ length: months }, (_, t) => firstMonth + t),
    counts: new Int32Array(areas * months),
    groups: new Int32Array(areas),
    eastings: new Float64Array(areas),
    northings: new Float64Array(areas),
  }
  const blocks = Math.ceil(side / 5)
  const blockRisk = Float64Array.from({ length: blocks * blocks }, () => normal() * Math.sqrt(block))
  // A generator of its own, so that a city without this part is the same as ever.
  const blockWave = waves(
    blocks * blocks,
    months,
    blockPassing,
    blockMemory,
    xoroshiro128plus(seed + 1_000_003),
  )
  const keep = Math.exp(-1 / memory)
  const fresh = Math.sqrt(shortLived * (1 - keep * keep))
  for (let i = 0; i < areas; i++) {
    const column = i % side
    const row = Math.floor(i / side)
    city.eastings[i] = 500_000 + 500 * column
    city.northings[i] = 200_000 + 500 * row
    const group = Math.floor(row / 5) * blocks + Math.floor(column / 5)
    city.groups[i] = group
    const own = normal() * Math.sqrt(persistent) + blockRisk[group]! + excess(i)
    const yearly = drift(i, own)
    let passing = normal() * Math.sqrt(shortLived)
    for (let t = 0; t < months; t++) {
      const seasonal = season * Math.cos((2 * Math.PI * (firstMonth + t)) / 12)
      const lasting = own + (yearly * t) / 12 + blockWave[group * months + t]!
      const mean = level * (city.homes[i]! / 700) * Math.exp(lasting + passing + seasonal)
      city.counts[i * months + t] = poisson(mean, uniform)
      passing = keep * passing + fresh * normal()
    }
  }
  return city
}

/** count × months: independent AR(1) paths with the given variance. */
const waves = (
  count: number,
  months: number,
  variance: number,
  memory: number,
  random: RandomGenerator,
): Float64Array => {
  const uniform = () => uniformFloat64(random)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const paths = new Float64Array(count * months)
  if (variance === 0) return paths
  const keep = Math.exp(-1 / memory)
  for (let path = 0; path < count; path++) {
    let value = normal() * Math.sqrt(variance)
    for (let t = 0; t < months; t++) {
      paths[path * months + t] = value
      value = keep * value + normal() * Math.sqrt(variance * (1 - keep * keep))
    }
  }
  return paths
}

/** A Poisson draw by inversion; means here are small. */
const poisson = (mean: number, uniform: () => number): number => {
  let left = uniform()
  let probability = Math.exp(-mean)
  let count = 0
  while (left > probability && count < 1000) {
    left -= probability
    count++
    probability *= mean / count
  }
  return count
}
