import type { Command } from 'commander'
import { beginEpoch } from '../../foundation/log/begin-epoch.ts'
import { logKeyOf } from '../../foundation/log/log-key.ts'
import { Publication } from '../../foundation/log/publication.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'

const number = new Intl.NumberFormat('en-GB')

export const addLogCommands = (program: Command, context: CommandContext): void => {
  const log = program.command('log').description('the log of what was done with whose record')
  withCommonOptions(log.command('begin-epoch'))
    .description('let the published log go on from a database that was restored from a backup')
    .requiredOption('--reason <words>', 'which backup, and why')
    .action(async (options: CommonOptions & { reason: string }) => {
      const begun = await withDatabase(options, (database, config) =>
        beginEpoch(
          { database, publication: new Publication(config.logDirectory), key: logKeyOf(database.secrets) },
          options.reason,
        ),
      )
      const { epoch, size, adopted, lost } = begun
      await context.done('log begin-epoch', {
        inputs: { reason: options.reason },
        results: begun,
        warnings: [],
        text: `Epoch ${epoch} goes on from ${number.format(size)} published entries: ${number.format(adopted)} of them were in the database and not known as sealed, ${number.format(lost)} are only published.`,
      })
    })
}
