import { openMailServer } from '../../foundation/messages/mail-server.ts'
import { repeatEvery, type Repeated } from '../../foundation/repeat-every.ts'
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
export const startTakingMessages = ({ database, logger, mail, publicUrl }: JobParts): Repeated => {
  const server = mail && openMailServer(mail)
  const works: (() => Promise<unknown>)[] = [
    () => takeMessages(database),
    () => takeKitMessages(database),
    () => takeHeldAsks(database, server !== undefined),
    ...(server ? [() => sendLetters(database, server, publicUrl())] : []),
  ]
  const failed = (error: unknown): void =>
    logger.error({ err: error }, 'messages of residents could not be taken')
  const { stop } = repeatEvery(
    tenSeconds,
    async () => {
      // One that fails holds up none of the others.
      for (const work of works) await work().catch(failed)
    },
    failed,
  )
  return {
    stop: async () => {
      await stop()
      server?.close()
    },
  }
}
