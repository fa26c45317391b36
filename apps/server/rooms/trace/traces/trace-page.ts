import type { FastifyReply } from 'fastify'
import { londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { exhibitsNamed } from '../exhibits/named-exhibits.ts'
import { tracePaths as paths } from '../paths.ts'
import { keepTrace, kitsOf, reasonOf } from './asked.ts'
import { traceFrom, traceValues, type TraceValues } from './trace-form.ts'

const show = (
  reply: FastifyReply,
  { values, errors, status }: { values: TraceValues; errors: ErrorAtField[]; status: number },
): FastifyReply =>
  sendPage(reply, status, 'rooms/trace/traces/trace.njk', {
    room: 'Trace',
    page: 'Trace a code',
    act: uuidv7(),
    values,
    errors,
  })

/** From a reading to its owners: what is asked, for which case and why. The code travels in the body, never in an address. */
export const answers: Answers = ({ database, clock }) => {
  return {
    trace: async (request, reply) => {
      await readPage(database, request, 'trace a code: the form', async () => undefined)
      const values = traceValues({ day: londonDay(clock()) })
      return show(reply, { values, errors: [], status: 200 })
    },
    findTrace: async (request, reply) => {
      const { values, asked, errors } = traceFrom(sentForm(request.body), londonDay(clock()))
      const faults = await readPage(database, request, 'trace a code', async (tx) => {
        const named =
          values.exhibit === ''
            ? { exhibits: [], errors: [] }
            : await exhibitsNamed(tx, values.exhibit, 'exhibit')
        const all = [...errors, ...named.errors]
        if (all.length > 0) return all
        const found = await kitsOf(tx, values.reading, reasonOf(asked))
        await keepTrace(
          tx,
          request.actor.id,
          Object.assign({}, asked, { exhibit: named.exhibits[0]?.id ?? null }),
          { ...found, fitting: found.kits.length },
        )
        return []
      })
      if (faults.length > 0) return show(reply, { values, errors: faults, status: 400 })
      return reply.redirect(paths.traced({ id: asked.id }), 303)
    },
  }
}
