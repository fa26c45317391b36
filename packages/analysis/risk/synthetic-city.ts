import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

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
}

/**
 * Draws a city: areas on a grid 500 m apart, groups of 5 × 5 areas, log risks from normal distributions, the
 * short-lived part an AR(1) in months, a season of ±10%, counts Poisson. The same seed gives the same city.
 */
export function syntheticCity(options: SyntheticCityOptions): SyntheticCity {
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
  const keep = Math.exp(-1 / memory)
  const fresh = Math.sqrt(shortLived * (1 - keep * keep))
  for (let i = 0; i < areas; i++) {
    const column = i % side
    const row = Math.floor(i / side)
    city.eastings[i] = 500_000 + 500 * column
    city.northings[i] = 200_000 + 500 * row
    const group = Math.floor(row / 5) * blocks + Math.floor(column / 5)
    city.groups[i] = group
    const own = normal() * Math.sqrt(persistent) + blockRisk[group]!
    let passing = normal() * Math.sqrt(shortLived)
    for (let t = 0; t < months; t++) {
      const season = 0.1 * Math.cos((2 * Math.PI * (firstMonth + t)) / 12)
      const mean = level * (city.homes[i]! / 700) * Math.exp(own + passing + season)
      city.counts[i * months + t] = poisson(mean, uniform)
      passing = keep * passing + fresh * normal()
    }
  }
  return city
}

/** A Poisson draw by inversion; means here are small. */
function poisson(mean: number, uniform: () => number): number {
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
