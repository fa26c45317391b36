import type { FastifyInstance } from 'fastify'
import { sendPage } from '../foundation/layout/views.ts'
import type { CityProgress } from './start-with-city.ts'

/** While the city is being made, every page says how far it is, and asks again by itself. */
export const showCityProgress = (app: FastifyInstance, progress: CityProgress): void => {
  app.addHook('preHandler', async (request, reply) => {
    const path = request.routeOptions.url ?? ''
    if (progress.words === undefined || path.startsWith('/health') || path.startsWith('/assets/')) return
    reply.header('refresh', progress.failed ? '30' : '1')
    await sendPage(reply, 200, 'demonstration/city-progress.njk', { ...progress })
  })
}
