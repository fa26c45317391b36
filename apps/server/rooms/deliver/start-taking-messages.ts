import { setTimeout as sleep } from 'node:timers/promises'
import { openMailServer } from '../../foundation/messages/mail-server.ts'
import type { JobParts } from '../../foundation/room/room.ts'
import { takeMessages } from './card-requests/take-messages.ts'
import { takeKitMessages } from './kit-statements/take-kit-messages.ts'
import { sendLetters } from './letters/send-letters.ts'
import { takeHeldAsks } from './letters/take-held-asks.ts'

const tenSeconds = 10_000

/**
 * Takes what residents say to their homes for as long as the server runs, and writes to whoever asked: phones may tell of a
 * card or a kit hours after it was left. What fails is tried again.
 */
export const startTakingMessages = ({
  database,
  logger,
  mail,
  publicUrl,
}: JobParts): { stop: () => Promise<void> } => {
  const server = mail && openMailServer(mail)
  const ending = new AbortController()
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        await takeMessages(database)
        await takeKitMessages(database)
        await takeHeldAsks(database, server !== undefined)
        if (server) await sendLetters(database, server, publicUrl())
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
      server?.close()
    },
  }
}
