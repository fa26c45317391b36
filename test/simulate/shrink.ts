import { calm, type Weather } from './weather.ts'
import type { Plan } from './plan.ts'

/** Plans that leave out a part of the steps, the largest parts first. */
const shorter = ({ steps, ...plan }: Plan, size: number): Plan[] =>
  Array.from({ length: Math.ceil(steps.length / size) }, (_, at) => ({
    ...plan,
    steps: [...steps.slice(0, at * size), ...steps.slice((at + 1) * size)],
  }))

/**
 * A smaller plan under which it still goes wrong: without every step and every kind of weather that it can do without. Runs at
 * most so many plans.
 */
export const shrink = async (
  failing: Plan,
  fails: (plan: Plan) => Promise<boolean>,
  most = 400,
): Promise<Plan> => {
  let plan = failing
  let runs = 0
  const tries = async (smaller: Plan): Promise<boolean> => {
    if (runs++ >= most || !(await fails(smaller))) return false
    plan = smaller
    return true
  }
  for (const kind of Object.keys(calm) as (keyof Weather)[])
    await tries({ ...plan, weather: { ...plan.weather, [kind]: 0 } })
  for (let size = Math.ceil(plan.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    let found = true
    while (found) {
      found = false
      for (const smaller of shorter(plan, size)) {
        if (smaller.steps.length === plan.steps.length || !(await tries(smaller))) continue
        found = true
        break
      }
    }
  }
  return plan
}
