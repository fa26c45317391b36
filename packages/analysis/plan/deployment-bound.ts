import type { DeploymentProblem } from './deployment-choice.ts'

export type LinearChoice = {
  /** No choice of deployment areas is worth more. */
  readonly bound: number
  /** What one more unit of weight would be worth. */
  readonly price: number
}

/**
 * The best choice when areas may be taken in part and need not lie together: the linear relaxation with a budget and a
 * least weight in each group, which is solved by taking the best areas of each group up to its floor, and then the best
 * of all. With a cap on deployment areas they cannot hold more homes than so many of the largest.
 * Floors that cannot be met are as if they took all that their group has.
 */
export const linearChoice = (problem: DeploymentProblem): LinearChoice => {
  const { areas, expected, weight, free, include, floorOf, floors } = problem
  const included = new Set(include)
  const left = Float64Array.from(floors)
  let [bound, load] = [0, 0]
  const take = (area: number, share: number): void => {
    bound += share * expected[area]!
    load += share * weight[area]!
    const floor = floorOf[area]!
    if (floor >= 0) left[floor] = Math.max(0, left[floor]! - share * weight[area]!)
  }
  for (const area of include) take(area, 1)
  const taken = new Float64Array(areas)
  const rate = (area: number): number => expected[area]! / weight[area]!
  const order = Array.from({ length: areas }, (_, area) => area)
    .filter((area) => free[area] === 1 && !included.has(area))
    .toSorted((a, b) => rate(b) - rate(a) || a - b)
  for (const area of order) {
    const floor = floorOf[area]!
    if (floor < 0 || left[floor] === 0) continue
    taken[area] = Math.min(1, left[floor]! / weight[area]!)
    take(area, taken[area]!)
  }
  const capacity = capacityOf(problem)
  let price = 0
  for (const area of order) {
    if (load >= capacity) break
    const share = Math.min(1 - taken[area]!, (capacity - load) / weight[area]!)
    if (share > 0) price = rate(area)
    take(area, share)
  }
  return { bound, price }
}

/** What can be spent: the budget, or what so many of the largest deployment areas take, where that is less. */
const capacityOf = ({ areas, homes, weight, capacity, most, largest, free }: DeploymentProblem): number => {
  const held = most * largest
  if (!Number.isFinite(held)) return capacity
  let dearest = 0
  for (let area = 0; area < areas; area++) {
    if (free[area] === 1) dearest = Math.max(dearest, weight[area]! / homes[area]!)
  }
  return Math.min(capacity, held * dearest)
}
