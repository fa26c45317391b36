import type { Command } from 'commander'
import { readServerConfig } from '../../config.ts'
import { openDatabase } from '../../foundation/database.ts'
import { leaveOnSignal } from '../../foundation/on-signal.ts'
import { wholeNumber, withCommonOptions, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'

const highestPort = 65_535

export const addServeCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('serve'))
    .description('start the pages, with the embedded database or the one of DATABASE_URL')
    .option('--port <port>', 'port to listen on (default: 3000, or PORT)', wholeNumber(0, highestPort))
    .action(async (options: CommonOptions & { port?: number }) => {
      const config = readServerConfig({ data: options.data, port: options.port })
      // The other commands need no web server; this one loads it while the database starts.
      let server: Promise<typeof import('../../server.ts')> | undefined
      const load = () => (server ??= import('../../server.ts'))
      const database = await openDatabase(config, {
        asServer: true,
        meanwhile: () => void load(),
        tell: (...words) => void load().then(({ tellOfEngine }) => tellOfEngine(config)(...words)),
      })
      const listenNoMore = leaveOnSignal(database)
      const { startServer } = await load()
      const said: string[] = []
      const starting = startServer(config, (line) => said.push(line), database)
      listenNoMore()
      const { address } = await starting
      await context.done('serve', {
        inputs: { port: options.port },
        results: { address },
        warnings: [],
        text: said.join('\n'),
      })
    })
}
