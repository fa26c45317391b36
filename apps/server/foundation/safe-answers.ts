import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import helmet from 'helmet'

/** The nonce of each answer, for as long as it is under way. */
const nonces = new WeakMap<ServerResponse, string>()

/** Value that the scripts of this one answer carry: what is injected into a page cannot know it, and does not run. */
export const nonceOf = (reply: FastifyReply): string => nonces.get(reply.raw) ?? ''

const setHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      // Not even our own addresses: an answer that somebody shaped is no script for want of the nonce.
      scriptSrc: [(_request, response) => `'nonce-${nonces.get(response as ServerResponse) ?? ''}'`],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      // MapLibre makes its worker of its own code.
      workerSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  crossOriginEmbedderPolicy: true,
  referrerPolicy: { policy: 'no-referrer' },
  // Only this host: others of the same domain are not ours to bind.
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
  xFrameOptions: { action: 'deny' },
})

/** What browsers offer to pages and no page of ours needs. */
const permissions = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ')

/** Every answer, whatever becomes of the request: nothing foreign runs, frames or keeps it. */
export const makeSafe = (request: FastifyRequest, reply: FastifyReply): void => {
  nonces.set(reply.raw, randomBytes(16).toString('base64'))
  setHeaders(request.raw, reply.raw, (error?: unknown) => {
    if (error) throw error
  })
  reply
    .header('permissions-policy', permissions)
    // Kept by nobody, unless a route says that there is nothing about anybody in it.
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
}
