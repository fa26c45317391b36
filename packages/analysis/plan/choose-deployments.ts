import { annealDeployments } from './anneal-deployments.ts'
import { fillUp, joinUp, mergeNeighbours, takeUpAll, takeUpGrown } from './begin-deployments.ts'
import { checkDeployments } from './check-deployments.ts'
import { chooseAreas } from './choose-areas.ts'
import { linearChoice } from './deployment-bound.ts'
import { deploymentProblem, type DeploymentChoice, type DeploymentProblem } from './deployment-choice.ts'
import { DeploymentState } from './deployment-state.ts'
import { deploymentsExactly, exactlyUpTo } from './deployments-exactly.ts'
import { kitsPerArea } from './kits.ts'

export type ChosenDeployments = {
  /** Deployment areas, each the indices of its areas, ascending; in the order of their first areas. */
  readonly deployments: number[][]
  readonly kitsUsed: number
  /** Summed over the chosen areas. */
  readonly expected: number
  /** No choice that keeps to the conditions is worth more. */
  readonly bound: number
  /** (bound − expected) / bound; 0 where nothing can be covered. */
  readonly gap: number
  /** `optimal`: proven, to the rounding of the sums; `feasible`: at most the gap from the best. */
  readonly status: 'optimal' | 'feasible'
  /** What the floors cost: expected lost against the best choice found without them; null where there are none. */
  readonly floorCost: number | null
}

/** Moves tried where nothing else is asked for. */
const defaultMoves = 2_000_000
/** Share of them that is enough from an earlier answer. */
const warmShare = 0.1
/** A choice that is below the bound by less than this share is so by rounding only. */
const rounding = 1e-12
const turnsHottest = [1, 0.3, 0.5]
const seed = 20_260_401

type Found = { deployments: number[][]; bound: number; optimal: boolean }

/**
 * Whole deployment areas of neighbouring areas, each between a smallest and a largest number of homes, that cover the
 * most with the kits there are; with a proven bound. Exact where few areas may be chosen, and where the best single
 * areas are of allowed sizes as they lie; otherwise by annealing, against the linear relaxation.
 * The same input gives the same choice on any machine. Every answer has passed `checkDeployments`.
 * Throws RangeError for numbers out of range and for conditions that cannot be kept together.
 */
export const chooseDeployments = (choice: DeploymentChoice): ChosenDeployments => {
  const found = solve(choice)
  const answer = answerOf(choice, found)
  const floors = choice.floors?.filter(({ share }) => share > 0) ?? []
  if (floors.length === 0) return answer
  const { floors: _, ...unbound } = choice
  const free = answerOf(unbound, solve(unbound))
  return { ...answer, floorCost: Math.max(0, free.expected - answer.expected) }
}

const answerOf = (choice: DeploymentChoice, { deployments, bound, optimal }: Found): ChosenDeployments => {
  checkDeployments(choice, deployments)
  const kitsOf = kitsPerArea(choice.homes, choice.saturation, choice.rounding)
  const sum = (values: Float64Array): number =>
    deployments.flat().reduce((total, area) => total + values[area]!, 0)
  const expected = sum(choice.expected)
  const limit = optimal || expected >= bound * (1 - rounding) ? expected : bound
  return {
    deployments,
    kitsUsed: Math.min(choice.kits, sum(kitsOf)),
    expected,
    bound: limit,
    gap: limit > 0 ? (limit - expected) / limit : 0,
    status: limit === expected ? 'optimal' : 'feasible',
    floorCost: null,
  }
}

const cannotBeKept = (): never => {
  throw new RangeError('no choice of deployment areas was found that keeps all conditions')
}

const solve = (choice: DeploymentChoice): Found => {
  const problem = deploymentProblem(choice)
  const free = [...problem.free.keys()].filter((area) => problem.free[area] === 1)
  if (free.length <= exactlyUpTo) {
    const deployments = deploymentsExactly(problem, free)
    return deployments ? { deployments, bound: 0, optimal: true } : cannotBeKept()
  }
  const linear = linearChoice(problem)
  const areas = chooseAreas({
    homes: problem.homes,
    expected: problem.expected,
    kits: choice.kits,
    saturation: choice.saturation,
    rounding: choice.rounding,
    include: problem.include,
    exclude: [...problem.free.keys()].filter((area) => problem.free[area] === 0),
  })
  const bound = Math.min(linear.bound, areas.bound)
  const asTheyLie = new DeploymentState(problem)
  takeUpAll(problem, asTheyLie, areas.chosen)
  if (asTheyLie.keepsConditions() && asTheyLie.deployments <= problem.most) {
    return { deployments: asTheyLie.toDeployments(), bound, optimal: areas.status === 'optimal' }
  }
  const best = annealInTurns(problem, asTheyLie, linear.price, choice)
  const nothing = problem.include.length === 0 && problem.floors.every((floor) => floor === 0)
  if (!best && !nothing) return cannotBeKept()
  const last = new DeploymentState(problem)
  for (const [area, deployment] of best?.entries() ?? []) if (deployment >= 0) last.assign(area, deployment)
  fillUp(problem, last)
  mergeNeighbours(problem, last)
  return { deployments: last.toDeployments(), bound, optimal: false }
}

/**
 * The best of several turns, from hot and from mild: a hot one finds other pieces, a mild one betters those that the best
 * single areas make. From an earlier answer one mild turn is enough.
 */
const annealInTurns = (
  problem: DeploymentProblem,
  asTheyLie: DeploymentState,
  price: number,
  { start, workLimit }: DeploymentChoice,
): Int32Array | undefined => {
  const turns = start
    ? [{ moves: workLimit ?? defaultMoves * warmShare, hottest: 0.15 }]
    : coldTurns(problem.areas, workLimit ?? defaultMoves)
  let best: Int32Array | undefined
  let most = -1
  for (const [turn, { moves, hottest }] of turns.entries()) {
    const state = start ? stateOf(problem, start) : coldState(problem, asTheyLie, turn % 2 === 0)
    const of = annealDeployments(problem, state, { moves, seed: seed + turn, hottest, coldest: 0.01, price })
    const worth = of?.reduce(
      (sum, deployment, area) => sum + (deployment < 0 ? 0 : problem.expected[area]!),
      0,
    )
    if (worth === undefined || worth <= most) continue
    most = worth
    best = of
  }
  return best
}

const coldTurns = (areas: number, moves: number): { moves: number; hottest: number }[] => {
  const turns = Math.max(1, Math.floor(moves / Math.max(250_000, 200 * areas)))
  return Array.from({ length: turns }, (_, turn) => ({
    moves: Math.floor(moves / turns),
    hottest: turnsHottest[turn % turnsHottest.length]!,
  }))
}

/**
 * What must be in, joined up; then the best of what the single areas make, as many pieces as are allowed; or, where
 * those are too small and it is asked for, deployment areas grown to the smallest size.
 */
const coldState = (
  problem: DeploymentProblem,
  asTheyLie: DeploymentState,
  grown: boolean,
): DeploymentState => {
  const state = new DeploymentState(problem)
  takeUpAll(problem, state, problem.include)
  if (!joinUp(problem, state)) cannotBeKept()
  if (grown && (asTheyLie.shortage > 0 || asTheyLie.floorShortage > 0)) {
    takeUpGrown(problem, state)
    return state
  }
  const worth = (areas: readonly number[]): number =>
    areas.reduce((sum, area) => sum + problem.expected[area]!, 0)
  const pieces = asTheyLie.toDeployments().toSorted((a, b) => worth(b) - worth(a))
  for (const piece of pieces) {
    if (state.deployments >= problem.most) break
    if (piece.some((area) => state.of[area] !== -1)) continue
    const deployment = state.fresh()
    for (const area of piece) state.assign(area, deployment)
  }
  return state
}

/** An earlier answer, without what may no longer be chosen. */
const stateOf = (
  problem: DeploymentProblem,
  deployments: readonly (readonly number[])[],
): DeploymentState => {
  const state = new DeploymentState(problem)
  takeUpAll(problem, state, problem.include)
  if (!joinUp(problem, state)) cannotBeKept()
  for (const areas of deployments) {
    const rest = new Set(areas.filter((area) => problem.free[area] === 1 && state.of[area] === -1))
    while (rest.size > 0 && state.deployments < problem.most) {
      const deployment = state.fresh()
      const waiting = [[...rest][0]!]
      for (let area = waiting.pop(); area !== undefined; area = waiting.pop()) {
        if (!rest.delete(area)) continue
        if (state.homes[deployment]! + problem.homes[area]! > problem.largest) continue
        state.assign(area, deployment)
        const { start, list } = problem.neighbours
        waiting.push(...list.subarray(start[area], start[area + 1]))
      }
    }
  }
  return state
}
