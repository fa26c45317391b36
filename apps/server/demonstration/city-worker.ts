import { makeCity } from '@mettrace/demo/city'
import { answerInWorker } from '../foundation/jobs/answer-in-worker.ts'
import { daysSince, writeCityFiles } from './city-files.ts'

export type CityWork = { homes: number; seed: number; until: string; folder: string }

answerInWorker(({ homes, seed, until, folder }: CityWork) =>
  writeCityFiles(makeCity(homes, seed, daysSince(until)), folder, until),
)
