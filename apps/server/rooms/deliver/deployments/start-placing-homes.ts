import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../../foundation/database.ts'
import { repeatEvery, type Repeated } from '../../../foundation/repeat-every.ts'
import { placeHomesOfDeployments } from './place-homes.ts'

const aMinute = 60_000

/**
 * Finds the areas of homes in deployments for as long as the server runs: at once, and every minute, since deployments are
 * approved, homes come, and boundaries change. What fails is tried again.
 */
export const startPlacingHomes = (database: Database, logger: FastifyBaseLogger): Repeated =>
  repeatEvery(
    aMinute,
    () => placeHomesOfDeployments(database),
    (error) => logger.error({ err: error }, 'the areas of homes could not be found'),
  )
