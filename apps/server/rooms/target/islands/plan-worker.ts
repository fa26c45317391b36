import { chooseDeployments } from '@mettrace/analysis/plan/choose-deployments'
import type { DeploymentChoice } from '@mettrace/analysis/plan/deployment-choice'
import type { PlanChoice, PlanMoved } from '../plan/plan-choice.ts'

let choice: DeploymentChoice | undefined
let start: number[][] = []

const begin = (data: PlanChoice): void => {
  const { homes, expected, neighbours, group, floors, most, deployments, ...conditions } = data
  choice = {
    ...conditions,
    homes: Float64Array.from(homes),
    expected: Float64Array.from(expected),
    neighbours: { start: Int32Array.from(neighbours.start), list: Int32Array.from(neighbours.list) },
    ...(most === null ? {} : { most }),
    ...(floors.length > 0 ? { group: Int32Array.from(group), floors } : {}),
  }
  start = deployments
}

const move = (kits: number): PlanMoved => {
  if (!choice) throw new RangeError('the choice was not begun')
  try {
    const { floors: _, ...withoutFloors } = choice
    // What floors cost is not asked while a slider moves: it would take a second plan.
    const answer = chooseDeployments({ ...(choice.floors ? choice : withoutFloors), kits, start })
    start = answer.deployments
    return {
      kits,
      areas: answer.deployments.length,
      chosen: answer.deployments.flat(),
      kitsUsed: answer.kitsUsed,
      expected: answer.expected,
      gap: answer.gap,
    }
  } catch (error) {
    if (error instanceof RangeError) return { kits, cannot: error.message }
    throw error
  }
}

addEventListener('message', ({ data }: MessageEvent<{ choice: PlanChoice } | { kits: number }>) => {
  if ('choice' in data) begin(data.choice)
  else postMessage(move(data.kits))
})
