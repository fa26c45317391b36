import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Database } from '../foundation/database.ts'
import { londonDay } from '../foundation/days.ts'
import { sendPage } from '../foundation/layout/views.ts'
import { showHome, uuidIn, type FieldError } from './home-pages.ts'
import { homeOf } from './homes.ts'
import { eraseResident, registerResident, subjectAccess, type NewResident } from './residents.ts'

const text = (most: number) => z.string().trim().max(most).default('')
const sent = z.object({ name: text(200), contact: text(200), vulnerability: text(500) })

const readForm = (body: unknown, today: string): { resident: NewResident } | { errors: FieldError[] } => {
  const values = sent.safeParse(body)
  if (!values.success) return { errors: [{ text: 'A field holds more than it can take', href: '#name' }] }
  if (values.data.name === '') return { errors: [{ text: 'Enter the name of the resident', href: '#name' }] }
  return { resident: { ...values.data, fromDay: today } }
}

/** Registering a resident, erasing one, and telling one what is held. */
export const residentForms = (app: FastifyInstance, database: Database, clock: () => Date): void => {
  const adds = { config: { needs: { verb: 'add', kind: 'resident' } } } as const
  const answersAccess = { config: { needs: { crossing: 'engagement.subject_access(uuid)' } } } as const

  app.post('/homes/:id/residents', adds, async (request, reply) => {
    const read = readForm(request.body, londonDay(clock()))
    if ('errors' in read) {
      return showHome(database, request, reply, {
        errors: read.errors,
        values: (request.body ?? {}) as Record<string, unknown>,
      })
    }
    const id = await database.withActor(request.actor, 'register a resident', async (tx) => {
      const home = await homeOf(tx, uuidIn(request, 'id'))
      await registerResident(tx, home, read.resident)
      return home.id
    })
    return reply.redirect(`/homes/${id}`, 303)
  })

  app.post('/homes/:id/residents/:resident/erase', answersAccess, async (request, reply) => {
    const reason = z.object({ reason: text(500) }).safeParse(request.body).data?.reason ?? ''
    if (reason === '') {
      return showHome(database, request, reply, {
        errors: [{ text: 'Say why the record is to be erased', href: '#reason' }],
        values: {},
      })
    }
    const id = await database.withActor(request.actor, 'erase a resident', async (tx) => {
      const home = await homeOf(tx, uuidIn(request, 'id'))
      await eraseResident(tx, uuidIn(request, 'resident'), reason)
      return home.id
    })
    return reply.redirect(`/homes/${id}`, 303)
  })

  app.post('/homes/:id/residents/:resident/held', answersAccess, async (request, reply) => {
    const held = await database.withActor(request.actor, 'what is held of a resident', async (tx) => {
      await homeOf(tx, uuidIn(request, 'id'))
      return subjectAccess(tx, uuidIn(request, 'resident'))
    })
    return sendPage(reply, 200, 'deliver/views/held.njk', {
      room: 'Deliver',
      page: 'Homes',
      back: `/homes/${uuidIn(request, 'id')}`,
      held,
    })
  })
}
