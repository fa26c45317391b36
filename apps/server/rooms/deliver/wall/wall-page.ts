import { londonTime } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import { numberInWords, seesOwnPlaces } from '../deployments/deployment-words.ts'
import { deliverPaths as paths } from '../paths.ts'
import { mapOfPlaces } from '../saturation/map-of-places.ts'
import { ageInWords, shownPlace, targetInWords } from '../saturation/place-words.ts'
import { wallLines, type WallLine } from './areas-on-wall.ts'

const rowOf = (line: WallLine, at: number, now: Date) => {
  const { deployment, state, target } = line
  return {
    ...shownPlace(state, target),
    place: at + 1,
    name: deployment.name,
    called: numberInWords(deployment.number),
    href: paths.placeSaturation({ kind: 'deployment', id: deployment.id }),
    target: targetInWords(target),
    age: ageInWords(line, now),
    isSilent: line.silentPhones > 0,
  }
}

/** Deployments under way against their target, for a large screen: what is written is on it within five seconds. */
export const answers: Answers = ({ database, clock }) => ({
  wall: async (request, reply) => {
    const now = clock()
    const page = pageIn(request)
    const { lines, total, target } = await readPage(database, request, 'wall of deployments', (tx) =>
      wallLines(tx, now, page),
    )
    return sendPage(reply, 200, 'rooms/deliver/wall/wall.njk', {
      room: 'Deliver',
      page: 'Wall',
      ofOwn: seesOwnPlaces(request.actor.role),
      at: londonTime(now),
      target: targetInWords(target),
      reached: wholeNumber(lines.filter(({ toGo }) => toGo === 0).length),
      // A phone may walk several deployments: they are counted, and not their phones added up.
      silent: wholeNumber(lines.filter(({ silentPhones }) => silentPhones > 0).length),
      rows: lines.map((line, at) => rowOf(line, at, now)),
      map: mapOfPlaces(
        lines.flatMap(({ areas }, at) => areas.map((area) => ({ ...area, number: at + 1 }))),
        target,
      ),
      pages: pagesOf({ page, rows: lines.length, total }, 'Pages of the wall', (to) =>
        paths.wall({ page: String(to) }),
      ),
      changesHref: paths.wallChanges(),
    })
  },
})
