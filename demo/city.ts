import { drawAreas, type Areas } from './areas.ts'
import { addressesOf, type Address } from './addresses.ts'
import { layBlocks, type Blocks } from './blocks.ts'
import { makeHistory, type History } from './burglaries.ts'
import { outlinesOf, sidesOf, type Outline } from './outlines.ts'
import { shapeOf, type Shape } from './shape.ts'
import { layStreets, type Street } from './streets.ts'

/** Eight years. */
export const historyMonths = 96

/** A made-up city. Everything follows from the number of homes, the seed and the days after the eight years. */
export type City = {
  homes: number
  seed: number
  shape: Shape
  blocks: Blocks
  areas: Areas
  streets: Street[]
  outlines: { area: Outline[]; ward: Outline[]; borough: Outline[]; bcu: Outline[] }
  history: History
  /** Every address, in order; made as they are asked for, because a large city has millions. */
  addresses: () => Generator<Address>
}

/** Areas that lie side by side. */
const neighboursOf = (blocks: Blocks, { ofBlock, codes }: Areas): number[][] => {
  const sets = codes.map(() => new Set<number>())
  for (const { left, right } of sidesOf(blocks)) {
    const [one, other] = [ofBlock[left]!, ofBlock[right]!]
    if (one < 0 || other < 0 || one === other) continue
    sets[one]!.add(other)
    sets[other]!.add(one)
  }
  return sets.map((set) => Array.from(set))
}

/** A block for the custody suite of each BCU, among those nearest to its middle. */
const custodyBlocks = ({ points, homes }: Blocks, { ofBlock, bcu, bcuNames }: Areas): Set<number> =>
  new Set(
    bcuNames.map((_, each) => {
      const own = [...points.keys()].filter((block) => homes[block]! > 0 && bcu[ofBlock[block]!] === each)
      const mean = (axis: 0 | 1): number =>
        own.reduce((sum, block) => sum + points[block]![axis], 0) / own.length
      const [x, y] = [mean(0), mean(1)]
      const away = (block: number): number => Math.hypot(points[block]![0] - x, points[block]![1] - y)
      return own.reduce((best, block) => (away(block) < away(best) ? block : best), own[0]!)
    }),
  )

/**
 * Makes the demonstration city. Nothing of it is taken from a real place, and it lies where there is none.
 * Its burglaries are those of eight years, and of the first so many days of the month after them.
 * Throws RangeError for fewer than 5,000 homes or more than 5 million.
 */
export const makeCity = (homes: number, seed: number, daysSince = 0): City => {
  if (!(Number.isInteger(homes) && homes >= 5000 && homes <= 5_000_000))
    throw new RangeError(`a made-up city has 5,000 to 5,000,000 homes, found ${homes}`)
  const shape = shapeOf(homes, seed)
  const blocks = layBlocks(homes, shape, seed + 1)
  const areas = drawAreas(blocks, seed + 2)
  const streets = layStreets(blocks, seed + 3)
  const larger = (of: Int32Array): Int32Array => areas.ofBlock.map((area) => (area < 0 ? -1 : of[area]!))
  return {
    homes,
    seed,
    shape,
    blocks,
    areas,
    streets,
    outlines: {
      area: outlinesOf(blocks, areas.ofBlock, areas.codes.length),
      ward: outlinesOf(blocks, larger(areas.ward), areas.wardNames.length),
      borough: outlinesOf(blocks, larger(areas.borough), areas.boroughNames.length),
      bcu: outlinesOf(blocks, larger(areas.bcu), areas.bcuNames.length),
    },
    history: makeHistory(areas, shape, neighboursOf(blocks, areas), historyMonths, daysSince, seed + 4),
    addresses: () => addressesOf(blocks, streets, shape, custodyBlocks(blocks, areas), seed + 5),
  }
}
