import { placeboEffects, type PlaceboPlan } from '@mettrace/analysis/effect/synthetic/placebo'
import type { SyntheticQuestion } from '@mettrace/analysis/effect/synthetic/synthetic-effect'
import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'

export type SyntheticPlacebos = {
  question: SyntheticQuestion
  plan: PlaceboPlan
  draws: { seed: number; from: number; to: number }
}

answerInWorker(({ question, plan, draws }: SyntheticPlacebos) => placeboEffects(question, plan, draws))
