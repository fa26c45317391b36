import { takeUpGrown } from './begin-deployments.ts'
import type { DeploymentProblem } from './deployment-choice.ts'
import type { DeploymentState } from './deployment-state.ts'

/**
 * Makes a choice keep size and budget again, at the least cost that is quickly found: what is too small is let go, then
 * the areas of the lowest rate while too much is spent, and what is left is spent on deployment areas grown anew.
 * What must be in stays, so that a choice may still break conditions afterwards.
 */
export const repairDeployments = (problem: DeploymentProblem, state: DeploymentState): void => {
  const { expected, weight, homes, smallest, capacity, include } = problem
  const pinned = new Set(include)
  const letGo = (members: readonly number[]): void => {
    for (const area of members) state.assign(area, -1)
  }
  const loose = (members: readonly number[]): boolean => !members.some((area) => pinned.has(area))
  for (const members of state.toDeployments()) {
    if (state.homes[state.of[members[0]!]!]! < smallest && loose(members)) letGo(members)
  }
  const rate = (area: number): number => expected[area]! / weight[area]!
  const order = state
    .toDeployments()
    .flat()
    .toSorted((a, b) => rate(a) - rate(b) || a - b)
  for (const area of order) {
    if (state.load <= capacity) break
    const left = state.homes[state.of[area]!]! - homes[area]!
    if (pinned.has(area) || left < smallest || left <= 0 || state.holdsTogether(area)) continue
    const [deployment, lacking] = [state.of[area]!, state.floorShortage]
    state.assign(area, -1)
    if (state.floorShortage > lacking) state.assign(area, deployment)
  }
  const worth = (members: readonly number[]): number =>
    members.reduce((total, area) => total + expected[area]!, 0) /
    members.reduce((total, area) => total + weight[area]!, 0)
  for (const members of state.toDeployments().toSorted((a, b) => worth(a) - worth(b))) {
    if (state.load <= capacity) break
    if (loose(members)) letGo(members)
  }
  takeUpGrown(problem, state)
}
