import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../foundation/database.ts'
import { londonToday } from '../foundation/days.ts'
import { lastImport } from '../places/import-session.ts'
import { demonstrationActor, demonstrationOf } from '../places/made-up-city.ts'
import { usualCity } from './usual-city.ts'

/** How far the made-up city is, for the page that is shown meanwhile; undefined while none is being made. */
export type CityProgress = { words: string | undefined; failed: boolean }

/** The city to make at the start: on an empty database the usual one, the same again after an interruption. */
const wantedCity = (database: Database): Promise<{ homes: number; seed: number } | undefined> =>
  database.withActor(demonstrationActor, 'is a made-up city wanted', async (tx) => {
    const demonstration = await demonstrationOf(tx)
    if (!demonstration) return (await lastImport(tx)) === null ? usualCity : undefined
    if (demonstration.state !== 'loading') return undefined
    return {
      homes: demonstration.homes ?? usualCity.homes,
      seed: demonstration.seed ?? usualCity.seed,
    }
  })

/** Makes the city beside the server, if one is wanted; settles when it is done or has failed. */
export const startWithCity = async (
  database: Database,
  progress: CityProgress,
  logger: FastifyBaseLogger,
  /** What is to be done once there is a city, before pages show it. */
  then: () => Promise<void>,
): Promise<void> => {
  try {
    const city = await wantedCity(database)
    if (!city) return
    progress.words = 'beginning'
    // Loaded when it is wanted: it brings every importer along.
    const { loadDemonstration } = await import('./load-demonstration.ts')
    await loadDemonstration(database, { ...city, until: londonToday() }, (words) => {
      progress.words = words
    })
    await then()
    progress.words = undefined
  } catch (error) {
    logger.error({ err: error }, 'the made-up city could not be made')
    progress.failed = true
  }
}
