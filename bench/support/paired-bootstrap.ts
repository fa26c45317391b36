import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** One test period: its burglaries by area and the areas two models chose. */
export type PairedPeriod = { actual: Float64Array; ours: Set<number>; theirs: Set<number> }

export type PairedGain = {
  /** Difference of the pooled hit rates as a fraction. */
  gain: number
  /** 95% percentile interval when the burglaries of every period are drawn again. */
  overBurglaries: [number, number]
  /** 95% percentile interval when the areas that only one of the two chose are drawn again, each side apart. */
  overAreas: [number, number]
}

/**
 * Paired bootstrap of the gain in pooled hit rate (Efron & Tibshirani 1993). Areas that both or neither chose
 * cancel exactly, so only the others are drawn. Over areas, an area stands for all its periods and the two
 * sides are drawn apart, which keeps the homes on either side about equal, as the common number of kits does.
 */
export function pairedBootstrap(
  periods: readonly PairedPeriod[],
  replicates: number,
  seed: number,
): PairedGain {
  const random = xoroshiro128plus(seed)
  let all = 0
  const gained: number[] = []
  const lost: number[] = []
  const oursOnly = new Map<number, number>()
  const theirsOnly = new Map<number, number>()
  for (const { actual, ours, theirs } of periods)
    actual.forEach((count, area) => {
      all += count
      if (ours.has(area) === theirs.has(area)) return
      const side = ours.has(area) ? oursOnly : theirsOnly
      side.set(area, (side.get(area) ?? 0) + count)
      ;(ours.has(area) ? gained : lost).push(count)
    })
  const overBurglaries: number[] = []
  const overAreas: number[] = []
  for (let r = 0; r < replicates; r++) {
    // The number of drawn burglaries that fall in a set is Poisson around the set's count.
    overBurglaries.push((poisson(total(gained)) - poisson(total(lost))) / all)
    overAreas.push((redraw([...oursOnly.values()]) - redraw([...theirsOnly.values()])) / all)
  }
  return {
    gain: (total(gained) - total(lost)) / all,
    overBurglaries: interval(overBurglaries),
    overAreas: interval(overAreas),
  }

  function redraw(values: number[]): number {
    let sum = 0
    for (let k = 0; k < values.length; k++) sum += values[Math.floor(uniformFloat64(random) * values.length)]!
    return sum
  }

  function poisson(mean: number): number {
    // Sums of unit-rate waiting times; means here are some thousands at most.
    let count = -1
    let time = 0
    while (time <= mean) {
      time -= Math.log(1 - uniformFloat64(random))
      count++
    }
    return count
  }
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

function interval(values: number[]): [number, number] {
  const sorted = values.toSorted((a, b) => a - b)
  return [sorted[Math.floor(0.025 * sorted.length)]!, sorted[Math.ceil(0.975 * sorted.length) - 1]!]
}
