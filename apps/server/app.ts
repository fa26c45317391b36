import formbody from '@fastify/formbody'
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
import { countRequests, usualLimits, type Limits } from './foundation/rate-limits.ts'
import { makeSafe } from './foundation/safe-answers.ts'
import { refuseOtherSites } from './foundation/same-origin.ts'
import { uuidv7 } from './foundation/uuid.ts'
import { closeToStrangers, identityRoutes } from './identity/routes.ts'
import type { SignInParts } from './identity/sign-in-parts.ts'
import { measureRoutes } from './measure/routes.ts'
import { tileRoutes } from './map/tile-routes.ts'
import { targetRoutes } from './target/routes.ts'
import { traceRoutes } from './trace/routes.ts'

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
  /** How much is answered before somebody is asked to wait. */
  limits?: Limits
  /** Addresses of proxies whose word is taken for where a request came from, as CIDR, with commas between. */
  trustedProxies?: string | undefined
}): Promise<FastifyInstance> => {
  const app: FastifyInstance = fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: parts.trustedProxies ?? false,
    // An address that cannot be taken apart comes by no hook.
    frameworkErrors: (error, request, reply) => {
      makeSafe(request, reply)
      return answerError(error, request, reply)
    },
    genReqId: () => uuidv7(),
    requestIdHeader: false,
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  })

  app.addHook('onRequest', async (request, reply) => makeSafe(request, reply))
  const counted = await countRequests(app, parts.limits ?? usualLimits)
  app.addHook('onRequest', counted.ofAddress)
  refuseOtherSites(app)
  await app.register(formbody)
  app.addHook('onResponse', logResponse)
  const signIn: SignInParts = { ...parts.signIn, database: parts.database }
  await closeToStrangers(app, signIn)
  app.addHook('onRequest', counted.ofPerson)

  if (parts.city) showCityProgress(app, parts.city)
  assetRoutes(app)
  healthRoutes(app, parts.database)
  identityRoutes(app, signIn)
  tileRoutes(app, parts.database)
  targetRoutes(app, parts.database)
  measureRoutes(app, parts.database)
  accountRoutes(app, {
    database: parts.database,
    logDirectory: parts.logDirectory ?? '',
    clock: signIn.clock,
  })
  deliverRoutes(app, parts.database, signIn.clock)
  traceRoutes(app, parts.database, signIn.clock)

  app.setNotFoundHandler(refuseUnknownAddress)
  app.setErrorHandler(answerError)
  return app
}
