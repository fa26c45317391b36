import { timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { capital, wholeNumber } from '../../../foundation/words/figures.ts'
import { chargesOf } from '../acts/destinations.ts'
import { transfersUnderWay, type ListedTransfer } from '../acts/transfers.ts'
import { supplyPaths as paths } from '../paths.ts'
import { holderNames } from '../stock.ts'

type Found = { list: ListedTransfer[]; nameOf: (holder: string | null) => string }

const read = async (tx: Transaction, page?: number): Promise<Found> => {
  const charges = await chargesOf(tx)
  // Whoever answers for no kits looks after everybody's.
  const list = await transfersUnderWay(tx, charges, charges.length === 0 ? 'all' : 'mine', page)
  return {
    list,
    nameOf: await holderNames(
      tx,
      list.flatMap(({ from, to, actor }) => [from, to, actor]),
    ),
  }
}

const waitsFor = ({ toMe, fromMe }: ListedTransfer): string => {
  if (toMe) return 'you: confirm what is here'
  return fromMe ? 'the other side' : 'those two'
}

/** Kits that were sent and not confirmed: to those whom the asker answers for, and by them. */
export const answers: Answers = ({ database }) => ({
  transfers: async (request, reply) => {
    const page = pageIn(request)
    const { list, nameOf } = await readPage(database, request, 'transfers under way', (tx) => read(tx, page))
    return sendPage(reply, 200, 'rooms/supply/views/transfers.njk', {
      room: 'Supply',
      page: 'Transfers',
      transfers: list.map((each) => ({
        href: paths.transfer({ id: each.id }),
        what: `${capital(nameOf(each.from))} → ${nameOf(each.to)}`,
        sent: wholeNumber(each.sent),
        underWay: wholeNumber(each.underWay),
        waitsFor: waitsFor(each),
        toMe: each.toMe,
        at: timeInWords(each.at),
        by: nameOf(each.actor),
      })),
      pages: pagesOf(
        { page, rows: list.length, total: list[0]?.total ?? 0 },
        'Pages of transfers',
        (to) => `${paths.transfers()}?page=${to}`,
      ),
      csvHref: paths.transfersCsv(),
    })
  },
  transfersCsv: async (request, reply) => {
    const { list, nameOf } = await readPage(database, request, 'transfers under way', (tx) => read(tx))
    return sendCsv(reply, 'transfers', [
      ['sent_at', 'from', 'to', 'kits_sent', 'kits_under_way', 'sent_by'],
      ...list.map(({ at, from, to, sent, underWay, actor }) => [
        at.toISOString(),
        nameOf(from),
        nameOf(to),
        sent,
        underWay,
        nameOf(actor),
      ]),
    ])
  },
})
