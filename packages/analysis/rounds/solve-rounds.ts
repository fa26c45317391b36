import { greedyInsertion } from './recreate.ts'
import { seededRandom } from './random.ts'
import { roundState, type RoundState } from './round-state.ts'
import { checkProblem, costsOf, type Costs, type Round, type RoutingProblem } from './routing-problem.ts'
import { stringRemoval } from './ruin.ts'
import { nearestTasks, stepsOf } from './steps.ts'

export type Search = {
  /** A whole number of at most 32 bits; the same seed and budget in iterations give the same rounds. */
  readonly seed: number
  /** Share of the budget that is spent after so many iterations, whatever it is measured in; the search ends at 1. */
  readonly spent: (iterations: number) => number
  /**
   * Rounds that hold every task, to begin from; without them the search begins from nothing. `heat` is the temperature at
   * the beginning as a share of the usual one: little of it betters what is there, 1 keeps hardly more than their number.
   */
  readonly from?: { readonly rounds: readonly Round[]; readonly heat: number }
}

/** Iterations between two looks at the budget. */
const lookEvery = 64
/** Temperatures at the beginning and at the end, as shares of the cost of an average way. */
const hottest = 0.5
const coldest = 0.01
/** Neighbours that strings are removed around, and that removed tasks are put beside. */
const ruinedAmong = 100
const placedAmong = 40

/** Takes over given rounds as they are. Errors: RangeError where they do not hold every task once, walked as it may be. */
const begin = (
  state: RoundState,
  { twoWay }: RoutingProblem,
  modes: number,
  rounds: readonly Round[],
): void => {
  let count = 0
  for (const { tasks, backwards } of rounds) {
    let behind = state.freshHead()
    for (const [at, task] of tasks.entries()) {
      const turned = backwards[at] === 1 ? 1 : 0
      if (state.roundOf[task] !== -1 || turned > (twoWay[task] ?? 0)) {
        throw new RangeError(`task ${task} is there twice, is none or is not walked that way`)
      }
      state.insert(task, behind, task * modes + turned)
      behind = task
      count++
    }
  }
  if (count !== twoWay.length) throw new RangeError(`rounds hold ${count} of ${twoWay.length} tasks`)
}

/**
 * Shares tasks among rounds at least cost by ruin and recreate under simulated annealing: strings of tasks are removed
 * and put back greedily (Christiaens and Vanden Berghe 2020, doi 10.1287/trsc.2019.0914), then the direction of each task
 * in the changed rounds is chosen anew by dynamic programming (Vidal 2017, "Node, edge, arc routing and turn penalties",
 * doi 10.1287/opre.2017.1595). There may be as many rounds as tasks. Memory grows with the square of the tasks.
 * Errors: RangeError of `checkProblem`, for the seed, and for rounds to begin from that are none of these tasks.
 */
export const solveRounds = (
  problem: RoutingProblem,
  { seed, spent, from }: Search,
): { rounds: Round[]; costs: Costs } => {
  checkProblem(problem)
  const random = seededRandom(seed)
  const tasks = problem.load.length
  if (tasks === 0) return { rounds: [], costs: costsOf(problem, []) }
  const steps = stepsOf(problem)
  const state = roundState(problem, steps)
  const ruin = stringRemoval(state, nearestTasks(tasks, steps, ruinedAmong), random)
  const recreate = greedyInsertion(problem, steps, state, nearestTasks(tasks, steps, placedAmong), random)

  const removed = Int32Array.from({ length: tasks }, (_, task) => task)
  if (from) begin(state, problem, steps.modes, from.rounds)
  else recreate(removed, tasks)
  state.turnChanged()
  state.keep()
  let current = state.total()
  let least = current
  let best = state.copy()
  const first = costsOf(problem, best)
  const typical = (first.ways + first.balance) / (tasks + best.length)
  const hot = Math.max(coldest, hottest * (from?.heat ?? 1))
  let temperature = 0
  for (let iterations = 0; ; iterations++) {
    if (iterations % lookEvery === 0) {
      const share = spent(iterations)
      if (share >= 1) break
      temperature = typical * hot * (coldest / hot) ** share
    }
    recreate(removed, ruin(removed))
    state.turnChanged()
    const cost = state.total()
    if (cost >= current - temperature * Math.log(random.unit())) {
      state.goBack()
      continue
    }
    state.keep()
    current = cost
    if (cost >= least - 1e-9) continue
    least = cost
    best = state.copy()
  }
  return { rounds: best, costs: costsOf(problem, best) }
}
