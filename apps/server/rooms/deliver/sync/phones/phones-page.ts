import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorNames } from '../../../../foundation/actor-names.ts'
import { timeInWords } from '../../../../foundation/days.ts'
import { sendPage } from '../../../../foundation/layout/views.ts'
import { idIn } from '../../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../../foundation/page/kept-names.ts'
import { pageIn, sendCsv } from '../../../../foundation/page/lists.ts'
import { readPage } from '../../../../foundation/page/page.ts'
import { pagesOf } from '../../../../foundation/page/pages.ts'
import { actFrom, sentForm, textOf, wordsOf } from '../../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import { shutOutPhone } from '../../../../identity/lost-phones.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { wholeNumber } from '../../../../foundation/words/figures.ts'
import { deliverPaths as paths } from '../../paths.ts'
import { receiptLine } from '../receipts/receipt-line.ts'
import { lastContacts, receiptsOfPhone, receiptsOnPhone } from '../receipts/receipts.ts'
import { nameOfPhone } from './phone-name.ts'
import { actOnPhone, heldByPhone, phoneOf, phones, type Phone } from './phone-list.ts'

const storages: Readonly<Record<string, string>> = { works: 'works', full: 'full', 'not-tried': 'not tried' }

const lineOf = (phone: Phone, nameOf: (actor: string) => string) => ({
  name: nameOfPhone(phone),
  href: paths.phone({ id: phone.id }),
  enrolled: timeInWords(phone.enrolledAt),
  lastAt: phone.lastAt === null ? 'not known' : timeInWords(phone.lastAt),
  lastBy: phone.lastBy === null ? 'not known' : nameOf(phone.lastBy),
  unsent: phone.unsent === null ? 'not known' : wholeNumber(phone.unsent),
  setAside: phone.setAside === null ? 'not known' : wholeNumber(phone.setAside),
  storage: storages[phone.storage ?? ''] ?? 'not known',
  revoked:
    phone.revokedAt === null
      ? undefined
      : `Revoked ${timeInWords(phone.revokedAt)} by ${nameOf(phone.revokedBy ?? '')}. Reason: ${phone.why}`,
})

const named = async (tx: Transaction, list: readonly Phone[]) =>
  actorNames(
    tx,
    list.flatMap(({ lastBy, revokedBy }) => [lastBy, revokedBy]),
  )

/** Officers' phones: when each was last heard of, what it had not sent, and what one held that was lost. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: ErrorAtField[],
    values: { name?: string; reason?: string } = {},
  ): Promise<FastifyReply> => {
    const { phone, held, receipts, contacts, nameOf } = await readPage(
      database,
      request,
      'a phone',
      async (tx) => {
        const found = await phoneOf(tx, idIn(request))
        const people = await heldByPhone(tx, found.id)
        const days = await receiptsOfPhone(tx, found.id)
        return {
          phone: found,
          held: people,
          receipts: days,
          contacts: days.length > 0 ? await lastContacts(tx, days) : [],
          nameOf: await actorNames(tx, [
            found.lastBy,
            found.revokedBy,
            ...[...people, ...days].map(({ actor }) => actor),
          ]),
        }
      },
    )
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/deliver/sync/phones/phone.njk', {
      room: 'Deliver',
      page: 'Phones',
      phone: lineOf(phone, nameOf),
      held: held.map((each) => ({
        officer: nameOf(each.actor),
        at: timeInWords(each.at),
        unsent: wholeNumber(each.unsent),
        setAside: wholeNumber(each.setAside),
        rounds: wholeNumber(each.rounds),
        homes: wholeNumber(each.homes),
      })),
      receipts: receipts.map((each) => receiptLine(each, contacts, nameOf)),
      receiptsOnPhone,
      homes: wholeNumber(held.reduce((sum, { homes }) => sum + homes, 0)),
      unsent: wholeNumber(held.reduce((sum, { unsent }) => sum + unsent, 0)),
      nameHref: paths.namePhone({ id: phone.id }),
      revokeHref: paths.revokePhone({ id: phone.id }),
      act: uuidv7(),
      errors,
      values: { name: phone.name ?? '', reason: '', ...values },
    })
  }
  const act =
    (kind: 'named' | 'revoked', field: 'name' | 'reason', missing: string) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const sent = sentForm(request.body)
      const { words, errors } = wordsOf(sent, field, missing)
      if (errors.length > 0) return show(request, reply, errors, { [field]: textOf(sent, field) })
      const { actor } = request
      const { id } = await database.withActor(actor, 'find a phone', (tx) => phoneOf(tx, idIn(request)))
      const at = clock()
      // First, so that no phone stands as revoked while somebody still reads on it.
      if (kind === 'revoked')
        await shutOutPhone(database, id, { by: actor.id, session: request.signedIn?.sessionId ?? '' }, at)
      const purpose = kind === 'named' ? 'name a phone' : 'revoke a phone'
      await database.withActor(actor, purpose, (tx) =>
        actOnPhone(tx, actor.id, actFrom(sent), { phone: id, kind, words, at }),
      )
      return reply.redirect(paths.phone({ id }), 303)
    }

  return {
    phones: async (request, reply) => {
      const page = pageIn(request)
      const { list, nameOf } = await readPage(database, request, 'phones', async (tx) => {
        const found = await phones(tx, page)
        return { list: found, nameOf: await named(tx, found) }
      })
      return sendPage(reply, 200, 'rooms/deliver/sync/phones/phones.njk', {
        room: 'Deliver',
        page: 'Phones',
        phones: list.map((each) => lineOf(each, nameOf)),
        pages: pagesOf(
          { page, rows: list.length, total: list[0]?.total ?? 0 },
          'Pages of phones',
          (to) => `${paths.phones()}?page=${to}`,
        ),
        csvHref: paths.phonesCsv(),
      })
    },
    phonesCsv: async (request, reply) => {
      const { list, nameOf } = await readPage(database, request, 'phones', async (tx) => {
        const found = await phones(tx)
        return { list: found, nameOf: await named(tx, found) }
      })
      return sendCsv(reply, 'phones', [
        [
          'phone',
          'enrolled_at',
          'last_contact_at',
          'last_officer',
          'unsent',
          'set_aside',
          'storage',
          'revoked_at',
          'revoked_by',
          'reason',
        ],
        ...list.map((each) => [
          nameOfPhone(each),
          each.enrolledAt.toISOString(),
          each.lastAt?.toISOString() ?? null,
          each.lastBy === null ? null : nameOf(each.lastBy),
          each.unsent,
          each.setAside,
          each.storage,
          each.revokedAt?.toISOString() ?? null,
          each.revokedBy === null ? null : nameOf(each.revokedBy),
          each.why,
        ]),
      ])
    },
    phone: (request, reply) => show(request, reply, []),
    namePhone: act('named', 'name', 'Enter a name for the phone, such as its label'),
    revokePhone: act('revoked', 'reason', 'Enter why the phone is revoked'),
  }
}
