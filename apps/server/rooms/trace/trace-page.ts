import type { Answers } from '../../foundation/room/room.ts'
import { z } from 'zod'
import { londonDay, timeInWords } from '../../foundation/days.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { readPage } from '../../foundation/page/page.ts'
import { traceCode } from './trace.ts'

const sent = z.object({
  code: z.string().trim().toUpperCase().max(40),
  day: z.string().default(''),
  reason: z.string().trim().max(500).default(''),
})

type FieldError = { text: string; href: string }

/**
 * From a code to its owner. The code travels in the body, never in an address; a reason is asked for as policy, and an
 * urgent trace is never held up for want of one (Data (Use and Access) Act 2025 s.82).
 */
export const answers: Answers = ({ database, clock }) => {
  return {
    trace: async (request, reply) => {
      await readPage(database, request, 'trace a code: the form', async () => undefined)
      return sendPage(reply, 200, 'rooms/trace/views/trace.njk', {
        room: 'Trace',
        page: 'Trace a code',
        values: { code: '', day: londonDay(clock()), reason: '' },
        errors: [],
      })
    },
    findTrace: async (request, reply) => {
      const read = sent.safeParse(request.body)
      const values = read.data ?? { code: '', day: '', reason: '' }
      const errors: FieldError[] = []
      if (values.code === '') errors.push({ text: 'Enter the code that was read', href: '#code' })
      const day = z.iso.date().safeParse(values.day).data
      if (day === undefined)
        errors.push({ text: 'Enter the day on which it matters who lived there', href: '#day' })
      const found = await readPage(database, request, 'trace a code', async (tx) => ({
        trace:
          errors.length > 0 || day === undefined
            ? undefined
            : await traceCode(tx, values.code, day, values.reason || 'no reason given'),
      }))
      return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/views/trace.njk', {
        room: 'Trace',
        page: 'Trace a code',
        values,
        errors,
        trace: found.trace && {
          homes: found.trace.homes.map((home) =>
            Object.assign({}, home, { deliveredAt: timeInWords(home.deliveredAt) }),
          ),
          bottle: found.trace.bottle.map((event) => Object.assign({}, event, { at: timeInWords(event.at) })),
        },
      })
    },
  }
}
