import { availableParallelism } from 'node:os'
import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import type { ServerConfig } from './config.ts'
import { supplyOfTheDay } from './demonstration/supply-of-the-day.ts'
import { startWithCity, type CityProgress } from './demonstration/start-with-city.ts'
import { openDatabase, type Database } from './foundation/database.ts'
import { MetTraceError } from './foundation/errors.ts'
import { pool } from './foundation/jobs/pool.ts'
import { usualPatience } from './foundation/jobs/work-pages.ts'
import { createLogger, standardError } from './foundation/layout/log.ts'
import { leaveOnSignal, onSignal } from './foundation/on-signal.ts'
import { demonstrationPersonIds, postDemonstrationPeople } from './identity/demonstration/post-people.ts'
import { signInServiceOf, type SignInService } from './identity/open-sign-in.ts'
import { allJobs } from './rooms.ts'
import { sealEarlierCodes } from './rooms/supply/kit-codes.ts'
import { startLog } from './start-log.ts'

/** Milliseconds in which the server ends in good order, or else at once. */
const longestClosing = 30_000

export type RunningServer = {
  /** Where it answers, `http://127.0.0.1:3000`. */
  address: string
  /** Finishes the requests under way, then leaves the database. */
  close: () => Promise<void>
  /** Settles when the server has closed. */
  closed: Promise<void>
}

/** Why a port cannot be had, in words; `setting` is the variable that chooses it. */
const cannotListen = (
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  setting: 'PORT' | 'PROVIDER_PORT',
): Error => {
  if (error.code === 'EADDRINUSE') {
    return new MetTraceError(
      'usage',
      `Port ${port} is taken by another program. Choose another: ${setting}=${port + 1} npm start`,
      { found: `${setting}=${port}` },
    )
  }
  if (error.code === 'EACCES') {
    return new MetTraceError(
      'usage',
      `This account may not use port ${port}. Choose one above 1023: ${setting}=3000`,
    )
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new MetTraceError('usage', `This machine has no address ${host}. Set HOST to one that it has.`)
  }
  return error
}

const addressOf = ({ address, family, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`

/** Where people reach a server that listens on every address of the machine: for them, on the machine itself. */
const reachedAt = (address: string): string => address.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//127.0.0.1')

/** Listens, and lets people in from then on. Returns the address. Errors: `usage` where a port cannot be had. */
const listen = async (app: FastifyInstance, signIn: SignInService, config: ServerConfig): Promise<string> => {
  const { host, port } = config
  await app.listen({ host, port, listenTextResolver: () => 'listening' }).catch((error: unknown) => {
    throw cannotListen(error as NodeJS.ErrnoException, host, port, 'PORT')
  })
  const address = addressOf(app.server.address() as AddressInfo)
  const own = config.signIn.kind === 'demonstration' ? config.signIn.port : port
  await signIn.open(config.publicUrl ?? reachedAt(address)).catch((error: unknown) => {
    throw cannotListen(error as NodeJS.ErrnoException, host, own, 'PROVIDER_PORT')
  })
  return address
}

/** Made-up people at once; the made-up city beside the server, and then their postings to its places and their kits. */
const startDemonstration = async (
  database: Database,
  city: CityProgress,
  logger: FastifyBaseLogger,
): Promise<void> => {
  const post = async (): Promise<void> => {
    await postDemonstrationPeople(database)
    const people = await demonstrationPersonIds(database)
    await supplyOfTheDay(database, new Date(), people)
    const { roundsOfTheDay } = await import('./demonstration/rounds-of-the-day.ts')
    await roundsOfTheDay(database, new Date(), people)
    const { deliveriesOfTheMonth } = await import('./demonstration/deliveries/deliveries-of-the-month.ts')
    await deliveriesOfTheMonth(database, new Date(), people)
    const { yearOfTrace } = await import('./demonstration/trace/year-of-trace.ts')
    await yearOfTrace(database, people)
  }
  await post()
  void startWithCity(database, city, logger, post)
}

/** Tells the server's log what becomes of the embedded engine. */
export const tellOfEngine =
  ({ logLevel, logFormat }: ServerConfig) =>
  (words: string, error?: unknown): void =>
    createLogger(logLevel, standardError(logFormat)).warn({ err: error }, words)

/**
 * Opens the database as its one server, unless it is `opened` already, listens, and says where in one line on standard
 * output. SIGTERM or SIGINT
 * ends it in good order; a second signal at once.
 * Errors: `data_in_use`, `usage` (the port or host cannot be had), `log_differs`, `fault`.
 */
export const startServer = async (
  config: ServerConfig,
  say: (line: string) => void = (line) => console.log(line),
  opened?: Database,
): Promise<RunningServer> => {
  const logger = createLogger(config.logLevel, standardError(config.logFormat))
  const database = opened ?? (await openDatabase(config, { asServer: true, tell: tellOfEngine(config) }))
  const listenNoMore = leaveOnSignal(database)
  try {
    return await serve(config, { database, logger, say, listenNoMore })
  } finally {
    listenNoMore()
  }
}

type Opened = {
  database: Database
  logger: FastifyBaseLogger
  say: (line: string) => void
  /** Takes back what a signal does while the server is not there yet. */
  listenNoMore: () => void
}

const serve = async (
  config: ServerConfig,
  { database, logger, say, listenNoMore }: Opened,
): Promise<RunningServer> => {
  const city: CityProgress = { words: undefined, failed: false }
  const sealing = await sealEarlierCodes(database)
    .then(() => startLog(config, database, logger))
    .catch(async (error: unknown) => {
      await database.close()
      throw error
    })
  const leave = (): Promise<void> => sealing.stop().finally(database.close)
  const signIn = signInServiceOf(config, logger)
  const { logDirectory, trustedProxies, marking } = config
  // One processor answers while the others work.
  pool.resize(Math.max(1, availableParallelism() - 1))
  const parts = {
    database,
    logger,
    city,
    signIn,
    logDirectory,
    dataDirectory: config.databaseUrl === undefined ? config.dataDirectory : undefined,
    trustedProxies,
    marking,
    patience: usualPatience,
  }
  const app = await buildApp(parts).catch(async (error: unknown) => {
    await leave()
    throw error
  })
  const address = await listen(app, signIn, config).catch(async (error: unknown) => {
    await app.close()
    await leave()
    throw error
  })
  const starting = Promise.all(
    allJobs.map(({ start }) => start({ database, logger, publicUrl: signIn.publicUrl, mail: config.mail })),
  )
  const settled = Promise.withResolvers<void>()
  let closing = false

  const shutDown = async (): Promise<void> => {
    try {
      await app.close()
      await signIn.close()
      await Promise.all((await starting).map(({ stop }) => stop()))
      await leave()
    } finally {
      clearTimeout(patience)
      forgetSignals()
    }
  }
  const close = (): Promise<void> => {
    if (!closing) {
      closing = true
      shutDown().then(settled.resolve, settled.reject)
    }
    return settled.promise
  }
  const leaveAtOnce = (): void => {
    app.server.closeAllConnections()
    void database.abandon().finally(() => process.exit(130))
  }
  listenNoMore()
  let patience: NodeJS.Timeout | undefined
  const forgetSignals = onSignal(() => {
    if (closing) return leaveAtOnce()
    patience = setTimeout(leaveAtOnce, longestClosing).unref()
    close().catch((error: unknown) => logger.error({ err: error }, 'closing failed'))
  })

  const demonstration = config.signIn.kind === 'demonstration'
  try {
    await starting
    if (demonstration) await startDemonstration(database, city, logger)
  } catch (error) {
    // Told to end as it began, it meets a database that is closed.
    if (!closing) throw error
  }
  const how = demonstration ? ': sign in there as one of the demonstration people' : ''
  say(`MetTrace is at ${signIn.publicUrl()}${how} (Ctrl-C ends it)`)
  return { address, close, closed: settled.promise }
}
