import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'
import { deploymentPlansForKits } from './deployment-plan.ts'
import type { DeploymentWork } from './deployment-worker.ts'

/** Other numbers of kits to plan for. */
export type OtherKitsWork = DeploymentWork & { others: readonly number[] }

answerInWorker(({ risk, question, ground, others }: OtherKitsWork) =>
  deploymentPlansForKits(risk, question, ground, others),
)
