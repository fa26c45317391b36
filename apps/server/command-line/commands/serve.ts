import type { Command } from 'commander'
import { readConfig } from '../../config.ts'
import { wholeNumber, withCommonOptions, type CommonOptions } from '../options.ts'

export const addServeCommand = (program: Command): void => {
  withCommonOptions(program.command('serve'))
    .description('start the pages, with the embedded database or the one of DATABASE_URL')
    .option('--port <port>', 'port to listen on (default: 3000, or PORT)', wholeNumber(0))
    .action(async (options: CommonOptions & { port?: number }) => {
      // Loaded when asked for: the other commands need no web server.
      const { startServer } = await import('../../server.ts')
      await startServer(readConfig({ data: options.data, port: options.port }))
    })
}
