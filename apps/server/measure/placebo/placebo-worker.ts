import {
  correctedProgrammes,
  type CorrectedInputs,
} from '@mettrace/analysis/effect/placebo/correct-programmes'
import { answerInWorker } from '../../foundation/answer-in-worker.ts'
import type { PlaceboRow } from './placebo.ts'

answerInWorker((inputs: CorrectedInputs): PlaceboRow[] =>
  correctedProgrammes(inputs).map(({ part: _part, ...row }) => row),
)
