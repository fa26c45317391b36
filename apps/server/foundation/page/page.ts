import type { FastifyRequest } from 'fastify'
import type { Database } from '../database.ts'
import type { Transaction } from '../with-actor.ts'

/** What every page says of what it shows, besides its own words. */
export type Frame = {
  /** Whether the city is a demonstration. */
  madeUp: boolean
}

declare module 'fastify' {
  interface FastifyInstance {
    /** How the frame is read; the parts below know what it says. */
    readFrame: (tx: Transaction) => Promise<Frame>
  }
  interface FastifyRequest {
    /** The frame of the page that answers, once it is read. */
    frame: Frame | undefined
  }
}

/**
 * The one transaction of a page, as whoever sent the request: its frame, and what `read` asks. What takes long, in a
 * thread or in another role, comes after it: no transaction is open meanwhile.
 */
export const readPage = <T>(
  database: Database,
  request: FastifyRequest,
  purpose: string,
  read: (tx: Transaction) => Promise<T>,
): Promise<T> =>
  database.withActor(request.actor, purpose, async (tx) => {
    request.frame ??= await request.server.readFrame(tx)
    return read(tx)
  })
