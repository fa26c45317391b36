import type { FastifyRequest } from 'fastify'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import { numberInWords } from '../deployments/deployment-words.ts'
import { deliverPaths as paths } from '../paths.ts'
import { signsNeeded, type NeededSigns } from './signs-needed.ts'

const toGo = ({ needed, standing }: NeededSigns): number | null =>
  needed === null ? null : Math.max(0, needed - standing)

const orNotKnown = (value: number | null): string => (value === null ? 'not known' : wholeNumber(value))

/** How many signs each deployment needs and has. */
export const answers: Answers = ({ database, clock }) => {
  const read = (request: FastifyRequest, page: number | 'all') =>
    readPage(database, request, 'signs that deployments need', (tx) =>
      signsNeeded(tx, londonDay(clock()), page),
    )
  return {
    signsNeeded: async (request, reply) => {
      const page = pageIn(request)
      const { rule, deployments, total } = await read(request, page)
      return sendPage(reply, 200, 'rooms/deliver/signs/signs-needed.njk', {
        room: 'Deliver',
        page: 'Signs',
        rule: { homes: wholeNumber(rule.value), from: dayInWords(rule.from), source: rule.source },
        rows: deployments.map((each) => ({
          href: paths.deployment({ id: each.id }),
          name: each.name,
          number: numberInWords(each.number),
          homes: each.homes === 0 ? 'not known' : wholeNumber(each.homes),
          needed: orNotKnown(each.needed),
          standing: wholeNumber(each.standing),
          toGo: orNotKnown(toGo(each)),
        })),
        pages: pagesOf({ page, rows: deployments.length, total }, 'Pages of deployments', (to) =>
          paths.signsNeeded({ page: String(to) }),
        ),
        csvHref: paths.signsNeededCsv(),
      })
    },
    signsNeededCsv: async (request, reply) => {
      const { rule, deployments } = await read(request, 'all')
      return sendCsv(reply, 'signs-needed', [
        ['deployment', 'name', 'homes', 'homes_per_sign', 'signs_needed', 'signs_standing', 'signs_to_go'],
        ...deployments.map((each) => [
          numberInWords(each.number),
          each.name,
          each.homes,
          rule.value,
          each.needed,
          each.standing,
          toGo(each),
        ]),
      ])
    },
  }
}
