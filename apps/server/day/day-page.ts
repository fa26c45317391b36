import { dayInWords, londonDay, londonTime } from '../foundation/days.ts'
import { personRoles } from '../foundation/access/roles.ts'
import { sendPage } from '../foundation/layout/views.ts'
import { readPage } from '../foundation/page/page.ts'
import { glancesFor } from '../foundation/room/glances-for.ts'
import { waitingFor } from '../foundation/room/waiting-for.ts'
import { menusFor } from '../foundation/room/menus.ts'
import { openApi } from '../foundation/room/openapi.ts'
import type { Answers } from '../foundation/room/room.ts'
import type { DayParts } from './room.ts'
import { examplePostcode, madeUpDaysEnded } from '../places/made-up-city.ts'
import { namesOfOwnPlaces } from '../places/wards.ts'
import { beginningOf } from './begin-with.ts'
import { noFigureYet } from './leaders.ts'
import { stillToCome } from './still-to-come.ts'

/** The first page: what the role in use may do here, room by room, and what is not there yet. */
export const answers: Answers<DayParts> = ({ database, clock, rooms }) => ({
  day: async (request, reply) => {
    const role = request.signedIn?.role
    if (!role) return reply.redirect('/you', 303)
    const begin = beginningOf(role)
    const now = clock()
    const today = londonDay(now)
    const missing = stillToCome(role)
    const without = noFigureYet(role)
    const { example, places, ended, figures, waits } = await readPage(
      database,
      request,
      'the day’s work',
      async (tx) => ({
        example: request.frame?.madeUp && begin === 'home' ? await examplePostcode(tx) : undefined,
        ended: request.frame?.madeUp ? await madeUpDaysEnded(tx, today) : undefined,
        figures: without ? await glancesFor(rooms, role, tx, now) : [],
        waits: await waitingFor(rooms, role, tx, { actor: request.actor, now }),
        places: personRoles[role].posted === 'force' ? '' : await namesOfOwnPlaces(tx),
      }),
    )
    return sendPage(reply, 200, 'day/day.njk', {
      role: personRoles[role].title,
      begin,
      example,
      places,
      today,
      todayInWords: dayInWords(today),
      daysEnded: ended && dayInWords(ended),
      menus: menusFor(rooms, role),
      missing,
      waits,
      atGlance: without && { figures, without, at: londonTime(now) },
    })
  },
  openApi: (_request, reply) => reply.header('cache-control', 'no-store').send(openApi(rooms)),
})
