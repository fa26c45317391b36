import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { actingAs } from '../../../foundation/access/acting-as.ts'
import type { Database } from '../../../foundation/database.ts'
import { changeRecords } from '../../../foundation/records/records.ts'

/**
 * Takes what was said by cards to the homes that they were left at, and forgets what no card was found for in time.
 * Returns how many homes. Logs each.
 */
export const takeMessages = (database: Database): Promise<number> =>
  database.keepHouse(actingAs('cardMessages', 'cards'), 'messages by cards', async (tx) => {
    const { touched } = await changeRecords<{ home: string }>(
      tx,
      { operation: 'collection', kind: 'home', of: ({ home }) => home },
      'select home from engagement.take_card_messages() home',
      [],
    )
    return touched
  })

const tenSeconds = 10_000

/** Does so for as long as the server runs: phones may tell of a card hours after it was left. What fails is tried again. */
export const startTakingMessages = (
  database: Database,
  logger: FastifyBaseLogger,
): { stop: () => Promise<void> } => {
  const ending = new AbortController()
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        await takeMessages(database)
      } catch (error) {
        logger.error({ err: error }, 'messages by cards could not be taken')
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
