import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorNames } from '../../../../foundation/actor-names.ts'
import { timeInWords } from '../../../../foundation/days.ts'
import { sendPage } from '../../../../foundation/layout/views.ts'
import { idFrom } from '../../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../../foundation/page/kept-names.ts'
import { pageIn, sendCsv } from '../../../../foundation/page/lists.ts'
import { readPage } from '../../../../foundation/page/page.ts'
import { pagesOf } from '../../../../foundation/page/pages.ts'
import { actFrom, sentForm, textsOf } from '../../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { wholeNumber } from '../../../../foundation/words/figures.ts'
import { deliverPaths as paths } from '../../paths.ts'
import { nameOfPhone } from '../phones/phone-name.ts'
import { faultWords, readInCopy } from './read-in.ts'
import { savedCopies, type ReadCopy } from './saved-copies.ts'

const named = async (tx: Transaction, which: { page?: number; id?: string } = {}) => {
  const list = await savedCopies(tx, which)
  return {
    list,
    nameOf: await actorNames(
      tx,
      list.flatMap(({ teller, actor }) => [teller, actor]),
    ),
  }
}

const lineOf = (copy: ReadCopy, nameOf: (actor: string) => string) => ({
  readAt: timeInWords(copy.readAt),
  savedAt: timeInWords(copy.savedAt),
  officer: nameOf(copy.teller),
  reader: nameOf(copy.actor),
  phone: nameOfPhone({ id: copy.phone, name: copy.name }),
  accepted: wholeNumber(copy.accepted),
  setAside: wholeNumber(copy.setAside),
  known: wholeNumber(copy.known),
  unanswered: copy.unanswered === 0 ? undefined : wholeNumber(copy.unanswered),
})

/** Copies of a phone's outbox that sergeants read in, where the phone cannot send it itself. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: ErrorAtField[],
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const id = idFrom((request.query as { read?: unknown }).read)
    const { list, nameOf, read } = await readPage(database, request, 'saved copies', async (tx) => ({
      ...(await named(tx, { page })),
      read: id === undefined ? undefined : await named(tx, { id }),
    }))
    const [done] = read?.list ?? []
    return sendPage(reply, errors.length > 0 ? 422 : 200, 'rooms/deliver/sync/copies/saved-copies.njk', {
      room: 'Deliver',
      page: 'Saved copies',
      copies: list.map((each) => lineOf(each, nameOf)),
      done: done && read && lineOf(done, read.nameOf),
      pages: pagesOf(
        { page, rows: list.length, total: list[0]?.total ?? 0 },
        'Pages of saved copies',
        (to) => `${paths.savedCopies()}?page=${to}`,
      ),
      csvHref: paths.savedCopiesCsv(),
      act: uuidv7(),
      errors,
    })
  }
  const refused = (request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> =>
    show(request, reply, [{ text, href: '#copy' }])

  return {
    savedCopies: (request, reply) => show(request, reply, []),
    savedCopiesCsv: async (request, reply) => {
      const { list, nameOf } = await readPage(database, request, 'saved copies', (tx) => named(tx))
      return sendCsv(reply, 'saved-copies', [
        [
          'read_at',
          'read_by',
          'officer',
          'phone',
          'saved_at',
          'accepted',
          'set_aside',
          'arrived_before',
          'not_taken',
        ],
        ...list.map((each) => [
          each.readAt.toISOString(),
          nameOf(each.actor),
          nameOf(each.teller),
          nameOfPhone({ id: each.phone, name: each.name }),
          each.savedAt.toISOString(),
          each.accepted,
          each.setAside,
          each.known,
          each.unanswered,
        ]),
      ])
    },
    readInCopy: async (request, reply) => {
      const sent = sentForm(request.body)
      const [text = ''] = textsOf(sent, 'copy')
      if (text.trim() === '') return refused(request, reply, 'Choose the file that the phone saved')
      const read = await readInCopy(database, request.actor, { text, act: actFrom(sent), now: clock() })
      if ('fault' in read) return refused(request, reply, faultWords[read.fault])
      return reply.redirect(`${paths.savedCopies()}?read=${read.id}`, 303)
    },
  }
}
