import { deploymentProblem, type DeploymentChoice } from './deployment-choice.ts'
import { around, type Neighbours } from './neighbours.ts'

/** Whether each of the areas can be reached from the first through the others. */
const inOnePiece = (areas: readonly number[], neighbours: Neighbours): boolean => {
  const [first] = areas
  if (first === undefined) return false
  const unreached = new Set(areas)
  unreached.delete(first)
  const waiting = [first]
  for (let area = waiting.pop(); area !== undefined; area = waiting.pop()) {
    for (const other of around(neighbours, area)) if (unreached.delete(other)) waiting.push(other)
  }
  return unreached.size === 0
}

const total = (areas: readonly number[], of: Float64Array): number =>
  areas.reduce((sum, area) => sum + (of[area] ?? NaN), 0)

/**
 * Checks that deployment areas are what was asked for, apart from how they were found: each in one piece and of an
 * allowed size, no area twice, within the kits and the number, with everything that must be in and nothing that must
 * not, and the floors kept. Throws RangeError naming the first thing that is wrong.
 */
export const checkDeployments = (
  choice: DeploymentChoice,
  deployments: readonly (readonly number[])[],
): void => {
  const { homes, weight, capacity, neighbours, smallest, largest, most, free, include, floorOf, floors } =
    deploymentProblem(choice)
  const chosen = new Set<number>()
  for (const [at, areas] of deployments.entries()) {
    const name = `deployment area ${at}`
    for (const area of areas) {
      if (chosen.has(area)) throw new RangeError(`${name}: area ${area} is taken twice`)
      if (free[area] !== 1) throw new RangeError(`${name}: area ${area} must not be taken`)
      chosen.add(area)
    }
    if (!inOnePiece(areas, neighbours)) throw new RangeError(`${name} is not in one piece`)
    const size = total(areas, homes)
    if (size < smallest || size > largest)
      throw new RangeError(`${name} has ${size} homes, not ${smallest} to ${largest}`)
  }
  if (deployments.length > most)
    throw new RangeError(`there are ${deployments.length} deployment areas, more than ${most}`)
  for (const area of include) {
    if (!chosen.has(area)) throw new RangeError(`area ${area} must be taken`)
  }
  const all = [...chosen]
  const load = total(all, weight)
  if (!(load <= capacity)) throw new RangeError(`the deployment areas take ${load} of ${capacity}`)
  for (const [floor, least] of floors.entries()) {
    const spent = total(
      all.filter((area) => floorOf[area] === floor),
      weight,
    )
    if (spent < least)
      throw new RangeError(
        `group ${choice.floors?.[floor]?.group} gets ${spent}, less than its floor ${least}`,
      )
  }
}
