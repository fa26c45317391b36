import { commandLineActor } from '../actor.ts'
import type { Command } from 'commander'
import { rewrapSomeFiles } from '../../foundation/files/files.ts'
import { rewrapSomeScanFiles } from '../../foundation/files/scan-files.ts'
import { dropPiecesBefore } from '../../foundation/phones/drop-pieces.ts'
import { rewrapSomeCorrections } from '../../rooms/deliver/letters/corrections.ts'
import { rewrapSome } from '../../rooms/deliver/residents.ts'
import { rewrapSomeEvents } from '../../rooms/deliver/sync/judge/event-keys.ts'
import { rewrapSomeKits } from '../../rooms/supply/kit-codes.ts'
import { rewrapSomeReadings, rewrapSomeResults } from '../../rooms/trace/readings/reading-keys.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatWhole } from '../table.ts'

/** Wraps every row key that an older master key wraps with the newest one. If interrupted, run it again: it continues. */
export const addRotateKeysCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('rotate-keys'))
    .description(
      'wrap the keys of names, contacts, codes and pictures by the newest master key, the last line of its file',
    )
    .action(async (options: CommonOptions) => {
      const { rewrapped, version } = await withDatabase(options, async (database, config) => {
        const register = commandLineActor(config, 'keysCommand')
        const readings = commandLineActor(config, 'readingKeysCommand')
        let [done, some] = [0, 0]
        for (const [actor, rewrap] of [
          [register, rewrapSome],
          [register, rewrapSomeKits],
          [register, rewrapSomeEvents],
          [register, rewrapSomeCorrections],
          [register, rewrapSomeFiles],
          [readings, rewrapSomeReadings],
          [readings, rewrapSomeResults],
          [readings, rewrapSomeScanFiles],
        ] as const) {
          do {
            some = await database.withActor(actor, 'wrap by the newest master key', rewrap)
            done += some
            if (some > 0) context.progress(`${formatWhole(done)} records`)
          } while (some > 0)
        }
        // Phones send again what was on its way.
        await database.withActor(readings, 'drop pieces of pictures under an older master key', (tx) =>
          dropPiecesBefore(tx, new Date()),
        )
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
