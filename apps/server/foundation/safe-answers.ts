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
const refused = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']

const permissions = refused.map((feature) => `${feature}=()`).join(', ')

/** At the door the phone reads codes, and says where it is at the moment of an outcome. */
const permissionsOfApp = refused
  .map((feature) => (['camera', 'geolocation'].includes(feature) ? `${feature}=(self)` : `${feature}=()`))
  .join(', ')

/**
 * The phone app stands on the phone and carries no nonce of one answer: its scripts are files of this server, and `nosniff` keeps
 * every answer that is no script from running as one. Codes are read by WebAssembly, which browsers compile for no page whose policy does
 * not say so; `wasm-unsafe-eval` lets a page compile that alone, and text still never becomes a script.
 */
const policyOfApp = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';')

/** Headers of every answer, errors too: no foreign script runs in it, no other site frames it, no cache keeps it. */
export const makeSafe = (request: FastifyRequest, reply: FastifyReply): void => {
  nonces.set(reply.raw, randomBytes(16).toString('base64'))
  setHeaders(request.raw, reply.raw, (error?: unknown) => {
    if (error) throw error
  })
  reply
    .header('permissions-policy', permissions)
    // No cache keeps it, unless its route says that it holds no personal data.
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
}

/** Headers of the phone app's files, in place of those of pages. */
export const headersOfApp = {
  'content-security-policy': policyOfApp,
  'permissions-policy': permissionsOfApp,
} as const

/** Answers with a file of the phone app. */
export const makeSafeForApp = (reply: FastifyReply): void => void reply.headers(headersOfApp)
