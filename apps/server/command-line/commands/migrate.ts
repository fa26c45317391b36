import type { Command } from 'commander'
import { readConfig } from '../../config.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { migrate } from '../../foundation/migrate.ts'
import { withCommonOptions, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../program.ts'

/** Brings a database of one's own up to date as its owner, and lets the product's login in; the server then needs neither. */
export const addMigrateCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('migrate'))
    .description(
      'bring the database of DATABASE_URL up to date as its owner; the embedded one does so by itself',
    )
    .requiredOption('--login <name>', 'login that the server works as, without rights of its own')
    .action(async (options: CommonOptions & { login: string }) => {
      const { databaseUrl } = readConfig(options)
      if (!databaseUrl) throw new MetTraceError('usage', 'Set DATABASE_URL to the database, as its owner.')
      await migrate(databaseUrl, options.login)
      await context.done('migrate', {
        inputs: { login: options.login },
        results: { migrated: true },
        warnings: [],
        text: `The database is up to date, and ${options.login} may work in it.`,
      })
    })
}
