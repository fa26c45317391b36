import type { FastifyInstance } from 'fastify'
import type { Database } from './database.ts'
import { productVersion } from './version.ts'

/**
 * `GET /health` for whoever watches the server: `{status, version, database}`, 200 when it can serve, 503 when the
 * database does not answer.
 */
export const healthRoutes = (app: FastifyInstance, database: Pick<Database, 'isAlive'>): void => {
  app.get('/health', { config: { open: true, limit: 'none' } }, async (_request, reply) => {
    const alive = await database.isAlive()
    return reply
      .code(alive ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: alive ? 'ok' : 'unavailable', version: productVersion, database: alive })
  })
}
