import type { RoutingProblem } from './routing-problem.ts'

/**
 * Ways in which tasks are done: task t forwards is way `t * modes`, backwards `t * modes + 1`; `modes` is 1 where no task
 * may be turned. The last two ways are the beginning and the end of every round.
 */
export type Steps = {
  readonly modes: number
  readonly ways: number
  /** Cost from the end of way a to the beginning of way b, `step[a * ways + b]`. */
  readonly step: Float64Array
}

export const stepsOf = ({ places, between, from, to, twoWay, begin, end }: RoutingProblem): Steps => {
  const modes = twoWay.includes(1) ? 2 : 1
  const ways = from.length * modes + 2
  const first = new Int32Array(ways)
  const last = new Int32Array(ways)
  for (let way = 0; way < ways - 2; way++) {
    const task = Math.floor(way / modes)
    first[way] = way % modes === 0 ? from[task]! : to[task]!
    last[way] = way % modes === 0 ? to[task]! : from[task]!
  }
  // Nothing comes before the beginning or after the end; −1 is any place.
  first[ways - 2] = last[ways - 1] = -1
  last[ways - 2] = begin ?? -1
  first[ways - 1] = end ?? -1
  const step = new Float64Array(ways * ways)
  for (let a = 0; a < ways; a++) {
    for (let b = 0; b < ways; b++) {
      if (last[a]! >= 0 && first[b]! >= 0) step[a * ways + b] = between[last[a]! * places + first[b]!]!
    }
  }
  // A round without a task is none, and costs nothing.
  step[(ways - 2) * ways + ways - 1] = 0
  return { modes, ways, step }
}

/** Tasks near each task, `width` of them from `near[task * width]` on, the nearest first. */
export type Nearest = { readonly width: number; readonly near: Int32Array }

/** For each task the nearest others, from whichever end to whichever end, the nearest first: tasks × `width`. */
export const nearestTasks = (tasks: number, { modes, ways, step }: Steps, most: number): Nearest => {
  const width = Math.max(0, Math.min(tasks - 1, most))
  const near = new Int32Array(tasks * width)
  const distance = new Float64Array(tasks)
  for (let task = 0; task < tasks; task++) {
    for (let other = 0; other < tasks; other++) {
      let least = Infinity
      for (let a = task * modes; a < (task + 1) * modes; a++) {
        for (let b = other * modes; b < (other + 1) * modes; b++) {
          least = Math.min(least, step[a * ways + b]!, step[b * ways + a]!)
        }
      }
      distance[other] = least
    }
    distance[task] = Infinity
    // Only those within the width are put in order: to sort all of a thousand tasks takes longer than to plan with them.
    const limit = width > 0 ? distance.toSorted()[width - 1]! : 0
    const [closer, level]: [number[], number[]] = [[], []]
    for (let other = 0; other < tasks; other++) {
      if (distance[other]! < limit) closer.push(other)
      else if (distance[other] === limit && other !== task) level.push(other)
    }
    closer.sort((a, b) => distance[a]! - distance[b]! || a - b)
    near.set([...closer, ...level].slice(0, width), task * width)
  }
  return { width, near }
}
