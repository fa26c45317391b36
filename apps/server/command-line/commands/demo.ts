import type { Command } from 'commander'
import { demonstrationActor, demonstrationOf, takeAwayDemonstration } from '../../places/made-up-city.ts'
import { loadDemonstration, usualCity } from '../../demonstration/load-demonstration.ts'
import type { Database } from '../../foundation/database.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { lastImport } from '../../places/import-session.ts'
import { wholeNumber, withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../program.ts'
import { counted } from '../table.ts'

type DemoOptions = CommonOptions & { homes: number; seed: number; empty?: true }

/** Real data and the made-up city are never mixed. */
const refuseBesideRealData = (database: Database): Promise<void> =>
  database.withActor(demonstrationActor, 'is real data loaded', async (tx) => {
    const demonstration = await demonstrationOf(tx)
    const madeUp = demonstration !== undefined && demonstration.state !== 'none'
    if (madeUp || (await lastImport(tx)) === null) return
    throw new MetTraceError(
      'usage',
      'Real data are loaded here, and a made-up city is never mixed with them. Use another folder: --data FOLDER',
    )
  })

export const addDemoCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('demo'))
    .description('make the demonstration city, or start without one')
    .option('--homes <number>', 'homes in the city', wholeNumber(5000, 5_000_000), usualCity.homes)
    .option(
      '--seed <number>',
      'seed that everything in it follows from',
      wholeNumber(0, 2 ** 31 - 1),
      usualCity.seed,
    )
    .option('--empty', 'no city: pages stay empty until data are imported')
    .action(async (options: DemoOptions) => {
      const { homes, seed, empty } = options
      await withDatabase(options, async (database) => {
        await refuseBesideRealData(database)
        if (empty) await database.withActor(demonstrationActor, 'start without a city', takeAwayDemonstration)
        else await loadDemonstration(database, { homes, seed }, context.progress)
      })
      await context.done('demo', {
        inputs: empty ? { empty } : { homes, seed },
        results: { state: empty ? 'none' : 'loaded' },
        warnings: [],
        text: empty
          ? 'There is no made-up city. Import data of your own; the README says how.'
          : `A made-up city of ${counted(homes, 'home')} is loaded, from seed ${seed}. Nothing in it is real.`,
      })
    })
}
