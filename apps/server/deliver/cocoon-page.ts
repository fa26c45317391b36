import type { FastifyInstance } from 'fastify'
import type { Database } from '../foundation/database.ts'
import { dayInWords } from '../foundation/days.ts'
import { sendPage } from '../foundation/layout/views.ts'
import { demonstrationOf } from '../places/made-up-city.ts'
import { cocoonDefaults, cocoonHomes } from './cocoon.ts'
import { addressOf, postcodeText } from './homes.ts'

/** The homes of one's own places around the latest burglaries: who is to be offered a kit first. */
export const cocoonPage = (app: FastifyInstance, database: Database, clock: () => Date): void => {
  const crosses = { config: { needs: { crossing: 'enforcement.cocoon(timestamptz, integer)' } } } as const
  app.get('/cocoon', crosses, async (request, reply) => {
    const { days, metres } = cocoonDefaults
    const found = await database.withActor(request.actor, 'homes around a burglary', async (tx) => {
      const city = await demonstrationOf(tx)
      const since = new Date(clock().getTime() - days * 86_400_000)
      return { city, homes: await cocoonHomes(tx, since, metres) }
    })
    return sendPage(reply, 200, 'deliver/views/cocoon.njk', {
      room: 'Deliver',
      page: 'Cocoon',
      madeUp: found.city?.state === 'loaded',
      days,
      metres,
      homes: found.homes.map((home) => ({
        href: `/homes/${home.id}`,
        address: addressOf(home),
        postcode: postcodeText(home.postcode),
        day: dayInWords(home.burglaryDay),
        distance: home.distance,
      })),
    })
  })
}
