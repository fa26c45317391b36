import { poundsOf } from '@mettrace/procurement/value/printed-money'
import { dayInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { accountPaths as paths } from '../paths.ts'
import { decisionsListed, type DecisionState } from './register.ts'

export const stateWords: Readonly<Record<DecisionState, string>> = {
  draft: 'Draft',
  signed: 'Signed',
  published: 'Published',
  elsewhere: 'Published elsewhere',
}

/** The register: drafts and published decisions, those entered last first. */
export const answers: Answers = ({ database }) => ({
  decisions: async (request, reply) => {
    const page = pageIn(request)
    const { decisions, total } = await readPage(database, request, 'decisions', (tx) =>
      decisionsListed(tx, page),
    )
    return sendPage(reply, 200, 'rooms/account/decisions/decisions.njk', {
      room: 'Account',
      page: 'Decisions',
      decisions: decisions.map((each) => ({
        href: paths.decision({ id: each.id }),
        reference: each.reference,
        title: each.title ?? 'no title printed',
        state: each.state,
        stateWords: stateWords[each.state],
        version: each.version,
        sources: each.sources,
        signed:
          each.signedOn !== null
            ? dayInWords(each.signedOn)
            : each.state === 'draft'
              ? 'not signed'
              : 'no date printed',
        net: each.net === null ? '' : poundsOf(each.net),
        gross: each.gross === null ? '' : poundsOf(each.gross),
      })),
      pages: pagesOf({ page, rows: decisions.length, total }, 'Pages of decisions', (to) =>
        paths.decisions({ page: String(to) }),
      ),
      csvHref: paths.decisionsCsv(),
    })
  },
  decisionsCsv: async (request, reply) => {
    const { decisions } = await readPage(database, request, 'decisions', (tx) => decisionsListed(tx, 'all'))
    return sendCsv(reply, 'decisions', [
      ['reference', 'title', 'state', 'date_signed', 'version', 'sources', 'net_pence', 'gross_pence'],
      ...decisions.map(({ reference, title, state, signedOn, version, sources, net, gross }) => [
        reference,
        title,
        state,
        signedOn,
        version,
        sources,
        net,
        gross,
      ]),
    ])
  },
})
