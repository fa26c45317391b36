import type { Command } from 'commander'
import { readConfig } from '../../config.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { namesOfLogins } from '../../foundation/access/logins.ts'
import { asUnusable } from '../../foundation/database.ts'
import { migrate } from '../../foundation/migrate.ts'
import { withCommonOptions, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'

/** Updates a database as its owner and grants the product's roles to its login, so that the server needs no owner's rights. */
export const addMigrateCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('migrate'))
    .description(
      'bring the database of DATABASE_URL up to date as its owner; the embedded one does so by itself',
    )
    .requiredOption(
      '--login <name>',
      'login of the pages, such as mettrace_web; those of sign-in, worker and commands are named after it',
    )
    .action(async (options: CommonOptions & { login: string }) => {
      const { databaseUrl } = readConfig(options)
      if (!databaseUrl) throw new MetTraceError('usage', 'Set DATABASE_URL to the database, as its owner.')
      const names = namesOfLogins(options.login)
      const { madeLogins, tooMany } = await migrate(databaseUrl, names).catch((error: unknown) => {
        throw asUnusable(error)
      })
      await context.done('migrate', {
        inputs: { login: options.login },
        results: { migrated: true, logins: names, madeLogins },
        warnings: [
          ...madeLogins.map(
            (name) =>
              `The login ${name} was made without a password. Give it one in psql: \\password ${name}`,
          ),
          ...tooMany.map(
            (name) =>
              `The login ${name} may still become everybody, as the one login of earlier versions did. When nothing uses it any more: drop role ${name}`,
          ),
        ],
        text: `The database is up to date. ${names.web}, ${names.signIn} and ${names.worker} may serve it, and commands work as ${names.command}.`,
      })
    })
}
