import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../../foundation/database.ts'
import { publishDue } from './publish-due.ts'

const anHour = 3_600_000

export type Publishing = {
  /** Waits for a report that is being made, and makes no other. */
  stop: () => Promise<void>
}

/**
 * Publishes reports on their day for as long as the server runs, whether or not anybody looks: at once, and every
 * `interval` milliseconds. What cannot be published is written to the server's own log, and tried again.
 */
export const startPublishing = (
  database: Database,
  logger: FastifyBaseLogger,
  { now = () => new Date(), interval = anHour }: { now?: () => Date; interval?: number } = {},
): Publishing => {
  const ending = new AbortController()
  const pass = async (): Promise<void> => {
    try {
      for (const each of await publishDue(database, now(), { signal: ending.signal }))
        logger.warn(each, 'a report is due and cannot be made')
    } catch (error) {
      logger.error({ err: error }, 'publishing failed')
    }
  }
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await pass()
      await sleep(interval, undefined, { signal: ending.signal }).catch(() => undefined)
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
