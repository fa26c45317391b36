import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../../foundation/database.ts'
import { repeatEvery, type Repeated } from '../../../foundation/repeat-every.ts'
import { publishDue } from './publish-due.ts'

const anHour = 3_600_000

/**
 * Publishes reports on their day for as long as the server runs, whether or not anybody looks: at once, and every
 * `interval` milliseconds; stopped, it waits for a report that is being made. What cannot be published is written to the server's own log, and tried again.
 */
export const startPublishing = (
  database: Database,
  logger: FastifyBaseLogger,
  { now = () => new Date(), interval = anHour }: { now?: () => Date; interval?: number } = {},
): Repeated =>
  repeatEvery(
    interval,
    async (signal) => {
      for (const each of await publishDue(database, now(), { signal }))
        logger.warn(each, 'a report is due and cannot be made')
    },
    (error) => logger.error({ err: error }, 'publishing failed'),
  )
