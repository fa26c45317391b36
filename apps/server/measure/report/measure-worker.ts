import { answerInWorker } from '../../foundation/answer-in-worker.ts'
import { measureProgramme, type MeasureQuestion } from './measure-programme.ts'

answerInWorker(measureProgramme satisfies (question: MeasureQuestion) => unknown)
