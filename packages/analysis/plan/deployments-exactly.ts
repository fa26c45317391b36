import type { DeploymentProblem } from './deployment-choice.ts'
import { around } from './neighbours.ts'

/** Areas up to which every choice is looked at: 3^13 is 1.6 million. */
export const exactlyUpTo = 13

/**
 * The best choice among few areas, by looking at every set of them: which sets are one deployment area, into how few
 * every other set can be parted, and which is worth most. Undefined where the conditions cannot be met.
 */
export const deploymentsExactly = (
  problem: DeploymentProblem,
  free: readonly number[],
): number[][] | undefined => {
  const { homes, expected, weight, capacity, smallest, largest, most, include, floorOf, floors } = problem
  const sets = 1 << free.length
  const placeOf = new Map(free.map((area, place) => [area, place]))
  const near = free.map((area) => {
    let set = 0
    for (const other of around(problem.neighbours, area)) {
      const place = placeOf.get(other)
      if (place !== undefined) set |= 1 << place
    }
    return set
  })
  const sumOf = (values: Float64Array): Float64Array => {
    const sums = new Float64Array(sets)
    for (let set = 1; set < sets; set++) {
      sums[set] = sums[set & (set - 1)]! + values[free[31 - Math.clz32(set & -set)]!]!
    }
    return sums
  }
  const [size, worth, load] = [sumOf(homes), sumOf(expected), sumOf(weight)]
  const spent = Array.from(floors, (_, floor) =>
    sumOf(weight.map((value, area) => (floorOf[area] === floor ? value : 0))),
  )
  const inOnePiece = (set: number): boolean => {
    let [reached, edge] = [set & -set, set & -set]
    while (edge !== 0) {
      const place = 31 - Math.clz32(edge)
      edge &= ~(1 << place)
      const fresh = near[place]! & set & ~reached
      reached |= fresh
      edge |= fresh
    }
    return reached === set
  }
  const single = new Uint8Array(sets)
  for (let set = 1; set < sets; set++) {
    if (size[set]! >= smallest && size[set]! <= largest && inOnePiece(set)) single[set] = 1
  }
  /** Deployment areas that a set can be parted into at least, and one of those in such a parting. */
  const parts = new Int32Array(sets).fill(free.length + 1)
  const part = new Int32Array(sets)
  parts[0] = 0
  const must = include.reduce((set, area) => set | (1 << (placeOf.get(area) ?? 0)), 0)
  let best = -1
  for (let set = 0; set < sets; set++) {
    const lowest = set & -set
    for (let one = set; one > 0; one = (one - 1) & set) {
      if ((one & lowest) === 0 || single[one] === 0 || parts[set & ~one]! + 1 >= parts[set]!) continue
      parts[set] = parts[set & ~one]! + 1
      part[set] = one
    }
    if (parts[set]! > Math.min(most, free.length) || (set & must) !== must || load[set]! > capacity) continue
    if (spent.some((each, floor) => each[set]! < floors[floor]!)) continue
    if (best < 0 || worth[set]! > worth[best]!) best = set
  }
  if (best < 0) return undefined
  const deployments: number[][] = []
  for (let set = best; set > 0; set &= ~part[set]!) {
    deployments.push(free.filter((_, place) => (part[set]! & (1 << place)) !== 0))
  }
  return deployments
}
