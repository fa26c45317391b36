import { calibrationPlacebos, type CalibrationStudy } from '@mettrace/analysis/effect/calibration-effect'
import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'

export type PlaceboQuestion = {
  study: CalibrationStudy
  controls: Int32Array
  treatedCount: number
  draws: { seed: number; from: number; to: number }
}

answerInWorker(({ study, controls, treatedCount, draws }: PlaceboQuestion) =>
  calibrationPlacebos(study, controls, treatedCount, draws),
)
