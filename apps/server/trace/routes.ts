import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Database } from '../foundation/database.ts'
import { londonDay, timeInWords } from '../foundation/days.ts'
import { sendPage } from '../foundation/layout/views.ts'
import { demonstrationOf } from '../places/made-up-city.ts'
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
export const traceRoutes = (app: FastifyInstance, database: Database, clock: () => Date): void => {
  const crosses = { config: { needs: { crossing: 'engagement.trace(text, date)' } } } as const

  app.get('/trace', crosses, async (request, reply) => {
    const city = await database.withActor(request.actor, 'trace a code: the form', demonstrationOf)
    return sendPage(reply, 200, 'trace/views/trace.njk', {
      room: 'Trace',
      page: 'Trace a code',
      madeUp: city?.state === 'loaded',
      values: { code: '', day: londonDay(clock()), reason: '' },
      errors: [],
    })
  })

  app.post('/trace', { config: { ...crosses.config, limit: 'search' } }, async (request, reply) => {
    const read = sent.safeParse(request.body)
    const values = read.data ?? { code: '', day: '', reason: '' }
    const errors: FieldError[] = []
    if (values.code === '') errors.push({ text: 'Enter the code that was read', href: '#code' })
    const day = z.iso.date().safeParse(values.day).data
    if (day === undefined)
      errors.push({ text: 'Enter the day on which it matters who lived there', href: '#day' })
    const found = await database.withActor(request.actor, 'trace a code', async (tx) => ({
      city: await demonstrationOf(tx),
      trace:
        errors.length > 0 || day === undefined
          ? undefined
          : await traceCode(tx, values.code, day, values.reason || 'no reason given'),
    }))
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'trace/views/trace.njk', {
      room: 'Trace',
      page: 'Trace a code',
      madeUp: found.city?.state === 'loaded',
      values,
      errors,
      trace: found.trace && {
        homes: found.trace.homes.map((home) =>
          Object.assign({}, home, { deliveredAt: timeInWords(home.deliveredAt) }),
        ),
        bottle: found.trace.bottle.map((event) => Object.assign({}, event, { at: timeInWords(event.at) })),
      },
    })
  })
}
