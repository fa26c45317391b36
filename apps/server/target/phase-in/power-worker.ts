import { phasedPower, type PowerQuestion } from '@mettrace/analysis/power/phased-power'
import { answerInWorker } from '../../foundation/answer-in-worker.ts'

answerInWorker((question: PowerQuestion) => phasedPower(question))
