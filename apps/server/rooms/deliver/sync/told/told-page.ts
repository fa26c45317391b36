import type { FastifyRequest } from 'fastify'
import { actorNames } from '../../../../foundation/actor-names.ts'
import { timeInWords } from '../../../../foundation/days.ts'
import { sendPage } from '../../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../../foundation/page/lists.ts'
import { readPage } from '../../../../foundation/page/page.ts'
import { pagesOf } from '../../../../foundation/page/pages.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../../paths.ts'
import { toldAtDoors, type Told } from './told.ts'

const words: Readonly<Record<string, string>> = {
  vulnerable: 'Vulnerable person',
  'repeat-victim': 'Repeat victim',
  'not-a-dwelling': 'Leave out: not a home',
  void: 'Leave out: nobody lives there',
  demolished: 'Leave out: demolished',
  duplicate: 'Leave out: listed twice',
}

const wordsOf = ({ what, kind }: Told): string =>
  words[what ?? ''] ?? (kind === 'leave-out' ? 'Leave out: reason erased' : 'For the sergeant: reason erased')

/** What officers told their sergeant at doors. */
export const answers: Answers = ({ database }) => {
  const read = (request: FastifyRequest, page?: number) =>
    readPage(database, request, 'what officers told at doors', async (tx) => {
      const list = await toldAtDoors(tx, page)
      return {
        list,
        nameOf: await actorNames(
          tx,
          list.map(({ actor }) => actor),
        ),
      }
    })
  return {
    told: async (request, reply) => {
      const page = pageIn(request)
      const { list, nameOf } = await read(request, page)
      return sendPage(reply, 200, 'rooms/deliver/sync/told/told.njk', {
        room: 'Deliver',
        page: 'From the doors',
        told: list.map((each) => ({
          what: wordsOf(each),
          home: each.address ?? 'The home',
          href: paths.home({ id: each.home }),
          at: timeInWords(each.at),
          officer: nameOf(each.actor),
          note: each.note ?? 'none',
        })),
        pages: pagesOf(
          { page, rows: list.length, total: list[0]?.total ?? 0 },
          'Pages of what officers told',
          (to) => paths.told({ page: String(to) }),
        ),
        csvHref: paths.toldCsv(),
      })
    },
    toldCsv: async (request, reply) => {
      const { list, nameOf } = await read(request)
      return sendCsv(reply, 'from-the-doors', [
        ['recorded_at', 'what', 'address', 'officer', 'note'],
        ...list.map((each) => [
          each.at.toISOString(),
          wordsOf(each),
          each.address,
          nameOf(each.actor),
          each.note,
        ]),
      ])
    },
  }
}
