import type { FastifyReply } from 'fastify'
import { londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { exhibitsNamed, linesOf } from '../exhibits/named-exhibits.ts'
import { tracePaths as paths } from '../paths.ts'
import { askTrace } from './ask-trace.ts'
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
      const today = londonDay(clock())
      const { values, asked, method, errors } = traceFrom(sentForm(request.body), today)
      const named = await readPage(database, request, 'trace a code: the exhibit', async (tx) =>
        values.exhibit === '' ? { exhibits: [], errors: [] } : exhibitsNamed(tx, values.exhibit, 'exhibit'),
      )
      const faults = [...errors, ...named.errors]
      if (linesOf(values.exhibit).length > 1) faults.push({ text: 'Enter one exhibit', href: '#exhibit' })
      if (faults.length > 0) return show(reply, { values, errors: faults, status: 400 })
      const done = await askTrace(
        database,
        request.actor,
        Object.assign(asked, { exhibit: named.exhibits[0]?.id ?? null }),
        { text: values.reading, partial: values.partial, method, on: today },
      )
      if ('wrong' in done)
        return show(reply, { values, errors: [{ text: done.wrong, href: '#reading' }], status: 400 })
      return reply.redirect(paths.traced({ id: asked.id }), 303)
    },
  }
}
