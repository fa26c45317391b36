import type { Command } from 'commander'
import { dayInWords } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { homesOfArea, type AreaHomes } from '../../places/homes.ts'
import { homeSources, unknownDay, withdrawSource, type HomeSource } from '../../places/home-sources.ts'
import { sourceState } from '../../places/home-source-words.ts'
import { commandLineActor } from '../actor.ts'
import { calendarDay, withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatWhole, textTable } from '../table.ts'

const table = (rows: readonly HomeSource[]): string =>
  textTable(rows, [
    { heading: 'Day', value: ({ asOf }) => (asOf === null ? 'not known' : dayInWords(asOf)) },
    { heading: 'Source', value: ({ source }) => source },
    { heading: 'Areas', value: ({ areas }) => formatWhole(areas), align: 'right' },
    { heading: 'Homes', value: ({ homes }) => formatWhole(homes), align: 'right' },
    { heading: 'State', value: sourceState },
  ])

const areaHomes = async (
  context: CommandContext,
  options: CommonOptions & { area?: string; ward?: string },
): Promise<void> => {
  const { area, ward } = options
  if (area !== undefined && ward !== undefined)
    throw new MetTraceError('usage', 'Ask for an area or a ward, not for both.', {
      found: `--area ${area} --ward ${ward}`,
      expected: 'one of them',
    })
  const homes = await withDatabase(options, (database, config) =>
    database.withActor(commandLineActor(config, 'importCommand'), 'homes of an area', (tx) =>
      homesOfArea(tx, area ?? ward ?? '', ward === undefined ? undefined : 'ward'),
    ),
  )
  await context.done('homes', {
    inputs: { ...(area !== undefined && { area }), ...(ward !== undefined && { ward }) },
    results: homes,
    warnings: [],
    text: homesText(homes),
  })
}

const homesText = (homes: AreaHomes): string =>
  [
    `Homes: ${formatWhole(homes.homes)}`,
    ...Object.entries(homes.excluded).map(([reason, left]) => `Left out, ${reason}: ${formatWhole(left)}`),
    ...(homes.edition
      ? [
          `Flats: ${formatWhole(homes.flats ?? 0)}`,
          `Houses in multiple occupation: ${formatWhole(homes.multipleOccupation ?? 0)}`,
          `Institutions, which are no homes: ${formatWhole(homes.institutions ?? 0)}`,
          `Edition: ${homes.edition.number}, of ${dayInWords(homes.edition.asOf)}`,
        ]
      : []),
    `Rule: ${homes.rule}`,
    '',
  ].join('\n')

export const addHomesCommands = (program: Command, context: CommandContext): void => {
  const group = program.command('homes').description('sources of the numbers of homes, and which are in use')
  withCommonOptions(group.command('list', { isDefault: true }))
    .description('homes of one area; without one, every source by day, and whether it is in use')
    .option('--area <code>', 'code of an area of any kind')
    .option('--ward <code>', 'code of a ward')
    .action(async (options: CommonOptions & { area?: string; ward?: string }) => {
      if (options.area !== undefined || options.ward !== undefined) return areaHomes(context, options)
      const rows = await withDatabase(options, (database, config) =>
        database.withActor(commandLineActor(config, 'importCommand'), 'sources of homes', homeSources),
      )
      await context.done('homes list', { inputs: {}, results: rows, warnings: [], text: table(rows) })
    })
  withCommonOptions(group.command('withdraw'))
    .description('take back that a source replaces another: the one before is in use again')
    .argument('<source>', 'file and column, as `homes list` names it')
    .option('--as-of <date>', 'day that its numbers describe', calendarDay)
    .action(async (source: string, options: CommonOptions & { asOf?: string }) => {
      const rows = await withDatabase(options, (database, config) => {
        const actor = commandLineActor(config, 'importCommand')
        return database.withActor(actor, 'withdraw a source of homes', async (tx) => {
          await withdrawSource(tx, actor.id, { source, asOf: options.asOf ?? unknownDay })
          return homeSources(tx)
        })
      })
      await context.done('homes withdraw', {
        inputs: { source, ...(options.asOf && { asOf: options.asOf }) },
        results: rows,
        warnings: [],
        text: table(rows),
      })
    })
}
