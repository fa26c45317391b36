import type { Database } from '../../../foundation/database.ts'
import { rememberedWork } from '../../../foundation/jobs/memory.ts'
import { inWorker } from '../../../foundation/jobs/pool.ts'
import type { Wanted } from '../../../foundation/jobs/work.ts'
import type { OutlookQuestion, PlaceForecast } from './outlook.ts'

const worker = new URL('forecast-worker.ts', import.meta.url)

/** A forecast as it waits for its turn. */
export const wantedForecast = (question: OutlookQuestion): Wanted => ({
  name: 'forecast of saturation',
  restsOn: [question],
  words: 'The forecast',
  seconds: 120,
})

/** The forecast of a place, from memory or a thread. No transaction may be open. */
export const madeForecast = (
  database: Database,
  person: string,
  question: OutlookQuestion,
): Promise<PlaceForecast> =>
  rememberedWork(database, person, wantedForecast(question), () =>
    inWorker<OutlookQuestion, PlaceForecast>(worker, question),
  )
