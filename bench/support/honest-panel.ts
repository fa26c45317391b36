import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Side of the square city in areas, and of a deployment area. */
export const SIDE = 32
export const BLOCK = 2
export const AREAS = SIDE * SIDE
export const MONTHS = 36
/** First absolute month of a panel. */
export const FIRST_MONTH = 2030 * 12
/** Share of what is prevented that happens in the areas around instead. */
const SPILL = 0.15
const BURGLARIES_A_MONTH = 1.6

/**
 * A made-up city of which everything is known. Areas stand on a grid 500 m apart. Log risk: lasting (the area's own
 * and its borough's), over a year or so, over two months (each partly the area's own, partly its deployment area's),
 * and of the single month. All of them move with a season, a trend and a wandering level. n areas, T months.
 */
export type HonestPanel = {
  codes: string[]
  homes: Float64Array
  groups: Int32Array
  eastings: Float64Array
  northings: Float64Array
  /** Deployment area of each area. */
  block: Int32Array
  /** Expected burglaries without any kit, and what happened without any; n × T. */
  mean: Float64Array
  counts: Int32Array
}

/** The same seed gives the same panel. */
export function honestPanel(seed: number): HonestPanel {
  const { normal, uniform, poisson } = chance(seed)
  const blockOf = (i: number, size: number) =>
    Math.floor(Math.floor(i / SIDE) / size) * Math.ceil(SIDE / size) + Math.floor((i % SIDE) / size)
  const areas = Array.from({ length: AREAS }, (_, i) => i)
  const block = Int32Array.from(areas, (i) => blockOf(i, BLOCK))
  const groups = Int32Array.from(areas, (i) => blockOf(i, 8))
  const borough = Array.from({ length: (SIDE / 8) ** 2 }, () => 0.2 * normal())
  const blocks = (SIDE / BLOCK) ** 2
  const lasting = areas.map((i) => 0.38 * normal() + borough[groups[i]!]!)
  const parts = [
    { spread: 0.17, memory: 14, own: wander(AREAS, normal), near: wander(blocks, normal) },
    { spread: 0.28, memory: 2, own: wander(AREAS, normal), near: wander(blocks, normal) },
  ]
  const panel: HonestPanel = {
    codes: areas.map((i) => `H${String(i).padStart(4, '0')}`),
    homes: Float64Array.from(areas, () => 400 + Math.floor(600 * uniform())),
    groups,
    eastings: Float64Array.from(areas, (i) => 500_000 + 500 * (i % SIDE)),
    northings: Float64Array.from(areas, (i) => 200_000 + 500 * Math.floor(i / SIDE)),
    block,
    mean: new Float64Array(AREAS * MONTHS),
    counts: new Int32Array(AREAS * MONTHS),
  }
  let level = 0
  for (let t = 0; t < MONTHS; t++) {
    level += 0.02 * normal() - 0.05 / 12
    const city = level + 0.1 * Math.cos((2 * Math.PI * t) / 12)
    for (const { memory, own, near } of parts) for (const values of [own, near]) step(values, memory, normal)
    for (let i = 0; i < AREAS; i++) {
      let log = city + lasting[i]! + 0.2 * normal()
      for (const { spread, own, near } of parts)
        log += spread * (Math.sqrt(0.75) * own[i]! + 0.5 * near[block[i]!]!)
      const mean = (BURGLARIES_A_MONTH * panel.homes[i]! * Math.exp(log)) / 700
      panel.mean[i * MONTHS + t] = mean
      panel.counts[i * MONTHS + t] = poisson(mean)
    }
  }
  return panel
}

/**
 * What happens when areas get kits from `start` on (−1 never): each burglary there is prevented with probability
 * `effect` and, in part, happens in an area around instead.
 */
export function withEffect(panel: HonestPanel, start: Int32Array, effect: number, seed: number): Int32Array {
  const { uniform, poisson } = chance(seed)
  const counts = panel.counts.slice()
  for (let i = 0; i < AREAS; i++) {
    if (start[i]! < 0) continue
    const around = neighboursOf(i).filter((j) => start[j]! < 0)
    for (let t = start[i]!; t < MONTHS; t++) {
      const all = panel.counts[i * MONTHS + t]!
      for (let k = 0; k < all; k++) if (uniform() < effect) counts[i * MONTHS + t]! -= 1
      const moved = (SPILL * effect * panel.mean[i * MONTHS + t]!) / 8
      for (const j of around) counts[j * MONTHS + t]! += poisson(moved)
    }
  }
  return counts
}

/** The up to eight areas around one. */
export function neighboursOf(area: number): number[] {
  const [column, row] = [area % SIDE, Math.floor(area / SIDE)]
  const around: number[] = []
  for (let r = Math.max(0, row - 1); r <= Math.min(SIDE - 1, row + 1); r++)
    for (let c = Math.max(0, column - 1); c <= Math.min(SIDE - 1, column + 1); c++)
      if (r !== row || c !== column) around.push(r * SIDE + c)
  return around
}

/** Seeded chance. */
export function chance(seed: number) {
  const random = xoroshiro128plus(seed)
  const uniform = () => uniformFloat64(random)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  /** By inversion; means here are small. */
  const poisson = (mean: number) => {
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
  return { uniform, normal, poisson }
}

function wander(size: number, normal: () => number): Float64Array {
  return Float64Array.from({ length: size }, normal)
}

/** A month of a stationary first-order autoregression with unit variance. */
function step(values: Float64Array, memory: number, normal: () => number): void {
  const keep = Math.exp(-1 / memory)
  const fresh = Math.sqrt(1 - keep * keep)
  for (let i = 0; i < values.length; i++) values[i] = keep * values[i]! + fresh * normal()
}
