import type { AddressInfo } from 'node:net'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { startWithCity, type CityProgress } from './demonstration/start-with-city.ts'
import { openDatabase } from './foundation/database.ts'
import { MetTraceError } from './foundation/errors.ts'
import { createLogger } from './foundation/layout/log.ts'
import { startLog } from './start-log.ts'

export type RunningServer = {
  /** Where it answers, `http://127.0.0.1:3000`. */
  address: string
  /** Finishes the requests under way, then leaves the database. */
  close: () => Promise<void>
  /** Settles when the server has closed, whoever closed it. */
  closed: Promise<void>
}

const cannotListen = (error: NodeJS.ErrnoException, config: Config): Error => {
  const { host, port } = config
  if (error.code === 'EADDRINUSE') {
    return new MetTraceError(
      'usage',
      `Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`,
      { found: `PORT=${port}` },
    )
  }
  if (error.code === 'EACCES') {
    return new MetTraceError(
      'usage',
      `This account may not use port ${port}. Choose one above 1023: PORT=3000`,
    )
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new MetTraceError('usage', `This machine has no address ${host}. Set HOST to one that it has.`)
  }
  return error
}

const addressOf = ({ address, family, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`

/**
 * Opens the database as its one server, listens, and says where in one line on standard output. SIGTERM or SIGINT
 * ends it in good order; a second signal at once.
 * Errors: `data_in_use`, `usage` (the port or host cannot be had), `log_differs`, `fault`.
 */
export const startServer = async (
  config: Config,
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
  const app = await buildApp({
    database,
    logger,
    account: config.account,
    logDirectory: config.logDirectory,
    city,
  }).catch(async (error: unknown) => {
    await leave()
    throw error
  })
  try {
    await app.listen({ host: config.host, port: config.port, listenTextResolver: () => 'listening' })
  } catch (error) {
    await app.close()
    await leave()
    throw cannotListen(error as NodeJS.ErrnoException, config)
  }
  const settled = Promise.withResolvers<void>()
  let closing = false

  const shutDown = async (): Promise<void> => {
    try {
      await app.close()
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

  const address = addressOf(app.server.address() as AddressInfo)
  void startWithCity(database, city, logger)
  say(`MetTrace is at ${address} (Ctrl-C ends it)`)
  return { address, close, closed: settled.promise }
}
