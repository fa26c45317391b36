import { answerInWorker } from '../../foundation/jobs/answer-in-worker.ts'
import { riskOfCounts } from './risk-of-counts.ts'
import type { CountedCity } from '../types.ts'

export type RiskWork = { city: CountedCity; months: number; level: number; until: number | undefined }

answerInWorker(({ city, months, level, until }: RiskWork) => riskOfCounts(city, months, level, until))
