import { addDays } from '@mettrace/clocks/days/days'
import { spelledShort } from '@mettrace/protocol/codes/short-code'
import { day as dayShape } from '@mettrace/protocol/words/values'
import type { FastifyRequest } from 'fastify'
import { allows } from '../../../../foundation/access/may.ts'
import type { Role } from '../../../../foundation/access/roles.ts'
import { actorNames } from '../../../../foundation/actor-names.ts'
import { dayInWords, timeInWords } from '../../../../foundation/days.ts'
import { MetTraceError } from '../../../../foundation/errors.ts'
import { sendPage } from '../../../../foundation/layout/views.ts'
import { idIn } from '../../../../foundation/page/ids.ts'
import { pageIn, sendCsv } from '../../../../foundation/page/lists.ts'
import { readPage } from '../../../../foundation/page/page.ts'
import { pagesOf } from '../../../../foundation/page/pages.ts'
import { accountOfPerson } from '../../../../foundation/person-account.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { deliverPaths as paths } from '../../paths.ts'
import { kindWords } from '../kind-words.ts'
import { nameOfPhone } from '../phones/phone-name.ts'
import { receiptLine } from './receipt-line.ts'
import { receiptOf, lastContacts, receiptsOfDay, recordsOf, type ReceiptOf } from './receipts.ts'

const dayFrom = (value: unknown): string | undefined => dayShape.safeParse(value).data

/** Today as phones count days, in UTC. */
const utcDay = (now: Date): string => now.toISOString().slice(0, 10)

const lines = async (tx: Transaction, role: Role, day: string, page?: number) => {
  const list = await receiptsOfDay(tx, day, page)
  const seesContacts = allows(role, { verb: 'read', kind: 'phone_contact' })
  return {
    list,
    contacts: seesContacts && list.length > 0 ? await lastContacts(tx, list) : [],
    nameOf: await actorNames(
      tx,
      list.map(({ actor }) => actor),
    ),
  }
}

const noReceipt = (): MetTraceError => new MetTraceError('not_found', 'There is no such receipt here.')

/** Whose receipt an address asks for. Errors: `not_found`. */
const askedIn = (request: FastifyRequest): ReceiptOf => {
  const [phone, person] = [idIn(request, 'phone'), idIn(request, 'person')]
  const day = dayFrom((request.params as { day?: unknown }).day)
  if (phone === undefined || person === undefined || day === undefined) throw noReceipt()
  return { phone, person, day }
}

/** Evening receipts: what arrived of each phone and day, under the code that the phone shows over the same list. */
export const answers: Answers = ({ database, clock }) => ({
  receipts: async (request, reply) => {
    const page = pageIn(request)
    const today = utcDay(clock())
    const day = dayFrom((request.query as { day?: unknown }).day) ?? today
    const { list, contacts, nameOf } = await readPage(database, request, 'evening receipts', (tx) =>
      lines(tx, request.actor.role, day, page),
    )
    return sendPage(reply, 200, 'rooms/deliver/sync/receipts/receipts.njk', {
      room: 'Deliver',
      page: 'Evening receipts',
      day,
      dayInWords: dayInWords(day),
      receipts: list.map((each) => receiptLine(each, contacts, nameOf)),
      before: {
        words: dayInWords(addDays(day, -1)),
        href: `${paths.receipts()}?day=${addDays(day, -1)}`,
      },
      after:
        day < today
          ? { words: dayInWords(addDays(day, 1)), href: `${paths.receipts()}?day=${addDays(day, 1)}` }
          : undefined,
      pages: pagesOf(
        { page, rows: list.length, total: list[0]?.total ?? 0 },
        'Pages of receipts',
        (to) => `${paths.receipts()}?day=${day}&page=${to}`,
      ),
      csvHref: `${paths.receiptsCsv()}?day=${day}`,
    })
  },

  receiptsCsv: async (request, reply) => {
    const day = dayFrom((request.query as { day?: unknown }).day) ?? utcDay(clock())
    const { list, contacts, nameOf } = await readPage(database, request, 'evening receipts', (tx) =>
      lines(tx, request.actor.role, day),
    )
    return sendCsv(reply, 'evening-receipts', [
      ['day', 'phone', 'officer', 'accepted', 'set_aside', 'not_sent', 'last_received_at', 'code'],
      ...list.map((each) => [
        each.day,
        nameOfPhone({ id: each.phone, name: each.name }),
        nameOf(each.actor),
        each.accepted,
        each.setAside,
        contacts.find(({ phone, actor }) => phone === each.phone && actor === each.actor)?.unsent ?? null,
        each.lastAt.toISOString(),
        spelledShort(each.code),
      ]),
    ])
  },

  receipt: async (request, reply) => {
    const page = pageIn(request)
    const asked = askedIn(request)
    const { list, receipt, officer } = await readPage(
      database,
      request,
      'records of a receipt',
      async (tx) => ({
        list: await recordsOf(tx, asked, page),
        receipt: await receiptOf(tx, asked),
        officer: (await actorNames(tx, [accountOfPerson(asked.person)]))(accountOfPerson(asked.person)),
      }),
    )
    const there = receipt.accepted + receipt.setAside
    if (there === 0) throw noReceipt()
    return sendPage(reply, 200, 'rooms/deliver/sync/receipts/receipt.njk', {
      room: 'Deliver',
      page: 'Evening receipts',
      backHref: `${paths.receipts()}?day=${asked.day}`,
      day: dayInWords(asked.day),
      officer,
      code: spelledShort(receipt.code),
      there,
      setAside: receipt.setAside,
      records: list.map((each) => ({
        what: kindWords[each.kind ?? ''] ?? 'Not readable',
        home: each.home ?? (each.homeId === null ? 'of no one home' : 'not known'),
        at: each.occurredAt === null ? 'not known' : timeInWords(each.occurredAt),
        received: timeInWords(each.receivedAt),
        state: each.decision === 'accepted' ? 'Accepted' : 'Set aside',
      })),
      pages: pagesOf(
        { page, rows: list.length, total: there },
        'Pages of records',
        (to) => `${paths.receipt(asked)}?page=${to}`,
      ),
      csvHref: paths.receiptCsv(asked),
    })
  },

  receiptCsv: async (request, reply) => {
    const asked = askedIn(request)
    const list = await readPage(database, request, 'records of a receipt', (tx) => recordsOf(tx, asked))
    if (list.length === 0) throw noReceipt()
    return sendCsv(reply, 'receipt', [
      ['record', 'recorded_at', 'received_at', 'kind', 'address', 'answer'],
      ...list.map((each) => [
        each.id,
        each.occurredAt?.toISOString() ?? null,
        each.receivedAt.toISOString(),
        each.kind,
        each.home,
        each.decision,
      ]),
    ])
  },
})
