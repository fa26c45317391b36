import type { FastifyReply, FastifyRequest } from 'fastify'
import { londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { capital } from '../../../foundation/words/figures.ts'
import { chargesOf, destinationsOf } from '../acts/destinations.ts'
import { serialsNamed } from '../acts/named-kits.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import { orRefused } from '../acts/refused.ts'
import { allScanned, codesShown, givenCodes } from '../codes/given-codes.ts'
import { doneBefore, moveKits } from '../facts.ts'
import type { Holder } from '../holders.ts'
import { supplyPaths as paths } from '../paths.ts'
import { holderNames } from '../stock.ts'

type Typed = { status: number; from: string; to: string; box: string; codes: ReturnType<typeof codesShown> }

/** Sends kits to another holder, who confirms them: from a store to a BCU, a team, an officer, and back. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (request: FastifyRequest, reply: FastifyReply, typed: Typed): Promise<FastifyReply> => {
    const today = londonDay(clock())
    const found = await readPage(database, request, 'send kits: the form', async (tx) => {
      const charges = await chargesOf(tx)
      const from = charges.find((each) => each === typed.from) ?? charges[0]
      const destinations = from === undefined ? [] : await destinationsOf(tx, from, today)
      const nameOf = await holderNames(tx, [...charges, ...destinations.map(({ holder }) => holder)])
      return { charges, from, destinations, nameOf }
    })
    const { charges, from, destinations, nameOf } = found
    const named = (holder: Holder): string =>
      holder === request.actor.id ? 'yourself' : capital(nameOf(holder))
    return sendPage(reply, typed.status, 'rooms/supply/views/send.njk', {
      room: 'Supply',
      page: 'Send kits',
      act: uuidv7(),
      from: from && { value: from, name: named(from) },
      others: charges
        .filter((each) => each !== from)
        .map((each) => ({ text: named(each), href: paths.send({ from: each }) })),
      toItems: destinations.map(({ holder }) => ({
        value: holder,
        text: named(holder),
        checked: holder === typed.to,
      })),
      box: typed.box,
      codes: typed.codes,
    })
  }

  return {
    send: (request, reply) => {
      const from = (request.query as Record<string, unknown>)['from']
      return show(request, reply, {
        status: 200,
        from: typeof from === 'string' ? from : '',
        to: '',
        box: '',
        codes: codesShown([], 'codes'),
      })
    },
    sendKits: async (request, reply) => {
      const sent = sentForm(request.body)
      const [id, from, to, box] = [
        actFrom(sent),
        textOf(sent, 'from'),
        textOf(sent, 'to'),
        textOf(sent, 'box'),
      ]
      const given = givenCodes(request.body, 'codes', clock().getFullYear())
      const scanned = allScanned(given) ?? []
      const codes = codesShown(given, 'codes')
      const { actor } = request
      const refuse = (status: number): Promise<FastifyReply> =>
        show(request, reply, { status, from, to, box, codes })
      if (to === '') codes.errors.push({ text: 'Choose who they go to', href: '#to' })
      if (given.length === 0 && box === '')
        codes.errors.push({ text: 'Scan or enter at least one kit or box', href: '#codes' })
      if (codes.errors.length > 0) return refuse(400)

      const done = await orRefused('#codes', () =>
        database.withActor(actor, 'send kits', async (tx) => {
          const again = await doneBefore(tx, actor.id, { id, kind: 'sent' })
          if (again !== undefined) return []
          const source = (await chargesOf(tx)).find((each) => each === from)
          if (source === undefined)
            return [{ text: 'You do not answer for the kits of this holder', href: '#codes' }]
          const destination = (await destinationsOf(tx, source, londonDay(clock()))).find(
            ({ holder }) => holder === to,
          )
          if (!destination) return [{ text: 'Kits do not go there from here', href: '#to' }]
          const named = await serialsNamed(tx, actor.role, { scanned, box, from: source })
          if (named.errors.length > 0) return named.errors
          await moveKits(tx, actor.id, {
            id,
            kind: 'sent',
            at: clock(),
            from: source,
            to: destination.holder,
            kits: { serials: named.serials },
            ...(destination.place && { place: destination.place }),
          })
          return []
        }),
      )
      const errors = 'errors' in done ? done.errors : done.answer
      if (errors.length === 0) return reply.redirect(paths.transfer({ id }), 303)
      codes.errors.push(...errors)
      return refuse('errors' in done ? done.status : 400)
    },
  }
}
