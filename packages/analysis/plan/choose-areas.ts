import { kitsPerArea, type KitRounding } from './kits.ts'
import { solveKnapsack } from './knapsack.ts'

/** Far more than areas of a real city need (thousands); reached only where rates are all but equal. */
const defaultWorkLimit = 10_000_000

export type AreaChoice = {
  /** Homes in each area. */
  readonly homes: Float64Array
  /** Burglaries expected in each area over the coming period. */
  readonly expected: Float64Array
  /** Kits there are. */
  readonly kits: number
  /** Share of an area's homes to be reached, above 0 and at most 1. */
  readonly saturation: number
  readonly rounding: KitRounding
  /** Indices of areas that must be chosen. */
  readonly include?: readonly number[]
  /** Indices of areas that must not. */
  readonly exclude?: readonly number[]
  /** Partial choices looked at before the best one so far is given with its bound. */
  readonly workLimit?: number
}

export type ChosenAreas = {
  /** Indices of the chosen areas, ascending. */
  readonly chosen: number[]
  /** Kits each of them takes, in the same order. */
  readonly kits: number[]
  readonly kitsUsed: number
  /** Burglaries expected in the chosen areas. */
  readonly expected: number
  /** No choice that keeps to the kits and the conditions covers more. */
  readonly bound: number
  /** (bound − expected) / bound; 0 where nothing can be covered. */
  readonly gap: number
  /** `optimal`: proven, to the rounding of the sums; `feasible`: at most the gap from the best. */
  readonly status: 'optimal' | 'feasible'
}

const indexSet = (indices: readonly number[], areas: number, name: string): Set<number> => {
  for (const area of indices) {
    if (!Number.isInteger(area) || area < 0 || area >= areas) {
      throw new RangeError(`${name}: there is no area ${area} among ${areas}`)
    }
  }
  return new Set(indices)
}

const checkChoice = ({ homes, expected, kits, workLimit }: AreaChoice): void => {
  if (homes.length !== expected.length) {
    throw new RangeError(
      `homes and expected must be of one length, found ${homes.length} and ${expected.length}`,
    )
  }
  if (!(Number.isFinite(kits) && kits >= 0)) throw new RangeError(`the kits must be 0 or more, found ${kits}`)
  if (workLimit !== undefined && !(Number.isInteger(workLimit) && workLimit >= 1 && workLimit <= 2 ** 28)) {
    throw new RangeError(`the limit of work must be a whole number of 1 or more, found ${workLimit}`)
  }
  for (const [area, burglaries] of expected.entries()) {
    if (!Number.isFinite(burglaries) || burglaries < 0) {
      throw new RangeError(`area ${area}: expected burglaries must be 0 or more, found ${burglaries}`)
    }
  }
}

/**
 * The single areas that cover the most expected burglaries with the kits there are, with a proven upper bound.
 * An area is covered by saturation × homes kits or not at all. Areas without homes are never chosen, there being
 * nobody to hand a kit to; nor are areas where nothing is expected, unless they must be included.
 * The same input gives the same choice on any machine. Throws RangeError for numbers out of range, an area both
 * included and excluded, an included area without homes, and included areas that need more kits than there are.
 */
export const chooseAreas = (choice: AreaChoice): ChosenAreas => {
  checkChoice(choice)
  const { homes, expected, saturation, rounding } = choice
  const include = indexSet(choice.include ?? [], homes.length, 'include')
  const exclude = indexSet(choice.exclude ?? [], homes.length, 'exclude')
  const kitsOf = kitsPerArea(homes, saturation, rounding)

  // Unrounded kits are a fixed share of the homes: weighing homes instead keeps whole numbers, whose sums are exact.
  const weightOf = rounding === 'none' ? homes : kitsOf
  const most = rounding === 'none' ? (choice.kits / saturation) * (1 + 1e-12) : choice.kits
  const capacity = weightOf.every(Number.isInteger) ? Math.floor(most) : most

  let includedWeight = 0
  for (const area of include) {
    if (exclude.has(area)) throw new RangeError(`area ${area} is both included and excluded`)
    if (homes[area] === 0) throw new RangeError(`area ${area} must be included but has no homes`)
    includedWeight += weightOf[area]!
  }
  if (includedWeight > capacity) {
    const needed = sumOver(kitsOf, [...include])
    throw new RangeError(`the included areas need ${needed} kits, but there are ${choice.kits}`)
  }

  const free = [...homes.keys()].filter(
    (area) => homes[area]! > 0 && expected[area]! > 0 && !include.has(area) && !exclude.has(area),
  )
  const { taken, bound, status } = solveKnapsack({
    profit: Float64Array.from(free, (area) => expected[area]!),
    weight: Float64Array.from(free, (area) => weightOf[area]!),
    capacity: capacity - includedWeight,
    workLimit: choice.workLimit ?? defaultWorkLimit,
  })
  const chosen = [...include, ...free.filter((_, item) => taken[item] === 1)].toSorted((a, b) => a - b)
  const covered = sumOver(expected, chosen)
  const limit = status === 'optimal' ? covered : Math.max(covered, bound + sumOver(expected, [...include]))
  return {
    chosen,
    kits: chosen.map((area) => kitsOf[area]!),
    // The last digit of a sum of shares may fall beyond the kits it was chosen to fit.
    kitsUsed: Math.min(
      choice.kits,
      rounding === 'none' ? saturation * sumOver(homes, chosen) : sumOver(kitsOf, chosen),
    ),
    expected: covered,
    bound: limit,
    gap: limit > 0 ? (limit - covered) / limit : 0,
    status,
  }
}

const sumOver = (values: Float64Array, areas: readonly number[]): number =>
  areas.reduce((sum, area) => sum + values[area]!, 0)
