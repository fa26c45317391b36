import cookie from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import { emergencyPages } from './emergency-pages.ts'
import { peoplePages } from './people-pages.ts'
import { requireSession } from './require-session.ts'
import { signInPages } from './sign-in-pages.ts'
import type { SignInParts } from './sign-in-parts.ts'
import { watchPages } from './watch-pages.ts'
import { youPages } from './you-pages.ts'

/** From here on every route needs a session, but those that say that they are open. */
export const closeToStrangers = async (app: FastifyInstance, parts: SignInParts): Promise<void> => {
  await app.register(cookie)
  requireSession(app, parts)
}

/** Sign-in, who you are, people, devices, emergency sign-ins. */
export const identityRoutes = (app: FastifyInstance, parts: SignInParts): void => {
  signInPages(app, parts)
  emergencyPages(app, parts)
  youPages(app, parts)
  peoplePages(app, parts)
  watchPages(app, parts)
}
