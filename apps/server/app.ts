import formbody from '@fastify/formbody'
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { accountRoutes } from './account/routes.ts'
import { showCityProgress } from './demonstration/city-page.ts'
import type { CityProgress } from './demonstration/start-with-city.ts'
import { deliverRoutes } from './deliver/routes.ts'
import type { Database } from './foundation/database.ts'
import { healthRoutes } from './foundation/health.ts'
import { assetRoutes } from './foundation/layout/assets.ts'
import { answerError, refuseUnknownAddress } from './foundation/layout/errors.ts'
import { logResponse } from './foundation/layout/log.ts'
import { refuseOtherSites } from './foundation/same-origin.ts'
import { uuidv7 } from './foundation/uuid.ts'
import { closeToStrangers, identityRoutes } from './identity/routes.ts'
import type { SignInParts } from './identity/sign-in-parts.ts'
import { measureRoutes } from './measure/routes.ts'
import { tileRoutes } from './map/tile-routes.ts'
import { targetRoutes } from './target/routes.ts'
import { traceRoutes } from './trace/routes.ts'

/** Everything a page needs comes from this server, and nothing inline: what is injected does not run. */
const securityHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      // MapLibre makes its worker of its own code.
      workerSrc: ["'self'", 'blob:'],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  crossOriginEmbedderPolicy: true,
  referrerPolicy: { policy: 'no-referrer' },
  // Only this host: others of the same domain are not ours to bind.
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
}

/** The whole path of a request, from top to bottom. */
export const buildApp = async (parts: {
  database: Database
  logger: FastifyBaseLogger
  /** Who lets people in, where the product is reached, and by which clock their time runs out. */
  signIn: Omit<SignInParts, 'database'>
  /** Folder that the log is published in; without it there are no proofs. */
  logDirectory?: string
  /** A made-up city that may be in the making. */
  city?: CityProgress
}): Promise<FastifyInstance> => {
  const app: FastifyInstance = fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerError,
    genReqId: () => uuidv7(),
    requestIdHeader: false,
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  })

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  await app.register(helmet, securityHeaders)
  refuseOtherSites(app)
  await app.register(formbody)
  app.addHook('onResponse', logResponse)
  const signIn: SignInParts = { ...parts.signIn, database: parts.database }
  await closeToStrangers(app, signIn)

  if (parts.city) showCityProgress(app, parts.city)
  assetRoutes(app)
  healthRoutes(app, parts.database)
  identityRoutes(app, signIn)
  tileRoutes(app, parts.database)
  targetRoutes(app, parts.database)
  measureRoutes(app, parts.database)
  accountRoutes(app, { database: parts.database, logDirectory: parts.logDirectory ?? '' })
  deliverRoutes(app, parts.database)
  traceRoutes(app, parts.database)

  app.setNotFoundHandler(refuseUnknownAddress)
  app.setErrorHandler(answerError)
  return app
}
