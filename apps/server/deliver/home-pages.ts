import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayInWords, londonDay } from '../foundation/days.ts'
import type { Database } from '../foundation/database.ts'
import { sendPage } from '../foundation/layout/views.ts'
import { demonstrationOf } from '../places/made-up-city.ts'
import {
  addressOf,
  homeOf,
  homesOfName,
  homesOfPostcode,
  pageLength,
  postcodeText,
  type Home,
} from './homes.ts'
import { residentsOf } from './residents.ts'

const readsHomes = { config: { needs: { verb: 'read', kind: 'home' } } } as const

export type FieldError = { text: string; href: string }
export type ResidentForm = { errors: FieldError[]; values: Record<string, unknown> }

/** Id in an address, where it is one at all: to whatever else there is nothing. */
export const uuidIn = (request: FastifyRequest, name: string): string | undefined =>
  z.uuid().safeParse((request.params as Record<string, unknown>)[name]).data

const line = (home: Home) => ({
  href: `/homes/${home.id}`,
  address: addressOf(home),
  postcode: postcodeText(home.postcode),
  ward: home.ward,
})

/** A home with who registered for it, and the form for registering; `form` holds what was wrong with one that was sent. */
export const showHome = async (
  database: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  form: ResidentForm = { errors: [], values: {} },
): Promise<FastifyReply> => {
  const found = await database.withActor(request.actor, 'a home', async (tx) => {
    const home = await homeOf(tx, uuidIn(request, 'id'))
    return { home, residents: await residentsOf(tx, home), city: await demonstrationOf(tx) }
  })
  const { home, residents, city } = found
  return sendPage(reply, form.errors.length > 0 ? 400 : 200, 'deliver/views/home.njk', {
    room: 'Deliver',
    page: 'Homes',
    madeUp: city?.state === 'loaded',
    home: line(home),
    residents: residents.map(({ id, name, contact, vulnerability, fromDay, toDay }) => ({
      id,
      name,
      contact: contact ?? '–',
      vulnerability: vulnerability ?? '–',
      from: dayInWords(fromDay),
      to: toDay ? dayInWords(toDay) : '',
    })),
    ...form,
  })
}

const search = z.object({ postcode: z.string().max(10).default(''), name: z.string().max(200).default('') })

/** Finding homes. What is looked for travels in the body: addresses of pages are kept in places that names must not be. */
export const homePages = (app: FastifyInstance, database: Database, clock: () => Date): void => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: unknown,
  ): Promise<FastifyReply> => {
    const { postcode, name } = search.safeParse(asked ?? {}).data ?? { postcode: '', name: '' }
    const wanted = postcode.toUpperCase().replaceAll(/\s/g, '')
    const searched = wanted !== '' || name.trim() !== ''
    const found = await database.withActor(request.actor, 'homes', async (tx) => ({
      city: await demonstrationOf(tx),
      homes: !searched
        ? []
        : wanted === ''
          ? await homesOfName(tx, name, londonDay(clock()))
          : await homesOfPostcode(tx, wanted),
    }))
    return sendPage(reply, 200, 'deliver/views/homes.njk', {
      room: 'Deliver',
      page: 'Homes',
      madeUp: found.city?.state === 'loaded',
      values: { postcode, name },
      searched,
      homes: found.homes.map(line),
      more: found.homes.length === pageLength,
    })
  }

  app.get('/homes', readsHomes, (request, reply) => show(request, reply, undefined))
  app.post('/homes', { config: { ...readsHomes.config, limit: 'search' } }, (request, reply) =>
    show(request, reply, request.body),
  )
  app.get('/homes/:id', readsHomes, (request, reply) => showHome(database, request, reply))
}
