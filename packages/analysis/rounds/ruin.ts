import type { Random } from './random.ts'
import type { RoundState } from './round-state.ts'
import type { Nearest } from './steps.ts'

/** Tasks removed at a time on average, the longest string, and which strings spare some of their middle (section 6.1). */
const meanRemoved = 10
const longestString = 10
const splitShare = 0.5
const sparedMore = 0.01

/**
 * Removes strings of tasks near each other from rounds near each other, into `removed`, and returns how many:
 * Christiaens and Vanden Berghe 2020, "Slack induction by string removals for vehicle routing problems",
 * doi 10.1287/trsc.2019.0914. A round of more than two strings may lose several, or a single tour would change in one
 * place only.
 */
export const stringRemoval = (
  state: RoundState,
  { width, near }: Nearest,
  { unit, below }: Random,
): ((removed: Int32Array) => number) => {
  const { next, previous, roundOf, size } = state
  const tasks = size.length
  const ruinedIn = new Int32Array(tasks)
  let ruin = 0

  /** First task of a random string of a length that holds the task. */
  const firstOf = (task: number, length: number): number => {
    let [before, after] = [0, 0]
    for (let node = previous[task]!; node < tasks && before < length - 1; node = previous[node]!) before++
    for (let node = next[task]!; node < tasks && after < length - 1; node = next[node]!) after++
    const least = length - 1 - after
    let first = task
    for (let back = least + below(before - least + 1); back > 0; back--) first = previous[first]!
    return first
  }

  return (removed) => {
    ruin++
    let count = 0
    const longest = Math.min(longestString, tasks / state.rounds())
    const seed = below(tasks)
    let strings = Math.floor(1 + unit() * ((4 * meanRemoved) / (1 + longest) - 1))
    for (let at = -1; at < width && strings > 0; at++) {
      const task = at < 0 ? seed : near[seed * width + at]!
      const round = roundOf[task]!
      if (round < 0 || ruinedIn[round] === ruin) continue
      if (size[round]! <= 2 * longestString) ruinedIn[round] = ruin
      strings--
      const length = Math.floor(1 + unit() * Math.min(size[round]!, longest))
      let spared = 0
      if (length > 1 && length < size[round]! && unit() < splitShare) {
        spared = 1
        while (length + spared < size[round]! && unit() < sparedMore) spared++
      }
      let node = firstOf(task, length + spared)
      const sparedFrom = spared > 0 ? 1 + below(length - 1) : length
      for (let step = 0; step < length + spared && node < tasks; step++) {
        const after = next[node]!
        if (step < sparedFrom || step >= sparedFrom + spared) {
          state.remove(node)
          removed[count++] = node
        }
        node = after
      }
    }
    return count
  }
}
