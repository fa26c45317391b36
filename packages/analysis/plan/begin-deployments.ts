import type { DeploymentProblem } from './deployment-choice.ts'
import type { DeploymentState } from './deployment-state.ts'
import { around } from './neighbours.ts'

/** Homes that two deployment areas have together, or Infinity where they must not become one. */
const together = (
  { largest }: DeploymentProblem,
  { homes }: DeploymentState,
  one: number,
  other: number,
): number => {
  const size = homes[one]! + homes[other]!
  return size <= largest ? size : Infinity
}

/** The neighbouring deployment area that some areas make the smallest allowed one with; −1 where there is none. */
const smallestAround = (problem: DeploymentProblem, state: DeploymentState, members: Int32Array): number => {
  const deployment = state.of[members[0]!]!
  let best = -1
  for (const member of members) {
    for (const other of around(problem.neighbours, member)) {
      const owner = state.of[other]!
      if (owner < 0 || owner === deployment) continue
      const merged = together(problem, state, deployment, owner)
      if (merged === Infinity) continue
      if (best < 0 || merged < together(problem, state, deployment, best)) best = owner
    }
  }
  return best
}

/**
 * Makes neighbouring deployment areas into one while that is of an allowed size: those that are too small first, then
 * the smaller before the larger. Nothing is taken up or let go.
 */
export const mergeNeighbours = (problem: DeploymentProblem, state: DeploymentState): void => {
  const waiting = state.toDeployments().map(([first]) => first!)
  const size = (area: number): number => state.homes[state.of[area]!]!
  waiting.sort((a, b) => size(a) - size(b) || a - b)
  for (let area = waiting.shift(); area !== undefined; area = waiting.shift()) {
    const members = state.areasOf(area).slice()
    const best = smallestAround(problem, state, members)
    if (best < 0) continue
    for (const each of members) state.assign(each, best)
    // What it has become part of may grow further, once the smaller ones have had their turn.
    waiting.push(area)
  }
}

/** The areas that one grows to by its best neighbours until it is large enough; undefined where it cannot be. */
const grownFrom = (
  { free, homes, expected, weight, smallest, largest, neighbours }: DeploymentProblem,
  seed: number,
  of: Int32Array,
): number[] | undefined => {
  const areas = [seed]
  let size = homes[seed]!
  const edge = new Set<number>()
  const widen = (area: number): void => {
    for (const other of around(neighbours, area)) {
      if (free[other] === 1 && of[other] === -1 && !areas.includes(other)) edge.add(other)
    }
  }
  widen(seed)
  while (size < smallest) {
    let next = -1
    for (const each of edge) {
      if (size + homes[each]! > largest) continue
      if (next < 0 || expected[each]! / weight[each]! > expected[next]! / weight[next]!) next = each
    }
    if (next < 0) return undefined
    edge.delete(next)
    areas.push(next)
    size += homes[next]!
    widen(next)
  }
  return areas
}

const sum = (members: readonly number[], values: Float64Array): number =>
  members.reduce((total, area) => total + values[area]!, 0)

/**
 * Takes up deployment areas grown to the smallest size, the best rate first, while they fit: first in each group until
 * its floor is reached, then anywhere. Where single areas are too small by themselves, or floors hold, this is a better
 * beginning than the best single areas are.
 */
export const takeUpGrown = (problem: DeploymentProblem, state: DeploymentState): void => {
  const { areas, free, expected, weight, capacity, most, floorOf, floors } = problem
  const grown = Array.from({ length: areas }, (_, area) => area)
    .filter((area) => free[area] === 1 && state.of[area] === -1)
    .flatMap((area) => {
      const members = grownFrom(problem, area, state.of)
      return members ? [{ area, rate: sum(members, expected) / sum(members, weight) }] : []
    })
    .toSorted((a, b) => b.rate - a.rate || a.area - b.area)
  const takeUp = (area: number): void => {
    if (state.of[area] !== -1 || state.deployments >= most) return
    // What it grew to may have gone to a better one meanwhile.
    const members = grownFrom(problem, area, state.of)
    if (!members || state.load + sum(members, weight) > capacity) return
    const deployment = state.fresh()
    for (const member of members) state.assign(member, deployment)
  }
  for (const floor of floors.keys()) {
    for (const { area } of grown) {
      if (state.floorLack(floor) === 0) break
      if (floorOf[area] === floor) takeUp(area)
    }
  }
  for (const { area } of grown) takeUp(area)
}

/** Takes up every area of a list, each as a deployment area of its own unless it has one, and merges neighbours. */
export const takeUpAll = (
  problem: DeploymentProblem,
  state: DeploymentState,
  areas: Iterable<number>,
): void => {
  for (const area of areas) if (state.of[area] === -1) state.assign(area, state.fresh())
  mergeNeighbours(problem, state)
}

/**
 * Joins the deployment areas there are, along shortest ways, until there are no more than the problem allows.
 * Returns whether that could be done.
 */
export const joinUp = (problem: DeploymentProblem, state: DeploymentState): boolean => {
  const { free, homes, largest, neighbours, areas } = problem
  while (state.deployments > problem.most) {
    const from = new Int32Array(areas).fill(-1)
    const first = state.toDeployments()[0]![0]!
    const deployment = state.of[first]!
    const waiting = [...state.areasOf(first)]
    for (const area of waiting) from[area] = area
    let reached = -1
    for (let done = 0; done < waiting.length && reached < 0; done++) {
      for (const other of around(neighbours, waiting[done]!)) {
        if (from[other] !== -1 || free[other] === 0) continue
        from[other] = waiting[done]!
        if (state.of[other]! >= 0) reached = other
        else waiting.push(other)
      }
    }
    if (reached < 0) return false
    for (const each of state.areasOf(reached).slice()) state.assign(each, deployment)
    for (let area = from[reached]!; state.of[area] === -1; area = from[area]!) state.assign(area, deployment)
    if (state.homes[deployment]! > largest || homes.length === 0) return false
  }
  return true
}

/** Takes up what still fits, the best rate first, at the edges and, where one area is large enough, by itself. */
export const fillUp = (problem: DeploymentProblem, state: DeploymentState): void => {
  const { areas, expected, weight, homes, free, smallest, largest, most, capacity, neighbours } = problem
  const rate = (area: number): number => expected[area]! / weight[area]!
  const order = Array.from({ length: areas }, (_, area) => area)
    .filter((area) => free[area] === 1 && state.of[area] === -1 && expected[area]! > 0)
    .toSorted((a, b) => rate(b) - rate(a) || a - b)
  for (let changed = true; changed;) {
    changed = false
    for (const area of order) {
      if (state.of[area] !== -1 || state.load + weight[area]! > capacity) continue
      const next = around(neighbours, area).find(
        (other) => state.of[other]! >= 0 && state.homes[state.of[other]!]! + homes[area]! <= largest,
      )
      if (next !== undefined) state.assign(area, state.of[next]!)
      else if (homes[area]! >= smallest && state.deployments < most) state.assign(area, state.fresh())
      else continue
      changed = true
    }
  }
}
