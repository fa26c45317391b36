import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MetTraceError } from './errors.ts'

/** How much is answered before somebody is asked to wait. */
export type Limit = { most: number; seconds: number }

/**
 * A station's many people share an address, so that the limits of addresses are wide; those of persons fit what a person
 * does by hand. Nobody is locked out: counting starts again with the next span.
 */
export const usualLimits = {
  /** Everything from one address, before it is known who asks. */
  address: { most: 6000, seconds: 60 },
  /** Everything that one person asks for, a map's tiles included. */
  person: { most: 1200, seconds: 60 },
  /** Searches of one person that lead to people: a register is not to be read out by trying names or codes. */
  search: { most: 30, seconds: 60 },
  /** Sign-ins from one address, at the beginning of a shift too. */
  'sign-in': { most: 120, seconds: 60 },
  /** Messages of residents from one address, such as a library's: a code of a card is not to be found by trying. */
  resident: { most: 20, seconds: 900 },
  /** Emergency codes tried from one address. */
  emergency: { most: 10, seconds: 900 },
} as const satisfies Record<string, Limit>

export type Limits = Record<keyof typeof usualLimits, Limit>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which limit holds for the route besides those of addresses and persons; `none`: nothing is counted. */
    limit?: 'none' | 'search' | 'sign-in' | 'resident' | 'emergency'
  }
}

const words = (seconds: number): string =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`

const personOf = (request: FastifyRequest): string => request.signedIn?.person.id ?? ''

/** Hooks that count: `ofAddress` before anything is known of who asks, `ofPerson` once it is. Errors: `too_many`. */
export const countRequests = async (
  app: FastifyInstance,
  limits: Limits,
): Promise<
  Record<'ofAddress' | 'ofPerson', (request: FastifyRequest, reply: FastifyReply) => Promise<void>>
> => {
  await app.register(rateLimit, { global: false })
  const counter = (name: keyof Limits) => {
    const { most, seconds } = limits[name]
    const ofPerson = name === 'person' || name === 'search'
    const count = app.createRateLimit({
      max: most,
      timeWindow: seconds * 1000,
      ...(ofPerson ? { keyGenerator: personOf } : {}),
    })
    return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const counted = await count(request)
      if (counted.isAllowed || !counted.isExceeded) return
      request.log.warn({ limit: name, route: request.routeOptions.url ?? null }, 'too many requests')
      reply.header('retry-after', String(counted.ttlInSeconds))
      throw new MetTraceError(
        'too_many',
        `That was more than ${most} requests in ${words(seconds)}. Wait ${words(counted.ttlInSeconds)} and try again.`,
      )
    }
  }
  const [address, person] = [counter('address'), counter('person')]
  const ofRoute = {
    search: counter('search'),
    'sign-in': counter('sign-in'),
    resident: counter('resident'),
    emergency: counter('emergency'),
  }
  return {
    ofAddress: async (request, reply) => {
      if (request.routeOptions.config?.limit !== 'none') await address(request, reply)
    },
    ofPerson: async (request, reply) => {
      const { limit } = request.routeOptions.config ?? {}
      if (limit === 'none') return
      if (request.signedIn) await person(request, reply)
      if (limit !== undefined) await ofRoute[limit](request, reply)
    },
  }
}
