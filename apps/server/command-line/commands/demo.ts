import { InvalidArgumentError, type Command } from 'commander'
import { demonstrationActor, demonstrationOf, takeAwayDemonstration } from '../../places/made-up-city.ts'
import { loadDemonstration } from '../../demonstration/load-demonstration.ts'
import { usualCity } from '../../demonstration/usual-city.ts'
import { readConfig } from '../../config.ts'
import type { Database } from '../../foundation/database.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { lastImport } from '../../places/import-session.ts'
import {
  calendarDay,
  decimal,
  wholeNumber,
  withCommonOptions,
  withDatabase,
  type CommonOptions,
} from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { dayInWords, londonToday } from '../../foundation/days.ts'
import { count } from '../../foundation/words/figures.ts'

type DemoOptions = CommonOptions & {
  homes: number
  seed: number
  until?: string
  empty?: true
  live?: true
  every?: number
  count?: number
}

/** Seconds between visits of a live wall: not so short that one is made before the last is written. */
const secondsBetween = (text: string): number => {
  const value = decimal(text)
  if (value >= 0.1 && value <= 3600) return value
  throw new InvalidArgumentError(`Found ${JSON.stringify(text)}, expected seconds from 0.1 to 3600.`)
}

const checkOptions = ({ empty, live, every, count: visits }: DemoOptions): void => {
  if (live && empty)
    throw new MetTraceError('usage', 'Choose --live or --empty: an empty city has no visits.')
  if (!live && (every !== undefined || visits !== undefined))
    throw new MetTraceError('usage', '--every and --count are about --live.')
}

/** Real data and the made-up city are never mixed. */
const refuseBesideRealData = (database: Database): Promise<void> =>
  database.withActor(demonstrationActor, 'is real data loaded', async (tx) => {
    const demonstration = await demonstrationOf(tx)
    const madeUp = demonstration !== undefined && demonstration.state !== 'none'
    if (madeUp || (await lastImport(tx)) === null) return
    throw new MetTraceError(
      'usage',
      'Real data are loaded here, and demonstration data are never mixed with them. Use another folder: --data FOLDER',
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
    .option(
      '--until <day>',
      'day up to which its burglaries run, such as 2026-01-05 (default: today)',
      calendarDay,
    )
    .option('--empty', 'no city: pages stay empty until data are imported')
    .option('--live', 'write visits into the running demonstration, so that its wall moves, until Ctrl-C')
    .option('--every <seconds>', 'with --live: seconds between visits (default: 1)', secondsBetween)
    .option('--count <number>', 'with --live: end after so many visits', wholeNumber(1))
    .action(async (options: DemoOptions) => {
      checkOptions(options)
      const { homes, seed, until = londonToday(), empty } = options
      if (readConfig(options).production) {
        throw new MetTraceError(
          'usage',
          'In production there is no made-up city: METTRACE_PRODUCTION=1 is set.',
        )
      }
      if (options.live) {
        const { demoLive } = await import('./demo-live.ts')
        return demoLive({ ...options, every: options.every ?? 1 }, context)
      }
      await withDatabase(options, async (database) => {
        await refuseBesideRealData(database)
        if (empty) await database.withActor(demonstrationActor, 'start without a city', takeAwayDemonstration)
        else await loadDemonstration(database, { homes, seed, until }, context.progress)
      })
      await context.done('demo', {
        inputs: empty ? { empty } : { homes, seed, until },
        results: { state: empty ? 'none' : 'loaded' },
        warnings: [],
        text: empty
          ? 'There are no demonstration data. Import data of your own; the README says how.'
          : `Demonstration data of ${count(homes, 'home')} are loaded, from seed ${seed}, up to ${dayInWords(until)}. Nothing in them is real.`,
      })
    })
}
