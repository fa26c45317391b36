import formbody from '@fastify/formbody'
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { showCityProgress } from './demonstration/city-page.ts'
import type { CityProgress } from './demonstration/start-with-city.ts'
import type { Database } from './foundation/database.ts'
import { healthRoutes } from './foundation/health.ts'
import { workRoutes, type Patience } from './foundation/jobs/work-pages.ts'
import { answerError, refuseUnknownAddress } from './foundation/layout/errors.ts'
import { logResponse } from './foundation/layout/log.ts'
import { addMarking, usualMarking } from './foundation/layout/marking.ts'
import { addViews } from './foundation/layout/views.ts'
import { refuseWhatIsNoText } from './foundation/plain-questions.ts'
import { countRequests, usualLimits, type Limits } from './foundation/rate-limits.ts'
import { takeFiles } from './foundation/page/sent-files.ts'
import type { Frame } from './foundation/page/page.ts'
import type { Transaction } from './foundation/with-actor.ts'
import { demonstrationOf } from './places/made-up-city.ts'
import { addRoom } from './foundation/room/add-room.ts'
import { movedAddresses } from './foundation/room/moved-addresses.ts'
import { makeSafe } from './foundation/safe-answers.ts'
import { refuseOtherSites } from './foundation/same-origin.ts'
import { uuidv7 } from './foundation/uuid.ts'
import { closeToStrangers } from './identity/close-to-strangers.ts'
import { peopleRoom } from './identity/room.ts'
import type { SignInParts } from './identity/sign-in-parts.ts'
import { dayRoom } from './day/room.ts'
import type { RoomParts } from './foundation/room/room.ts'
import { recordFinders } from './record-finders.ts'
import { evidenceOfPhones } from './rooms/deliver/sync/door-evidence.ts'
import { allRooms, programmeRooms, servingRooms } from './rooms.ts'

/** Every page says whether the city is made up. */
const frameOf = async (tx: Transaction): Promise<Frame> => ({
  madeUp: (await demonstrationOf(tx))?.state === 'loaded',
})

/** The whole path of a request, from top to bottom. */
export const buildApp = async (parts: {
  database: Database
  logger: FastifyBaseLogger
  /** Who lets people in, where the product is reached, and by which clock their time runs out. */
  signIn: Omit<SignInParts, 'database'>
  /** Folder that the log is published in; without it there are no proofs. */
  logDirectory?: string
  /** Folder of the embedded database. */
  dataDirectory?: string | undefined
  /** Progress of the demonstration city, while it is being made. */
  city?: CityProgress
  /** How much is answered before somebody is asked to wait. */
  limits?: Limits
  /** How long requests wait for work that takes long; without it, for as long as it takes. */
  patience?: Patience
  /** Protective marking of every page, print and export; empty for none. */
  marking?: string
  /** Proxies that are trusted to say where a request came from, as CIDR, separated by commas. */
  trustedProxies?: string | undefined
}): Promise<FastifyInstance> => {
  const app: FastifyInstance = fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: parts.trustedProxies ?? false,
    // Hooks do not run for an address that cannot be parsed.
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
  takeFiles(app)
  refuseWhatIsNoText(app)
  app.addHook('onResponse', logResponse)
  const signIn: SignInParts = { ...parts.signIn, database: parts.database }
  await closeToStrangers(app, signIn)
  app.addHook('onRequest', counted.ofPerson)

  addMarking(app, parts.marking ?? usualMarking)
  if (parts.city) showCityProgress(app, parts.city)
  addViews(app, [dayRoom, ...allRooms])
  app.decorateRequest('frame', undefined)
  app.decorate('readFrame', frameOf)
  healthRoutes(app, {
    database: parts.database,
    folders: [parts.dataDirectory, parts.logDirectory].filter((folder) => folder !== undefined),
  })
  workRoutes(app, parts.patience)
  // Pages are loaded once the server listens, when Fastify takes no hooks any more.
  const ends: (() => Promise<void>)[] = []
  app.addHook('onClose', () => Promise.all(ends.map((end) => end())))
  const roomParts: RoomParts = {
    database: parts.database,
    clock: signIn.clock,
    publicUrl: signIn.publicUrl,
    logDirectory: parts.logDirectory ?? '',
    finders: recordFinders,
    evidence: evidenceOfPhones,
    onClose: (end) => ends.push(end),
  }
  addRoom(app, dayRoom, { ...roomParts, rooms: allRooms })
  addRoom(app, peopleRoom, signIn)
  for (const room of [...servingRooms, ...programmeRooms]) addRoom(app, room, roomParts)

  app.setNotFoundHandler(refuseUnknownAddress(movedAddresses(allRooms)))
  app.setErrorHandler(answerError)
  return app
}
