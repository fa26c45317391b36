import { kitsPerArea, type KitRounding } from './kits.ts'
import type { Neighbours } from './neighbours.ts'

export type DeploymentChoice = {
  /** Homes in each area. */
  readonly homes: Float64Array
  /** What is to be as large as can be, summed over the chosen areas: burglaries expected, or prevented. */
  readonly expected: Float64Array
  /** Kits there are. */
  readonly kits: number
  /** Share of an area's homes to be reached, above 0 and at most 1. */
  readonly saturation: number
  readonly rounding: KitRounding
  readonly neighbours: Neighbours
  /** Fewest and most homes in a deployment area, both inclusive; `largest` may be Infinity. */
  readonly smallest: number
  readonly largest: number
  /** Maximum deployment areas; as many as needed where it is left out. */
  readonly most?: number
  /** Areas that must be chosen. */
  readonly include?: readonly number[]
  /** Areas that must not. */
  readonly exclude?: readonly number[]
  /** Areas that have kits already: they take none, count for nothing and are not chosen. */
  readonly covered?: readonly number[]
  /** Group of each area, such as its BCU; −1 for none. */
  readonly group?: Int32Array
  /** At least this share of the kits is spent in the group. */
  readonly floors?: readonly DeploymentFloor[]
  /** An earlier answer to begin from, for which less work is enough. */
  readonly start?: readonly (readonly number[])[]
  /** Moves tried, at most: a limit on work, not on time, so that every machine gives the same answer. */
  readonly workLimit?: number
}

export type DeploymentFloor = {
  readonly group: number
  readonly share: number
}

/** A choice checked and put in the units that the search works in. */
export type DeploymentProblem = {
  readonly areas: number
  readonly homes: Float64Array
  readonly expected: Float64Array
  /** What each area takes of the capacity: kits rounded up, or homes, whose sums are exact. */
  readonly weight: Float64Array
  readonly capacity: number
  readonly neighbours: Neighbours
  readonly smallest: number
  readonly largest: number
  readonly most: number
  /** 1 where the area may be chosen. */
  readonly free: Uint8Array
  readonly include: readonly number[]
  /** Groups with floors, numbered 0, 1, …: the group of each area, or −1, and the least weight of each. */
  readonly floorOf: Int32Array
  readonly floors: Float64Array
}

/** A share of a kit that is lost to rounding of sums. */
const hair = 1e-9

const indexSet = (indices: readonly number[], areas: number, name: string): Set<number> => {
  for (const area of indices) {
    if (!Number.isInteger(area) || area < 0 || area >= areas)
      throw new RangeError(`${name}: there is no area ${area} among ${areas}`)
  }
  return new Set(indices)
}

const checkNumbers = (choice: DeploymentChoice): void => {
  const { homes, expected, kits, smallest, largest, most, workLimit } = choice
  if (homes.length !== expected.length)
    throw new RangeError(
      `homes and expected must be of one length, found ${homes.length} and ${expected.length}`,
    )
  if (choice.neighbours.start.length !== homes.length + 1)
    throw new RangeError(
      `the neighbours must be those of ${homes.length} areas, found ${choice.neighbours.start.length - 1}`,
    )
  if (!(Number.isFinite(kits) && kits >= 0)) throw new RangeError(`the kits must be 0 or more, found ${kits}`)
  if (!(Number.isFinite(smallest) && smallest >= 0))
    throw new RangeError(`the smallest deployment area must have 0 homes or more, found ${smallest}`)
  if (!(largest >= smallest && largest > 0))
    throw new RangeError(
      `the largest deployment area must not be below the smallest, found ${largest} and ${smallest}`,
    )
  if (most !== undefined && !(Number.isInteger(most) && most >= 1))
    throw new RangeError(`the number of deployment areas must be a whole number of 1 or more, found ${most}`)
  if (workLimit !== undefined && !(Number.isInteger(workLimit) && workLimit >= 1))
    throw new RangeError(`the limit of work must be a whole number of 1 or more, found ${workLimit}`)
  for (const [area, worth] of expected.entries()) {
    if (!Number.isFinite(worth) || worth < 0)
      throw new RangeError(`area ${area}: what is expected must be 0 or more, found ${worth}`)
  }
}

const floorsOf = (
  { group, floors = [], homes }: DeploymentChoice,
  budget: number,
): Pick<DeploymentProblem, 'floorOf' | 'floors'> => {
  const numbers = new Map(floors.map((floor, at) => [floor.group, at]))
  if (numbers.size !== floors.length) throw new RangeError('a group has more than one floor')
  if (floors.length > 0 && group?.length !== homes.length)
    throw new RangeError('floors need the group of every area')
  const shares = floors.reduce((sum, { share }) => sum + share, 0)
  if (floors.some(({ share }) => !(share >= 0)) || shares > 1 + hair)
    throw new RangeError(`floors must be 0 or more and together at most 1, found ${shares}`)
  return {
    floorOf: Int32Array.from(homes, (_, area) => numbers.get(group?.[area] ?? -1) ?? -1),
    floors: Float64Array.from(floors, ({ share }) => share * budget * (1 - hair)),
  }
}

/**
 * Checks a choice and prepares it. Throws RangeError for numbers out of range, areas and neighbours that there are not,
 * and conditions that exclude one another.
 */
export const deploymentProblem = (choice: DeploymentChoice): DeploymentProblem => {
  checkNumbers(choice)
  const { homes, expected, saturation, rounding, kits } = choice
  const areas = homes.length
  const include = indexSet(choice.include ?? [], areas, 'include')
  const exclude = indexSet(choice.exclude ?? [], areas, 'exclude')
  const covered = indexSet(choice.covered ?? [], areas, 'covered')
  const kitsOf = kitsPerArea(homes, saturation, rounding)
  const weight = rounding === 'none' ? homes : kitsOf
  const budget = rounding === 'none' ? kits / saturation : kits
  const capacity = weight.every(Number.isInteger) ? Math.floor(budget * (1 + hair)) : budget * (1 + hair)
  for (const area of include) {
    if (exclude.has(area)) throw new RangeError(`area ${area} is both included and excluded`)
    if (covered.has(area)) throw new RangeError(`area ${area} is included but has kits already`)
    if (homes[area] === 0) throw new RangeError(`area ${area} must be included but has no homes`)
    if (homes[area]! > choice.largest)
      throw new RangeError(
        `area ${area} must be included but has more homes than the largest deployment area: ${homes[area]}`,
      )
  }
  const needed = [...include].reduce((sum, area) => sum + weight[area]!, 0)
  if (needed > capacity) throw new RangeError(`the included areas need more kits than there are: ${kits}`)
  return {
    areas,
    homes,
    expected,
    weight,
    capacity,
    neighbours: choice.neighbours,
    smallest: choice.smallest,
    largest: choice.largest,
    most: choice.most ?? Infinity,
    free: Uint8Array.from(homes, (number, area) =>
      number > 0 &&
      number <= choice.largest &&
      weight[area]! <= capacity &&
      !exclude.has(area) &&
      !covered.has(area)
        ? 1
        : 0,
    ),
    include: [...include].toSorted((a, b) => a - b),
    ...floorsOf(choice, budget),
  }
}
