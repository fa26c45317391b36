import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { DeploymentProblem } from './deployment-choice.ts'
import type { DeploymentState, Prices } from './deployment-state.ts'
import { repairDeployments } from './repair-deployments.ts'

export type Annealing = {
  /** Moves tried. */
  readonly moves: number
  readonly seed: number
  /** Temperatures as multiples of what a typical area is worth beyond its price. */
  readonly hottest: number
  readonly coldest: number
  /** What a unit of weight is worth where the budget is well spent. */
  readonly price: number
}

/** Moves between two looks at the prices. */
const priceEvery = 2000

/**
 * Betters a choice by simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983, doi 10.1126/science.220.4598.671) over
 * deployment areas that stay in one piece: an area is taken up at the edge, let go, handed over to a neighbour, changed
 * for another; a deployment area is begun or given up. Budget, smallest size and floors may be broken at a price, which
 * follows how often they are. Returns the best choice met that keeps every condition, as the deployment area of
 * each area; undefined where none was met. The last choice is repaired first, if it breaks any; the state is left at that.
 */
export const annealDeployments = (
  problem: DeploymentProblem,
  state: DeploymentState,
  { moves, seed, hottest, coldest, price }: Annealing,
): Int32Array | undefined => {
  const { areas, expected, weight, homes, largest, most, free, include, capacity, neighbours } = problem
  const { start, list } = neighbours
  const random = xoroshiro128plus(seed)
  const unit = (): number => (random.next() >>> 0) / 0x1_0000_0000
  const below = (limit: number): number => Math.floor(unit() * limit)
  const pinned = new Uint8Array(areas)
  for (const area of include) pinned[area] = 1
  const seeds = Int32Array.from({ length: areas }, (_, area) => area)
    .filter((area) => free[area] === 1 && expected[area]! > 0)
    .toSorted((a, b) => expected[b]! / weight[b]! - expected[a]! / weight[a]! || a - b)
  if (seeds.length === 0) return state.keepsConditions() ? state.of.slice() : undefined

  const prices: Prices = { load: price, excess: price * 2, shortage: price, floor: price * 2 }
  const typical = typicalGain(problem, seeds, price)
  const capped = Number.isFinite(most)

  let best: Int32Array | undefined
  let bestWorth = -1
  const remember = (): void => {
    if (state.worth <= bestWorth || !state.keepsConditions() || state.deployments > most) return
    bestWorth = state.worth
    best = state.of.slice()
  }

  const mergeInto = (deployment: number, area: number): void => {
    for (let at = start[area]!; at < start[area + 1]!; at++) {
      const other = state.of[list[at]!]!
      if (other < 0 || other === deployment) continue
      if (state.homes[other]! + state.homes[deployment]! > largest) continue
      for (const each of state.areasOf(list[at]!).slice()) state.assign(each, deployment)
    }
  }
  const takeUp = (area: number, deployment: number): boolean => {
    if (free[area] === 0 || state.homes[deployment]! + homes[area]! > largest) return false
    state.assign(area, deployment)
    if (capped) mergeInto(deployment, area)
    return true
  }
  const letGo = (area: number): boolean => {
    if (pinned[area] === 1 || state.holdsTogether(area)) return false
    state.assign(area, -1)
    return true
  }
  /** Gives up a whole deployment area, if it is small enough to be worth trying. */
  const giveUp = (area: number): boolean => {
    const members = state.areasOf(area)
    if (members.length > 40 || members.some((each) => pinned[each] === 1)) return false
    for (const each of members.slice()) state.assign(each, -1)
    return true
  }
  /** Begins a deployment area and lets it grow by its best neighbours to a size. */
  const begin = (size: number): boolean => {
    if (state.deployments >= most) return false
    const area = seeds[Math.floor(unit() * unit() * seeds.length)]!
    if (state.of[area] !== -1) return false
    const deployment = state.fresh()
    state.assign(area, deployment)
    const edge = new Set<number>()
    const widen = (from: number): void => {
      for (let at = start[from]!; at < start[from + 1]!; at++) {
        if (free[list[at]!] === 1 && state.of[list[at]!] === -1) edge.add(list[at]!)
      }
    }
    widen(area)
    while (state.homes[deployment]! < size && edge.size > 0) {
      let next = -1
      for (const each of edge) {
        if (state.homes[deployment]! + homes[each]! > largest) edge.delete(each)
        else if (next < 0 || expected[each]! / weight[each]! > expected[next]! / weight[next]!) next = each
      }
      if (next < 0) break
      edge.delete(next)
      state.assign(next, deployment)
      widen(next)
    }
    if (capped) mergeInto(deployment, area)
    return true
  }
  const neighbourOf = (area: number): number => {
    const edges = start[area + 1]! - start[area]!
    return edges === 0 ? -1 : list[start[area]! + below(edges)]!
  }
  const grow = (): boolean => {
    const from = state.chosen(below(state.chosenCount))
    const area = neighbourOf(from)
    if (area < 0) return false
    const [owner, deployment] = [state.of[area]!, state.of[from]!]
    if (owner === deployment) return false
    if (owner < 0) return takeUp(area, deployment)
    if (state.homes[deployment]! + homes[area]! > largest || state.holdsTogether(area)) return false
    state.assign(area, deployment)
    return true
  }
  const tryMove = (): boolean => {
    if (state.chosenCount === 0) return begin(problem.smallest)
    const kind = unit()
    if (kind < 0.35) return letGo(state.chosen(below(state.chosenCount)))
    if (kind < 0.75) return grow()
    if (kind < 0.97) {
      if (!letGo(state.chosen(below(state.chosenCount)))) return false
      return state.chosenCount > 0 && grow()
    }
    if (kind < 0.985) return begin(problem.smallest)
    const area = state.chosen(below(state.chosenCount))
    const size = state.homes[state.of[area]!]!
    if (!giveUp(area)) return false
    return kind < 0.99 || begin(Math.max(problem.smallest, Math.min(size, largest)))
  }

  let value = state.value(prices)
  let [overBudget, tooSmall, belowFloor, looks] = [0, 0, 0, 0]
  const cooling = Math.log(coldest / hottest)
  let temperature = hottest * typical
  remember()
  for (let move = 0; move < moves; move++) {
    if (move % 64 === 0) temperature = hottest * typical * Math.exp((cooling * move) / moves)
    state.mark()
    if (!tryMove()) {
      state.undo()
      continue
    }
    const next = state.value(prices)
    if (next < value && unit() >= Math.exp((next - value) / temperature)) {
      state.undo()
      continue
    }
    value = next
    // Copies cost more than moves: while it is hot the best is soon beaten.
    if (move * 2 > moves) remember()
    if (move % priceEvery !== 0) continue
    looks++
    overBudget += state.load > capacity ? 1 : 0
    tooSmall += state.shortage > 0 ? 1 : 0
    belowFloor += state.floorShortage > 0 ? 1 : 0
    if (looks < 5) continue
    prices.load *= state.load < capacity * 0.99 && overBudget === 0 ? 0.97 : 1
    prices.load = Math.min(prices.load * (overBudget === looks ? 1.02 : 1), price * 1.5)
    prices.excess *= overBudget === looks ? 1.3 : 1
    prices.shortage *= tooSmall === looks ? 1.3 : 1
    prices.floor *= belowFloor === looks ? 1.3 : 1
    ;[overBudget, tooSmall, belowFloor, looks] = [0, 0, 0, 0]
    value = state.value(prices)
  }
  remember()
  repairDeployments(problem, state)
  remember()
  return best
}

/** How much an area is worth beyond its price, or its price beyond its worth, in the middle. */
const typicalGain = ({ expected, weight }: DeploymentProblem, areas: Int32Array, price: number): number => {
  const gains = Float64Array.from(areas, (area) =>
    Math.abs(expected[area]! - price * weight[area]!),
  ).toSorted()
  return gains[Math.floor(gains.length / 2)] || 1e-9
}
