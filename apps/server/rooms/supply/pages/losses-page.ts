import type { FastifyRequest } from 'fastify'
import { timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import { losses, type Loss } from '../losses.ts'
import { supplyPaths as paths } from '../paths.ts'
import { holderNames } from '../stock.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'

const kindWords: Readonly<Record<Loss['kind'], string>> = {
  lost: 'Lost',
  damaged: 'Damaged',
  expired: 'Expired',
  missing: 'Missing at a count',
}

/** Serials that a row names. */
const mostNamed = 3

const serialsInWords = (serials: readonly string[]): string => {
  const more = serials.length - mostNamed
  const named = serials.slice(0, mostNamed).join(', ')
  return more > 0 ? `${named} and ${wholeNumber(more)} more` : named
}

/** Kits that were lost, damaged or expired: why, who said so, and who was the second person. */
export const answers: Answers = ({ database }) => {
  const read = (request: FastifyRequest, page?: number) =>
    readPage(database, request, 'losses of kits', async (tx) => {
      const list = await losses(tx, page)
      const nameOf = await holderNames(
        tx,
        list.flatMap(({ from, actor, second }) => [from, actor, second].filter((each) => each !== null)),
      )
      return { list, nameOf }
    })
  return {
    losses: async (request, reply) => {
      const page = pageIn(request)
      const { list, nameOf } = await read(request, page)
      return sendPage(reply, 200, 'rooms/supply/views/losses.njk', {
        room: 'Supply',
        page: 'Losses',
        losses: list.map((each) => ({
          at: timeInWords(each.at),
          kind: kindWords[each.kind],
          kits: wholeNumber(each.serials.length),
          serials: serialsInWords(each.serials),
          from: each.from === null ? 'several holders' : nameOf(each.from),
          reason: each.reason ?? 'not known',
          by: nameOf(each.actor),
          second: each.second === null ? 'none' : nameOf(each.second),
          found: wholeNumber(each.serials.length - each.stillGone),
        })),
        csvHref: paths.lossesCsv(),
        pages: pagesOf({ page, rows: list.length, total: list[0]?.total ?? 0 }, 'Pages of losses', (to) =>
          paths.losses({ page: String(to) }),
        ),
      })
    },
    lossesCsv: async (request, reply) => {
      const { list, nameOf } = await read(request)
      return sendCsv(reply, 'losses', [
        [
          'happened_at',
          'recorded_at',
          'kind',
          'kits',
          'serials',
          'from',
          'reason',
          'said_by',
          'second_person',
          'found_again',
        ],
        ...list.map((each) => [
          each.at.toISOString(),
          each.recordedAt.toISOString(),
          each.kind,
          each.serials.length,
          each.serials.join('; '),
          each.from === null ? null : nameOf(each.from),
          each.reason,
          nameOf(each.actor),
          each.second === null ? null : nameOf(each.second),
          each.serials.length - each.stillGone,
        ]),
      ])
    },
  }
}
