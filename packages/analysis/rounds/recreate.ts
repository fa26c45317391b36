import type { Random } from './random.ts'
import type { RoundState } from './round-state.ts'
import type { RoutingProblem } from './routing-problem.ts'
import type { Nearest, Steps } from './steps.ts'

/** Share of places passed over unseen, so that the same ruin does not always lead to the same rounds. */
const blink = 0.01

/**
 * Puts removed tasks back one by one, each where it adds least to the objective, beside one of its nearest tasks or in a
 * round of its own: the greedy insertion with blinks of Christiaens and Vanden Berghe 2020, section 5.3, in granular
 * neighbourhoods (Toth and Vigo 2003, doi 10.1287/ijoc.15.4.333.24890). Tasks come at random, largest load first,
 * farthest from the beginning first or nearest first, 4 : 4 : 2 : 1.
 */
export const greedyInsertion = (
  problem: RoutingProblem,
  { modes, ways, step }: Steps,
  state: RoundState,
  { width, near }: Nearest,
  { unit }: Random,
): ((removed: Int32Array, count: number) => void) => {
  const { load: loads, capacity, service, twoWay, perRound, balance } = problem
  const { next, previous, wayOf, roundOf, load } = state
  const tasks = loads.length
  const [beginning, ending] = [ways - 2, ways - 1]
  // Loads that are fractions do not add up exactly.
  const room = capacity + 1e-9 * Math.min(capacity, 1e9)
  const far = Float64Array.from(loads, (_, task) => step[beginning * ways + task * modes]!)
  const key = new Float64Array(tasks)
  const all = Int32Array.from({ length: tasks }, (_, task) => task)

  const sort = (removed: Int32Array, count: number): void => {
    const kind = unit() * 11
    for (let at = 0; at < count; at++) {
      const task = removed[at]!
      key[task] = kind < 4 ? unit() : kind < 8 ? -loads[task]! : kind < 10 ? -far[task]! : far[task]!
    }
    for (let at = 1; at < count; at++) {
      const task = removed[at]!
      let to = at
      for (; to > 0 && key[removed[to - 1]!]! > key[task]!; to--) removed[to] = removed[to - 1]!
      removed[to] = task
    }
  }

  let skip = 0
  const drawSkip = (): number => Math.floor(Math.log(1 - unit()) / Math.log(1 - blink))

  /** Puts a task on one side of one of `count` nodes from `among[from]` on, or in a fresh round. */
  const place = (task: number, among: Int32Array, from: number, count: number): boolean => {
    const most = room - loads[task]!
    const firstWay = task * modes
    const endWay = firstWay + 1 + twoWay[task]!
    let [best, bestBehind, bestWay] = [Infinity, -1, firstWay]
    for (let order = from; order < from + count; order++) {
      const node = among[order]!
      const round = roundOf[node]!
      if (round < 0 || load[round]! > most) continue
      const [way, behind, before] = [wayOf[node]!, next[node]!, previous[node]!]
      const [wayBehind, wayBefore] = [wayOf[behind]!, wayOf[before]!]
      const gapBehind = step[way * ways + wayBehind]!
      const gapBefore = step[wayBefore * ways + way]!
      for (let own = firstWay; own < endWay; own++) {
        let after = step[way * ways + own]! + step[own * ways + wayBehind]! - gapBehind
        let ahead = step[wayBefore * ways + own]! + step[own * ways + way]! - gapBefore
        if (balance) {
          after += state.offBalance(round, after + service[task]!)
          ahead += state.offBalance(round, ahead + service[task]!)
        }
        if (after < best) {
          if (skip-- > 0) {
            best = after
            bestBehind = node
            bestWay = own
          } else skip = drawSkip()
        }
        if (ahead < best) {
          if (skip-- > 0) {
            best = ahead
            bestBehind = before
            bestWay = own
          } else skip = drawSkip()
        }
      }
    }
    if (best === Infinity && among !== all) return false
    for (let own = firstWay; own < endWay; own++) {
      const there = step[beginning * ways + own]! + step[own * ways + ending]!
      const off = balance ? balance.weight * Math.abs(there + service[task]! - balance.target) : 0
      const alone = there + off + perRound
      if (alone >= best) continue
      if (skip-- > 0 || bestBehind < 0) {
        best = alone
        bestBehind = -1
        bestWay = own
      } else skip = drawSkip()
    }
    state.insert(task, bestBehind < 0 ? state.freshHead() : bestBehind, bestWay)
    return true
  }

  return (removed, count) => {
    sort(removed, count)
    for (let at = 0; at < count; at++) {
      const task = removed[at]!
      // Where none of its nearest has room, any other may.
      if (!place(task, near, task * width, width)) place(task, all, 0, tasks)
    }
  }
}
