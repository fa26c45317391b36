import {
  permutedStatistics,
  type PermutedQuestion,
} from '@mettrace/analysis/effect/two-way-poisson/permuted-starts'
import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'

export type OrdersQuestion = PermutedQuestion & {
  /** As asked for: where the orders are few all of them are gone through, however many these are. */
  asked: number
  draws: { seed: number; from: number; to: number }
}

answerInWorker(({ asked, draws, ...question }: OrdersQuestion) =>
  permutedStatistics(question, { ...draws, draws: asked }),
)
