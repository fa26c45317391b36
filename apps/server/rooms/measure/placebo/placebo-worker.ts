import {
  correctedProgrammes,
  type CorrectedInputs,
} from '@mettrace/analysis/effect/placebo/correct-programmes'
import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'
import type { WorkedOut } from './placebo.ts'

answerInWorker((inputs: CorrectedInputs): WorkedOut[] =>
  correctedProgrammes(inputs).map(({ part: _part, ...row }) => row),
)
