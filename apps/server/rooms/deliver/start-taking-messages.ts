import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../foundation/database.ts'
import { takeMessages } from './card-requests/take-messages.ts'
import { takeKitMessages } from './kit-statements/take-kit-messages.ts'

const tenSeconds = 10_000

/** Takes what residents say to their homes for as long as the server runs: phones may tell of a card or a kit hours after it was left. What fails is tried again. */
export const startTakingMessages = (
  database: Database,
  logger: FastifyBaseLogger,
): { stop: () => Promise<void> } => {
  const ending = new AbortController()
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        await takeMessages(database)
        await takeKitMessages(database)
      } catch (error) {
        logger.error({ err: error }, 'messages of residents could not be taken')
      }
      await sleep(tenSeconds, undefined, { signal: ending.signal }).catch(() => undefined)
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
