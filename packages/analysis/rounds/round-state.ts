import type { Round, RoutingProblem } from './routing-problem.ts'
import type { Steps } from './steps.ts'

/**
 * Rounds as linked lists that can go back to how they were. Nodes are the tasks, then a head and a tail for each round
 * there may be, which are as many as tasks.
 */
export type RoundState = {
  readonly next: Int32Array
  readonly previous: Int32Array
  /** In which way each node is done. */
  readonly wayOf: Int32Array
  /** Round of each node, −1 for a task that is in none. */
  readonly roundOf: Int32Array
  /** Of each round: load, tasks, and what its ways and tasks cost. */
  readonly load: Float64Array
  readonly size: Int32Array
  readonly minutes: Float64Array
  /** The objective. */
  readonly total: () => number
  /** Rounds that have a task. */
  readonly rounds: () => number
  /** Head of the first round without a task. */
  readonly freshHead: () => number
  readonly remove: (task: number) => void
  /** Puts a task behind a node, done in a way. */
  readonly insert: (task: number, behind: number, way: number) => void
  /** What the objective gains when the minutes of a round grow by some. */
  readonly offBalance: (round: number, more: number) => number
  /** Turns tasks of the rounds changed since `keep` so that each costs least in its order. */
  readonly turnChanged: () => void
  /** Goes on from here; goes back to where that was last done. */
  readonly keep: () => void
  readonly goBack: () => void
  readonly copy: () => Round[]
}

export const roundState = (problem: RoutingProblem, { modes, ways, step }: Steps): RoundState => {
  const { twoWay, service, load: loads, perRound, balance } = problem
  const tasks = loads.length
  const nodes = 3 * tasks
  const [next, previous, wayOf] = [new Int32Array(nodes), new Int32Array(nodes), new Int32Array(nodes)]
  const roundOf = new Int32Array(nodes).fill(-1)
  const [load, minutes, size] = [new Float64Array(tasks), new Float64Array(tasks), new Int32Array(tasks)]
  let total = 0
  let totalKept = 0
  let rounds = 0
  let roundsKept = 0

  /** Rounds changed since `keep`, and of each its load, minutes and size, its tasks and their ways as they were. */
  const changed = new Int32Array(tasks)
  const isChanged = new Uint8Array(tasks)
  let changes = 0
  const [loadKept, minutesKept, sizeKept] = [
    new Float64Array(tasks),
    new Float64Array(tasks),
    new Int32Array(tasks),
  ]
  const [tasksKept, waysKept] = [new Int32Array(tasks), new Int32Array(tasks)]
  let kept = 0
  const touch = (round: number): void => {
    if (isChanged[round] === 1) return
    isChanged[round] = 1
    changed[changes] = round
    loadKept[changes] = load[round]!
    minutesKept[changes] = minutes[round]!
    sizeKept[changes++] = size[round]!
    const tail = tasks + 2 * round + 1
    for (let task = next[tail - 1]!; task !== tail; task = next[task]!) {
      tasksKept[kept] = task
      waysKept[kept++] = wayOf[task]!
    }
  }

  const link = (before: number, after: number): void => {
    next[before] = after
    previous[after] = before
  }
  const penalty = (round: number): number =>
    balance && size[round]! > 0 ? balance.weight * Math.abs(minutes[round]! - balance.target) : 0
  const change = (round: number, task: number, by: 1 | -1, steps: number): void => {
    const before = penalty(round)
    const more = steps + by * service[task]!
    if (by === 1 && size[round] === 0) {
      rounds++
      total += perRound
    }
    size[round]! += by
    load[round]! += by * loads[task]!
    minutes[round]! += more
    if (size[round] === 0) {
      rounds--
      total -= perRound
      load[round] = minutes[round] = 0
    }
    total += more + penalty(round) - before
  }
  const detour = (before: number, way: number, after: number): number => {
    const [a, b] = [wayOf[before]!, wayOf[after]!]
    return step[a * ways + way]! + step[way * ways + b]! - step[a * ways + b]!
  }

  /** Of each task in order, done forwards and done backwards: whether the one before is then best done backwards. */
  const turnedBefore = new Uint8Array(2 * tasks + 2)
  const turn = (round: number): void => {
    const tail = tasks + 2 * round + 1
    let [forwards, backwards, now, at] = [0, Infinity, 0, 0]
    let way = ways - 2
    for (let node = next[tail - 1]!; ; node = next[node]!, at += 2) {
      now += step[wayOf[previous[node]!]! * ways + wayOf[node]!]!
      const other = node === tail ? ways - 1 : 2 * node
      // A head has no second way: its cost backwards is infinite, and any finite step will do.
      const second = way === ways - 2 ? way : way + 1
      const costs = [Infinity, Infinity]
      for (let mode = 0; mode < (node < tasks ? 1 + twoWay[node]! : 1); mode++) {
        const straight = forwards + step[way * ways + other + mode]!
        const turned = backwards + step[second * ways + other + mode]!
        turnedBefore[at + mode] = turned < straight ? 1 : 0
        costs[mode] = Math.min(straight, turned)
      }
      ;[forwards, backwards] = costs as [number, number]
      way = other
      if (node === tail) break
    }
    if (forwards > now - 1e-9) return
    let mode = turnedBefore[at]!
    for (let node = previous[tail]!; node >= 0 && node < tasks; node = previous[node]!) {
      at -= 2
      wayOf[node] = 2 * node + mode
      mode = turnedBefore[at + mode]!
    }
    const before = penalty(round)
    minutes[round]! += forwards - now
    total += forwards - now + penalty(round) - before
  }

  for (let round = 0; round < tasks; round++) {
    const head = tasks + 2 * round
    link(head, head + 1)
    wayOf[head] = ways - 2
    wayOf[head + 1] = ways - 1
    roundOf[head] = roundOf[head + 1] = round
  }
  return {
    next,
    previous,
    wayOf,
    roundOf,
    load,
    size,
    minutes,
    total: () => total,
    rounds: () => rounds,
    freshHead: () => tasks + 2 * size.indexOf(0),
    remove: (task) => {
      const [before, after, round] = [previous[task]!, next[task]!, roundOf[task]!]
      touch(round)
      link(before, after)
      roundOf[task] = -1
      change(round, task, -1, -detour(before, wayOf[task]!, after))
    },
    insert: (task, behind, way) => {
      const [after, round] = [next[behind]!, roundOf[behind]!]
      touch(round)
      const more = detour(behind, way, after)
      link(behind, task)
      link(task, after)
      wayOf[task] = way
      roundOf[task] = round
      change(round, task, 1, more)
    },
    offBalance: (round, more) => {
      const off = minutes[round]! - balance!.target
      return balance!.weight * (Math.abs(off + more) - Math.abs(off))
    },
    turnChanged: () => {
      if (modes === 1) return
      for (let at = 0; at < changes; at++) if (size[changed[at]!]! > 0) turn(changed[at]!)
    },
    keep: () => {
      for (let at = 0; at < changes; at++) isChanged[changed[at]!] = 0
      changes = kept = 0
      totalKept = total
      roundsKept = rounds
    },
    goBack: () => {
      for (let each = 0; each < changes; each++) {
        const tail = tasks + 2 * changed[each]! + 1
        for (let task = next[tail - 1]!; task !== tail; task = next[task]!) roundOf[task] = -1
      }
      let at = 0
      for (let each = 0; each < changes; each++) {
        const round = changed[each]!
        const tail = tasks + 2 * round + 1
        let last = tail - 1
        for (const end = at + sizeKept[each]!; at < end; at++) {
          const task = tasksKept[at]!
          link(last, task)
          wayOf[task] = waysKept[at]!
          roundOf[task] = round
          last = task
        }
        link(last, tail)
        load[round] = loadKept[each]!
        minutes[round] = minutesKept[each]!
        size[round] = sizeKept[each]!
        isChanged[round] = 0
      }
      changes = kept = 0
      total = totalKept
      rounds = roundsKept
    },
    copy: () => {
      const copies: Round[] = []
      for (let round = 0; round < tasks; round++) {
        if (size[round] === 0) continue
        const order = new Int32Array(size[round]!)
        const tail = tasks + 2 * round + 1
        for (let task = next[tail - 1]!, at = 0; task !== tail; task = next[task]!) order[at++] = task
        copies.push({
          tasks: order,
          backwards: Uint8Array.from(order, (task) => wayOf[task]! - task * modes),
        })
      }
      return copies
    },
  }
}
