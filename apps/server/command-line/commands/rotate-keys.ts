import type { Command } from 'commander'
import { rewrapSome } from '../../deliver/residents.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../program.ts'
import { formatWhole } from '../table.ts'

/** Wraps what is under an older master key by the newest one of the key file. Interrupted, it is run again and goes on. */
export const addRotateKeysCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('rotate-keys'))
    .description('wrap the keys of names and contacts by the newest master key, the last line of its file')
    .action(async (options: CommonOptions) => {
      const { rewrapped, version } = await withDatabase(options, async (database, config) => {
        const actor = { id: `command line: ${config.account}`, role: 'registrar' } as const
        let [done, some] = [0, 0]
        do {
          some = await database.withActor(actor, 'wrap by the newest master key', rewrapSome)
          done += some
          if (some > 0) context.progress(`${formatWhole(done)} records`)
        } while (some > 0)
        return { rewrapped: done, version: database.secrets.versions }
      })
      await context.done('rotate-keys', {
        inputs: {},
        results: { rewrapped, version },
        warnings: [],
        text: `${formatWhole(rewrapped)} records were wrapped anew; all are under version ${version} of the master key.`,
      })
    })
}
