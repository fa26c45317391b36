import { poundsOf } from '@mettrace/procurement/value/printed-money'
import { timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { accountPaths as paths } from '../paths.ts'
import { tendersListed, type TenderState } from './register.ts'

export const stateWords: Readonly<Record<TenderState, string>> = {
  draft: 'Draft',
  issued: 'Bids may come',
  closed: 'To be opened',
  open: 'Being scored',
  scored: 'Being moderated',
  awarded: 'Awarded',
}

/** Tenders, those begun last first. */
export const answers: Answers = ({ database }) => ({
  tenders: async (request, reply) => {
    const page = pageIn(request)
    const { tenders, total } = await readPage(database, request, 'tenders', (tx) => tendersListed(tx, page))
    return sendPage(reply, 200, 'rooms/account/tenders/tenders.njk', {
      room: 'Account',
      page: 'Tenders',
      csvHref: paths.tendersCsv(),
      tenders: tenders.map((tender) => ({
        ...tender,
        href: paths.tender({ id: tender.id }),
        net: poundsOf(tender.net),
        gross: poundsOf(tender.gross),
        closes: timeInWords(tender.closesAt),
        stateWords: stateWords[tender.state],
      })),
      pages: pagesOf({ page, rows: tenders.length, total }, 'Pages of tenders', (to) =>
        paths.tenders({ page: String(to) }),
      ),
    })
  },
  tendersCsv: async (request, reply) => {
    const { tenders } = await readPage(database, request, 'tenders', (tx) => tendersListed(tx, 'all'))
    return sendCsv(reply, 'tenders', [
      ['reference', 'title', 'state', 'version', 'net_pounds', 'gross_pounds', 'closes_at', 'bids'],
      ...tenders.map((each) => [
        each.reference,
        each.title,
        each.state,
        each.version,
        (each.net / 100).toFixed(2),
        (each.gross / 100).toFixed(2),
        each.closesAt.toISOString(),
        each.bids,
      ]),
    ])
  },
})
