import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { actingAs } from '../access/acting-as.ts'
import type { Database } from '../database.ts'
import { londonToday } from '../days.ts'
import { eraseFilesBefore } from './files.ts'

const oneHour = 3_600_000

/** Erases pictures that were kept for as long as they may be, for as long as the server runs. What fails is tried again. */
export const startErasing = (
  database: Database,
  logger: FastifyBaseLogger,
): { stop: () => Promise<void> } => {
  const ending = new AbortController()
  const actor = actingAs('fileRetention', 'product: retention of files')
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        await database.keepHouse(actor, 'erase pictures that had their time', (tx) =>
          eraseFilesBefore(tx, londonToday()),
        )
      } catch (error) {
        logger.error({ err: error }, 'pictures that had their time could not be erased')
      }
      await sleep(oneHour, undefined, { signal: ending.signal }).catch(() => undefined)
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
