import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'
import { forecastOfPlace, type OutlookQuestion } from './outlook.ts'

answerInWorker((question: OutlookQuestion) => forecastOfPlace(question))
