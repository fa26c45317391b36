import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../../foundation/database.ts'
import { placeHomesOfDeployments } from './place-homes.ts'

const aMinute = 60_000

/**
 * Finds the areas of homes in deployments for as long as the server runs: at once, and every minute, since deployments are
 * approved, homes come, and boundaries change. What fails is tried again.
 */
export const startPlacingHomes = (
  database: Database,
  logger: FastifyBaseLogger,
): { stop: () => Promise<void> } => {
  const ending = new AbortController()
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        await placeHomesOfDeployments(database)
      } catch (error) {
        logger.error({ err: error }, 'the areas of homes could not be found')
      }
      await sleep(aMinute, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  }
  const running = loop()
  return {
    stop: async () => {
      ending.abort()
      await running
    },
  }
}
