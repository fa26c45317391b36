import { readPage } from '../../foundation/page/page.ts'
import { deliverPaths } from './paths.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { z } from 'zod'
import { londonDay } from '../../foundation/days.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { idIn } from '../../foundation/page/ids.ts'
import { showHome, type FieldError } from './home-pages.ts'
import { homeOf } from '../../places/register.ts'
import { eraseResident } from './erase-resident.ts'
import { registerResident, type NewResident } from './residents.ts'
import { subjectAccess } from './subject-access.ts'

const text = (most: number) => z.string().trim().max(most).default('')
const sent = z.object({ name: text(200), contact: text(200), vulnerability: text(500) })

const readForm = (body: unknown, today: string): { resident: NewResident } | { errors: FieldError[] } => {
  const values = sent.safeParse(body)
  if (!values.success) return { errors: [{ text: 'A field holds more than it can take', href: '#name' }] }
  if (values.data.name === '') return { errors: [{ text: 'Enter the name of the resident', href: '#name' }] }
  return { resident: { ...values.data, fromDay: today } }
}

/** Registering a resident, erasing one, and telling one what is held. */
export const answers: Answers = ({ database, clock }) => {
  return {
    registerResident: async (request, reply) => {
      const read = readForm(request.body, londonDay(clock()))
      if ('errors' in read) {
        return showHome(database, request, reply, {
          errors: read.errors,
          values: (request.body ?? {}) as Record<string, unknown>,
        })
      }
      const id = await database.withActor(request.actor, 'register a resident', async (tx) => {
        const home = await homeOf(tx, idIn(request))
        await registerResident(tx, home, read.resident)
        return home.id
      })
      return reply.redirect(deliverPaths.home({ id }), 303)
    },
    eraseResident: async (request, reply) => {
      const reason = z.object({ reason: text(500) }).safeParse(request.body).data?.reason ?? ''
      if (reason === '') {
        return showHome(database, request, reply, {
          errors: [{ text: 'Say why the record is to be erased', href: '#reason' }],
          values: {},
        })
      }
      const id = await database.withActor(request.actor, 'erase a resident', async (tx) => {
        const home = await homeOf(tx, idIn(request))
        await eraseResident(tx, idIn(request, 'resident'), reason)
        return home.id
      })
      return reply.redirect(deliverPaths.home({ id }), 303)
    },
    heldOfResident: async (request, reply) => {
      const held = await readPage(database, request, 'what is held of a resident', async (tx) => {
        await homeOf(tx, idIn(request))
        return subjectAccess(tx, idIn(request, 'resident'))
      })
      return sendPage(reply, 200, 'rooms/deliver/views/held.njk', {
        room: 'Deliver',
        page: 'Homes',
        back: deliverPaths.home({ id: idIn(request) ?? '' }),
        held,
      })
    },
  }
}
