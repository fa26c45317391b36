import cookie from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import { requireSession } from './require-session.ts'
import type { SignInParts } from './sign-in-parts.ts'

/** From here on every route needs a session, but those that say that they are open. */
export const closeToStrangers = async (app: FastifyInstance, parts: SignInParts): Promise<void> => {
  await app.register(cookie)
  requireSession(app, parts)
}
