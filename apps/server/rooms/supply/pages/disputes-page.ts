import type { FastifyRequest } from 'fastify'
import { timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { capital } from '../../../foundation/words/figures.ts'
import { disputedFacts, type DisputedFact } from '../disputes.ts'
import { supplyPaths as paths } from '../paths.ts'
import { holderNames } from '../stock.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'

const stateOf = ({ accepted }: Pick<DisputedFact, 'accepted'>): string => {
  if (accepted === null) return 'To decide'
  return accepted ? 'Accepted' : 'Refused'
}

/** What was told and contradicts the ledger. */
export const answers: Answers = ({ database }) => {
  const read = (request: FastifyRequest, page?: number) =>
    readPage(database, request, 'disputed facts', async (tx) => {
      const list = await disputedFacts(tx, page)
      const nameOf = await holderNames(
        tx,
        list.flatMap(({ from, to, actor, settledBy }) =>
          [from, to, actor, settledBy].filter((each) => each !== null),
        ),
      )
      return { list, nameOf }
    })
  return {
    disputes: async (request, reply) => {
      const page = pageIn(request)
      const { list, nameOf } = await read(request, page)
      return sendPage(reply, 200, 'rooms/supply/views/disputes.njk', {
        room: 'Supply',
        page: 'Disputed facts',
        facts: list.map((each) => ({
          href: paths.dispute({ id: each.id }),
          serial: each.serial,
          told: `${capital(each.kind)}: ${each.from === null ? 'not known' : nameOf(each.from)} → ${nameOf(each.to)}`,
          at: timeInWords(each.at),
          recordedAt: timeInWords(each.recordedAt),
          by: nameOf(each.actor),
          waits: each.accepted === null,
          state: stateOf(each),
          settled: each.settledBy === null ? '' : `by ${nameOf(each.settledBy)}`,
        })),
        csvHref: paths.disputesCsv(),
        pages: pagesOf(
          { page, rows: list.length, total: list[0]?.total ?? 0 },
          'Pages of disputed facts',
          (to) => paths.disputes({ page: String(to) }),
        ),
      })
    },
    disputesCsv: async (request, reply) => {
      const { list, nameOf } = await read(request)
      return sendCsv(reply, 'disputed-facts', [
        [
          'serial',
          'kind',
          'happened_at',
          'recorded_at',
          'from',
          'to',
          'told_by',
          'decision',
          'reason',
          'decided_by',
          'decided_at',
        ],
        ...list.map((each) => [
          each.serial,
          each.kind,
          each.at.toISOString(),
          each.recordedAt.toISOString(),
          each.from === null ? null : nameOf(each.from),
          nameOf(each.to),
          nameOf(each.actor),
          each.accepted === null ? null : stateOf(each).toLowerCase(),
          each.reason,
          each.settledBy === null ? null : nameOf(each.settledBy),
          each.settledAt?.toISOString() ?? null,
        ]),
      ])
    },
  }
}
