import { priceLadder, type LinearForecast, type Rung } from '@mettrace/analysis/ladder/price-ladder'
import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'
import { deploymentPlan } from '../plan/deployment-plan.ts'
import type { DeploymentQuestion, Ground } from '../plan/deployment-types.ts'
import type { Risk } from '../../../crime/types.ts'

export type LadderWork = {
  risk: Risk
  question: Omit<DeploymentQuestion, 'kits'>
  ground: Ground
  budgets: readonly number[]
  prices: readonly number[]
  forecast: LinearForecast
}

answerInWorker(({ risk, question, ground, budgets, prices, forecast }: LadderWork, report): Rung[] => {
  let done = 0
  return priceLadder(budgets, prices, forecast, (kits) => {
    report(done++, budgets.length * prices.length, 'rungs')
    const { areas, homes, kitsUsed, expected, low, high } = deploymentPlan(
      risk,
      { ...question, kits },
      ground,
    )
    return { areas: areas.length, homes, kitsUsed, expected, low, high }
  })
})
