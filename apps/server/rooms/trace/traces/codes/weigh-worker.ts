import { answerInWorker } from '../../../../foundation/jobs/answer-in-worker.ts'
import { weighReading, type WeighQuestion } from './weigh-reading.ts'

answerInWorker((question: WeighQuestion) => weighReading(question))
