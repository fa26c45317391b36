import { phasedPower, type PowerQuestion } from '@mettrace/analysis/power/phased-power'
import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'

answerInWorker((question: PowerQuestion, report) =>
  phasedPower(question, (done, of) => report(done, of, 'sizes of effect')),
)
