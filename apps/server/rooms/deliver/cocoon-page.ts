import { deliverPaths } from './paths.ts'
import { pageIn } from '../../foundation/page/lists.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { dayInWords, londonDay } from '../../foundation/days.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { pagesOf } from '../../foundation/page/pages.ts'
import { readPage } from '../../foundation/page/page.ts'
import { cocoonDefaults, cocoonHomes } from './cocoon.ts'
import { examplePostcode, madeUpDaysEnded } from '../../places/made-up-city.ts'
import { addressOf, postcodeText } from '../../places/register.ts'

/** The homes of one's own places around the latest burglaries: who is to be offered a kit first. */
export const answers: Answers = ({ database, clock }) => {
  return {
    cocoon: async (request, reply) => {
      const { days, metres } = cocoonDefaults
      const page = pageIn(request)
      const found = await readPage(database, request, 'homes around a burglary', async (tx) => {
        const since = new Date(clock().getTime() - days * 86_400_000)
        const { homes, total } = await cocoonHomes(tx, since, metres, page)
        const lookForExample = total === 0 && request.frame?.madeUp
        const ended = request.frame?.madeUp ? await madeUpDaysEnded(tx, londonDay(clock())) : undefined
        return { homes, total, ended, example: lookForExample ? await examplePostcode(tx) : undefined }
      })
      return sendPage(reply, 200, 'rooms/deliver/views/cocoon.njk', {
        room: 'Deliver',
        page: 'Homes near a burglary',
        days,
        metres,
        example: found.example,
        daysEnded: found.ended && dayInWords(found.ended),
        pages: pagesOf({ page, rows: found.homes.length, total: found.total }, 'Pages of homes', (to) =>
          deliverPaths.cocoon({ page: String(to) }),
        ),
        homes: found.homes.map((home) => ({
          href: deliverPaths.home({ id: home.id }),
          address: addressOf(home),
          postcode: postcodeText(home.postcode),
          day: dayInWords(home.burglaryDay),
          distance: home.distance,
        })),
      })
    },
  }
}
