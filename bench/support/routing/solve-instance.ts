import { postmanWalk } from '../../../packages/analysis/rounds/postman.ts'
import { streetsProblem, visitsProblem } from '../../../packages/analysis/rounds/problems.ts'
import { solveRounds, type Search } from '../../../packages/analysis/rounds/solve-rounds.ts'
import type { Instance } from './instance.ts'

/**
 * What the ways and the streets that are gone along cost together, by which published instances are compared; and whether
 * it is certain that nothing costs less.
 */
export const solveInstance = (instance: Instance, search: Search): { cost: number; exact: boolean } => {
  if (instance.kind === 'postman') return postmanWalk(instance.streets, instance.required, search)
  const problem =
    instance.kind === 'visits' ? visitsProblem(instance.visits) : streetsProblem(instance.streets, instance)
  const { costs } = solveRounds(problem, search)
  return { cost: costs.ways + costs.service, exact: false }
}
