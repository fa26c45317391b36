import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'
import type { Risk } from '../../../crime/types.ts'
import { deploymentPlan } from './deployment-plan.ts'
import type { DeploymentQuestion, Ground } from './deployment-types.ts'

export type DeploymentWork = { risk: Risk; question: DeploymentQuestion; ground: Ground }

answerInWorker(({ risk, question, ground }: DeploymentWork) => deploymentPlan(risk, question, ground))
