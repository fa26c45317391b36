import type { FastifyInstance } from 'fastify'
import { MetTraceError } from './errors.ts'

/**
 * Refuses every request that changes something and was sent by a page of another site (OWASP, cross-site request forgery: Fetch
 * Metadata). Browsers that do not say are held to the origin that they name; who names none is no browser.
 */
export const refuseOtherSites = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return
    const site = request.headers['sec-fetch-site']
    const { origin, host } = request.headers
    const same =
      site === undefined ? origin === undefined || URL.parse(origin)?.host === host : site === 'same-origin'
    if (!same) throw new MetTraceError('usage', 'This request came from a page of another site.')
  })
}
