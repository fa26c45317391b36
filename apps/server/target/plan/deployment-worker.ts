import { answerInWorker } from '../../foundation/answer-in-worker.ts'
import type { Risk } from '../types.ts'
import { deploymentPlan, deploymentPlansForKits } from './deployment-plan.ts'
import type { DeploymentPlan, DeploymentQuestion, Ground, OtherKitsPlan } from './deployment-types.ts'

export type DeploymentWork = {
  risk: Risk
  question: DeploymentQuestion
  ground: Ground
  /** Other numbers of kits to plan for. */
  others: readonly number[]
}
export type DeploymentAnswer = { plan: DeploymentPlan; others: OtherKitsPlan[] }

answerInWorker(({ risk, question, ground, others }: DeploymentWork): DeploymentAnswer => ({
  plan: deploymentPlan(risk, question, ground),
  others: others.length > 0 ? deploymentPlansForKits(risk, question, ground, others) : [],
}))
