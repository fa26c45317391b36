import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'
import { measureProgramme, type MeasureQuestion } from './measure-programme.ts'

answerInWorker((question: MeasureQuestion, report) =>
  measureProgramme(question, (done, of) => report(done, of, 'parts of the report')),
)
