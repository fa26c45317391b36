import type { Answers } from '../../../foundation/room/room.ts'
import { countsWatch } from './counts-watch.ts'

/** So long an answer waits for something to be written, milliseconds; then the browser asks again, and who it is is asked anew. */
const patience = 25_000
/** After so many milliseconds a browser asks again. */
const again = 1000

/** A mark as server-sent events carry it: https://html.spec.whatwg.org/multipage/server-sent-events.html */
const eventOf = (mark: string): string => `retry: ${again}\nid: ${mark}\nevent: counted\ndata: ${mark}\n\n`

/** Server-sent events, each in an answer of its own: that something was counted, and nothing of what. */
export const answers: Answers = ({ database, onClose }) => {
  const counted = countsWatch(database)
  const closing = new AbortController()
  onClose(async () => closing.abort())
  return {
    wallChanges: async (request, reply) => {
      const leaving = new AbortController()
      reply.raw.once('close', () => leaving.abort())
      const known = request.headers['last-event-id']
      const mark = await counted(
        typeof known === 'string' && known !== '' ? known : undefined,
        patience,
        AbortSignal.any([leaving.signal, closing.signal]),
      )
      return reply.type('text/event-stream').send(eventOf(mark))
    },
  }
}
