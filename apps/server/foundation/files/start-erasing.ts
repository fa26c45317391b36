import type { FastifyBaseLogger } from 'fastify'
import { actingAs } from '../access/acting-as.ts'
import type { Database } from '../database.ts'
import { londonToday } from '../days.ts'
import { repeatEvery, type Repeated } from '../repeat-every.ts'
import { dropPiecesBefore } from '../phones/drop-pieces.ts'
import { eraseFilesBefore } from './files.ts'

const oneHour = 3_600_000

/** For so many milliseconds pieces wait for the rest of their picture: longer than a phone keeps one. */
const piecesWait = 30 * 86_400_000

/** Erases pictures that were kept for as long as they may be, for as long as the server runs. What fails is tried again. */
export const startErasing = (database: Database, logger: FastifyBaseLogger): Repeated => {
  const actor = actingAs('fileRetention', 'product: retention of files')
  return repeatEvery(
    oneHour,
    () =>
      database.keepHouse(actor, 'erase pictures that had their time', async (tx) => {
        await eraseFilesBefore(tx, londonToday())
        await dropPiecesBefore(tx, new Date(Date.now() - piecesWait))
      }),
    (error) => logger.error({ err: error }, 'pictures that had their time could not be erased'),
  )
}
