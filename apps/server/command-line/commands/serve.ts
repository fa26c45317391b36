import type { Command } from 'commander'
import { readServerConfig } from '../../config.ts'
import { wholeNumber, withCommonOptions, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../program.ts'

const highestPort = 65_535

export const addServeCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('serve'))
    .description('start the pages, with the embedded database or the one of DATABASE_URL')
    .option('--port <port>', 'port to listen on (default: 3000, or PORT)', wholeNumber(0, highestPort))
    .action(async (options: CommonOptions & { port?: number }) => {
      // Loaded when asked for: the other commands need no web server.
      const { startServer } = await import('../../server.ts')
      const said: string[] = []
      const { address } = await startServer(
        readServerConfig({ data: options.data, port: options.port }),
        (line) => said.push(line),
      )
      await context.done('serve', {
        inputs: { port: options.port },
        results: { address },
        warnings: [],
        text: said.join('\n'),
      })
    })
}
