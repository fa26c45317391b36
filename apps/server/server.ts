import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import type { ServerConfig } from './config.ts'
import { startWithCity, type CityProgress } from './demonstration/start-with-city.ts'
import { openDatabase, type Database } from './foundation/database.ts'
import { MetTraceError } from './foundation/errors.ts'
import { createLogger } from './foundation/layout/log.ts'
import { postDemonstrationPeople } from './identity/demonstration/post-people.ts'
import { signInServiceOf, type SignInService } from './identity/open-sign-in.ts'
import { startPublishing } from './measure/publishing/start-publishing.ts'
import { startLog } from './start-log.ts'

export type RunningServer = {
  /** Where it answers, `http://127.0.0.1:3000`. */
  address: string
  /** Finishes the requests under way, then leaves the database. */
  close: () => Promise<void>
  /** Settles when the server has closed, whoever closed it. */
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

/** Made-up people at once; the made-up city beside the server, and then their postings to its wards and BCUs. */
const startDemonstration = async (
  database: Database,
  city: CityProgress,
  logger: FastifyBaseLogger,
): Promise<void> => {
  await postDemonstrationPeople(database)
  void startWithCity(database, city, logger, () => postDemonstrationPeople(database))
}

/**
 * Opens the database as its one server, listens, and says where in one line on standard output. SIGTERM or SIGINT
 * ends it in good order; a second signal at once.
 * Errors: `data_in_use`, `usage` (the port or host cannot be had), `log_differs`, `fault`.
 */
export const startServer = async (
  config: ServerConfig,
  say: (line: string) => void = (line) => console.log(line),
): Promise<RunningServer> => {
  const database = await openDatabase(config, { asServer: true })
  const logger = createLogger(config.logLevel)
  const city: CityProgress = { words: undefined, failed: false }
  const sealing = await startLog(config, database, logger).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  const leave = (): Promise<void> => sealing.stop().finally(database.close)
  const signIn = signInServiceOf(config, logger)
  const { logDirectory, trustedProxies } = config
  const app = await buildApp({ database, logger, city, signIn, logDirectory, trustedProxies }).catch(
    async (error: unknown) => {
      await leave()
      throw error
    },
  )
  const address = await listen(app, signIn, config).catch(async (error: unknown) => {
    await app.close()
    await leave()
    throw error
  })
  const publishing = startPublishing(database, logger)
  const settled = Promise.withResolvers<void>()
  let closing = false

  const shutDown = async (): Promise<void> => {
    try {
      await app.close()
      await signIn.close()
      await publishing.stop()
      await leave()
    } finally {
      process.off('SIGTERM', onSignal)
      process.off('SIGINT', onSignal)
    }
  }
  const close = (): Promise<void> => {
    if (!closing) {
      closing = true
      shutDown().then(settled.resolve, settled.reject)
    }
    return settled.promise
  }
  const onSignal = (): void => {
    if (!closing) {
      close().catch((error: unknown) => logger.error({ err: error }, 'closing failed'))
      return
    }
    app.server.closeAllConnections()
    void database.abandon().finally(() => process.exit(130))
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)

  const demonstration = config.signIn.kind === 'demonstration'
  if (demonstration) await startDemonstration(database, city, logger)
  const how = demonstration ? ': sign in there as any of its made-up people' : ''
  say(`MetTrace is at ${signIn.publicUrl()}${how} (Ctrl-C ends it)`)
  return { address, close, closed: settled.promise }
}
