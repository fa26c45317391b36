import { basename, resolve } from 'node:path'
import { actionableRepeats } from '@mettrace/analysis/near-repeat/actionable-repeats'
import { knoxTable } from '@mettrace/analysis/near-repeat/knox'
import { Option, type Command } from 'commander'
import { readConfig } from '../../config.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { readEvents } from '../../places/formats/event-files.ts'
import type { DayOrder } from '../../places/formats/dates.ts'
import {
  dateOrderOption,
  risingNumbers,
  wholeNumber,
  withCommonOptions,
  type CommonOptions,
} from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatPercent, formatWhole, textTable } from '../table.ts'
import { count } from '../../foundation/words/figures.ts'

/** More shuffles would not help: at this number p is already known to a thousandth of itself where it matters. */
const mostPermutations = 1_000_000

type NearRepeatOptions = CommonOptions & {
  x: string
  y: string
  date: string
  dateTo?: string
  crs?: string
  dates?: DayOrder
  distances: number[]
  days: number[]
  metric: 'manhattan' | 'euclidean'
  permutations: number
  seed: number
}

/** First response of the near-repeat literature: within 200 m, in the days after the first. */
const actionable = { withinMetres: 200, withinDays: 6, leadDays: 1 }

/** The shuffles are seeded with 32 bits. */
const highestSeed = 2 ** 32 - 1

const bandNames = (edges: readonly number[], unit: string): string[] =>
  edges.slice(1).map((edge, at) => `[${edges[at]}, ${edge}) ${unit}`)

export const addNearRepeatCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('nearrepeat'))
    .description('the Knox table: do burglaries follow one another nearby more than chance would have it')
    .argument('<file>', 'CSV with a row for each burglary')
    .requiredOption('--x <column>', 'column of the easting in metres, or with --crs of x or longitude')
    .requiredOption('--y <column>', 'column of the northing in metres, or with --crs of y or latitude')
    .option('--crs <code>', 'system of the coordinates, such as EPSG:4326 (default: metres of any plane)')
    .requiredOption('--date <column>', 'column of the date, or of the first day of a range')
    .option('--date-to <column>', 'column of the last day of a range')
    .addOption(dateOrderOption())
    .option(
      '--distances <metres>',
      'edges of the distance bands, half-open',
      risingNumbers,
      [0, 0.1, 200, 400, 600],
    )
    .option('--days <days>', 'edges of the time bands, half-open', risingNumbers, [0, 7, 14, 21])
    .addOption(
      new Option('--metric <metric>', 'distance').choices(['manhattan', 'euclidean']).default('manhattan'),
    )
    .option('--permutations <number>', 'shuffles of the dates', wholeNumber(1, mostPermutations), 999)
    .option('--seed <number>', 'seed of the shuffles', wholeNumber(0, highestSeed), 1)
    .action(async (file: string, options: NearRepeatOptions) => {
      const { invocationDirectory } = readConfig({ data: options.data })
      context.progress('reading burglaries')
      const { warnings, ...events } = await readEvents(resolve(invocationDirectory, file), options)
      const { distances, days, metric, permutations, seed } = options
      context.progress(`shuffling ${events.x.length} dates ${permutations} times`)
      const table = inWords(() => knoxTable(events, { distances, days, metric, permutations, seed }))
      if (table.n < 2) {
        throw new MetTraceError('not_enough', 'Fewer than two burglaries have a place and a date.', {
          file: basename(file),
          found: `${table.n}`,
          expected: '2 or more',
        })
      }
      const repeats = inWords(() => actionableRepeats(events, { ...actionable, metric }))
      const rows = bandNames(distances, 'm').flatMap((distance, row) =>
        bandNames(days, 'days').map((day, column) => ({ distance, day, row, column })),
      )
      await context.done('nearrepeat', {
        inputs: {
          file,
          x: options.x,
          y: options.y,
          ...(options.crs === undefined ? {} : { crs: options.crs }),
          date: options.date,
          dateTo: options.dateTo ?? null,
          permutations,
          seed,
        },
        results: {
          n: table.n,
          missingDates: table.missingDates,
          distances,
          days,
          metric,
          intervals: '[a,b)',
          pairs: table.pairs,
          rowPairs: table.rowPairs,
          columnPairs: table.columnPairs,
          observed: table.observed,
          expected: table.expected,
          ratio: table.ratio,
          p: table.p,
          pAdjusted: table.pAdjusted,
          actionable: { ...actionable, repeats: repeats.repeats, share: repeats.share },
        },
        warnings,
        text: [
          `${count(table.n, 'burglary', 'burglaries')} with a date, ${formatWhole(table.missingDates)} without; distance ${metric}; bands [a, b) hold a and not b.`,
          `${formatWhole(repeats.repeats)}${repeats.share === null ? '' : ` (${formatPercent(repeats.share)})`} came 1 to 5 days after another within 200 m: repeats that could have been acted on.`,
          '',
          textTable(rows, [
            { heading: 'Distance', value: ({ distance }) => distance },
            { heading: 'Time between', value: ({ day }) => day },
            {
              heading: 'Pairs',
              value: ({ row, column }) => figure(table.observed, row, column, 0),
              align: 'right',
            },
            {
              heading: 'By chance',
              value: ({ row, column }) => figure(table.expected, row, column, 1),
              align: 'right',
            },
            {
              heading: 'Ratio',
              value: ({ row, column }) => figure(table.ratio, row, column, 2),
              align: 'right',
            },
            { heading: 'p', value: ({ row, column }) => figure(table.p, row, column, 3), align: 'right' },
            {
              heading: 'p, all cells',
              value: ({ row, column }) => figure(table.pAdjusted, row, column, 3),
              align: 'right',
            },
          ]),
        ].join('\n'),
      })
    })
}

const figure = (
  cells: readonly (readonly (number | null)[])[],
  row: number,
  column: number,
  digits: number,
): string => cells[row]?.[column]?.toFixed(digits) ?? '–'

/** What the analysis refuses is what was typed or what stood in the file. */
const inWords = <T>(work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError)
      throw new MetTraceError(
        'value_invalid',
        `The table cannot be made: ${error.message}.`,
        {},
        { cause: error },
      )
    throw error
  }
}
