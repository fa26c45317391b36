import type { FastifyRequest } from 'fastify'
import { actorNames } from '../../../foundation/actor-names.ts'
import { londonDay, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { accountOfPerson } from '../../../foundation/person-account.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import { wardsInWords } from '../../../places/place-names.ts'
import { deliverPaths as paths } from '../paths.ts'
import { markedAfter, teamState } from './team-state.ts'
import { teamOf } from './team.ts'

const orNone = (time: Date | null): string => (time === null ? 'none' : timeInWords(time))
const orNotKnown = (value: number | null): string => (value === null ? 'not known' : wholeNumber(value))

/** Who is out today, when each was last heard from, and what they have not sent. */
export const answers: Answers = ({ database, clock }) => {
  const read = (request: FastifyRequest, page?: number) => {
    const now = clock()
    return readPage(database, request, 'the team today', async (tx) => {
      const list = await teamOf(tx, londonDay(now), page)
      return {
        now,
        list,
        nameOf: await actorNames(
          tx,
          list.map(({ person }) => accountOfPerson(person)),
        ),
        wardName: await wardsInWords(
          tx,
          list.map(({ ward }) => ward),
        ),
      }
    })
  }
  return {
    team: async (request, reply) => {
      const page = pageIn(request)
      const { now, list, nameOf, wardName } = await read(request, page)
      return sendPage(reply, 200, 'rooms/deliver/team/team.njk', {
        room: 'Deliver',
        page: 'Team',
        asOf: timeInWords(now),
        markedAfter,
        lines: list.map((each) => ({
          officer: nameOf(accountOfPerson(each.person)),
          name: each.name,
          ward: wardName(each.ward),
          state: teamState(each, now),
          doors: wholeNumber(each.doors),
          kits: wholeNumber(each.kits),
          toDo: `${wholeNumber(each.toDo)} of ${wholeNumber(each.homes)}`,
          lastDoor: orNone(each.lastDoor),
          lastHeard: orNone(each.lastHeard),
          unsent: orNotKnown(each.unsent),
        })),
        pages: pagesOf({ page, rows: list.length, total: list[0]?.total ?? 0 }, 'Pages of the team', (to) =>
          paths.team({ page: String(to) }),
        ),
        csvHref: paths.teamCsv(),
      })
    },
    teamCsv: async (request, reply) => {
      const { now, list, nameOf, wardName } = await read(request)
      return sendCsv(reply, 'team', [
        [
          'officer',
          'round',
          'ward',
          'state',
          'doors_today',
          'kits_today',
          'homes',
          'homes_to_do',
          'last_door',
          'last_heard',
          'records_not_sent',
          'set_aside',
        ],
        ...list.map((each) => [
          nameOf(accountOfPerson(each.person)),
          each.name,
          wardName(each.ward),
          teamState(each, now).words,
          each.doors,
          each.kits,
          each.homes,
          each.toDo,
          each.lastDoor?.toISOString() ?? null,
          each.lastHeard?.toISOString() ?? null,
          each.unsent,
          each.setAside,
        ]),
      ])
    },
  }
}
