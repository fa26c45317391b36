import { InvalidArgumentError, Option, type Command } from 'commander'
import { formatMonth, parseMonth, type Month } from '../../foundation/month.ts'
import { placeboOfCity, type PlaceboRow } from '../../rooms/measure/placebo/placebo.ts'
import { yearInWords } from '../../rooms/measure/placebo/year-in-words.ts'
import { kitRoundings, seriesNames, sources } from '../../crime/types.ts'
import { areaKinds } from '../../places/area-kinds.ts'
import { commandLineActor } from '../actor.ts'
import {
  codes,
  level,
  share,
  wholeNumber,
  withCommonOptions,
  withDatabase,
  type CommonOptions,
} from '../options.ts'
import { seriesAndSource } from '../../crime/words.ts'
import { capital, kindInWords, monthInWords, periodInWords } from '../../foundation/words/figures.ts'
import type { CommandContext } from '../command-context.ts'
import { formatWhole, textTable } from '../table.ts'

type PlaceboOptions = CommonOptions & {
  kits: number
  saturation: number
  from?: Month
  to?: Month
  selectYears: number
  kitRounding: (typeof kitRoundings)[number]
  exclude: string[]
  kind: (typeof areaKinds)[number]
  series: (typeof seriesNames)[number]
  source?: (typeof sources)[number]
  programmeFrom?: Month | 'none'
  figure?: number
  level: number
}

const monthOrNone = (text: string): Month | 'none' => {
  if (text === 'none') return text
  const month = parseMonth(text)
  if (month === undefined)
    throw new InvalidArgumentError(
      `Found ${JSON.stringify(text)}, expected a month such as 2015-03, or none.`,
    )
  return month
}

/** A month, or the first or last one of a calendar year. */
const edgeOfYear =
  (edge: 'first' | 'last') =>
  (text: string): Month => {
    const month = parseMonth(/^\d{4}$/.test(text) ? `${text}-${edge === 'first' ? '01' : '12'}` : text)
    if (month === undefined)
      throw new InvalidArgumentError(
        `Found ${JSON.stringify(text)}, expected a month such as 2017-04, or a year such as 2017.`,
      )
    return month
  }

const monthOf = (text: string): Month => parseMonth(text) ?? 0

/** How years are called that do not begin in January. */
const yearsInWords = (rows: readonly PlaceboRow[]): string => {
  const first = monthOf(rows[0]?.from ?? '')
  return first % 12 === 0
    ? ''
    : ` Years begin in ${monthInWords(formatMonth(first)).split(' ')[0]}: ${yearInWords(first)} is ${periodInWords(formatMonth(first), formatMonth(first + 11))}.`
}

const ratio = (text: string): number => {
  const value = Number(text)
  if (!/^-?\d*\.?\d+$/.test(text) || value < -1)
    throw new InvalidArgumentError(
      `Found ${JSON.stringify(text)}, expected a ratio less one such as -0.231 for −23.1%.`,
    )
  return value
}

const percent = (fraction: number): string =>
  `${fraction < 0 ? '−' : '+'}${Math.abs(100 * fraction).toFixed(1)}%`
const change = (before: number, after: number): string => (before > 0 ? percent(after / before - 1) : '–')

const table = (rows: readonly PlaceboRow[]): string =>
  textTable(rows, [
    {
      heading: 'Years',
      value: ({ from, to }) => `${yearInWords(monthOf(from))}→${yearInWords(monthOf(to) - 11)}`,
    },
    { heading: 'Clean', value: ({ clean }) => (clean ? 'yes' : 'no') },
    { heading: 'Areas', value: ({ areas }) => formatWhole(areas), align: 'right' },
    { heading: 'Homes', value: ({ homes }) => formatWhole(homes), align: 'right' },
    {
      heading: 'Inside',
      value: (row) => `${formatWhole(row.insideBefore)}→${formatWhole(row.insideAfter)}`,
      align: 'right',
    },
    { heading: '', value: (row) => change(row.insideBefore, row.insideAfter), align: 'right' },
    {
      heading: 'Outside',
      value: (row) => `${formatWhole(row.outsideBefore)}→${formatWhole(row.outsideAfter)}`,
      align: 'right',
    },
    { heading: '', value: (row) => change(row.outsideBefore, row.outsideAfter), align: 'right' },
    { heading: 'Ratio', value: (row) => (row.ratio === null ? '–' : percent(row.ratio)), align: 'right' },
    {
      heading: 'Corrected',
      value: ({ corrected }) => (corrected ? percent(corrected.estimate) : '–'),
      align: 'right',
    },
    {
      heading: 'Likely range',
      value: ({ corrected }) => (corrected ? `${percent(corrected.low)} to ${percent(corrected.high)}` : '–'),
      align: 'right',
    },
    {
      heading: 'Holds zero',
      value: ({ corrected }) =>
        corrected ? (corrected.low <= 0 && corrected.high >= 0 ? 'yes' : 'NO') : '–',
    },
  ])

export const addPlaceboCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('placebo'))
    .description('what choosing the worst areas shows by itself in years without any kits')
    .requiredOption('--kits <number>', 'kits as if handed out', wholeNumber(1))
    .option('--saturation <share>', "share of an area's homes that get a kit", share, 0.85)
    .option(
      '--from <month>',
      'first month of a comparison, such as 2017-04, in which its years begin; or a calendar year (default: the first calendar year loaded)',
      edgeOfYear('first'),
    )
    .option(
      '--to <month>',
      'last month of a comparison, or a calendar year (default: the last year loaded)',
      edgeOfYear('last'),
    )
    .option(
      '--select-years <number>',
      'years, ending with the one before, whose burglaries choose the areas',
      wholeNumber(1, 20),
      1,
    )
    .addOption(
      new Option('--kit-rounding <way>', 'none: 0.85 of a home is 0.85 of a kit')
        .choices(kitRoundings)
        .default('none'),
    )
    .addOption(
      new Option('--exclude <code...>', 'areas left out altogether').argParser(codes).default([], 'none'),
    )
    .addOption(new Option('--kind <kind>', 'kind of area').choices(areaKinds).default('lsoa'))
    .addOption(
      new Option('--series <series>', 'all: every burglary; residential: homes only')
        .choices(seriesNames)
        .default('all'),
    )
    .addOption(new Option('--source <source>', 'take the series from this source').choices(sources))
    .option(
      '--programme-from <month>',
      'first month with kits, or none; periods before are clean (default: the setting "programme from" of the force)',
      monthOrNone,
    )
    .option('--figure <ratio>', "a programme's own ratio, such as -0.231, to hold against them", ratio)
    .option('--level <share>', 'how often the interval is meant to hold', level, 0.95)
    .action(async (options: PlaceboOptions) => {
      context.progress('choosing areas as if a programme had begun after every year')
      const { data: _data, json: _json, programmeFrom, ...question } = options
      const { scope, rows, warnings } = await withDatabase(options, (database, config) =>
        placeboOfCity(database, commandLineActor(config, 'modelCommand'), {
          ...question,
          programmeFrom: programmeFrom === 'none' ? null : programmeFrom,
        }),
      )
      await context.done('placebo', {
        inputs: {
          ...scope,
          years: {
            from: options.from === undefined ? undefined : formatMonth(options.from),
            to: options.to === undefined ? undefined : formatMonth(options.to),
          },
          kits: options.kits,
          saturation: options.saturation,
          selectYears: options.selectYears,
          kitRounding: options.kitRounding,
          exclude: options.exclude,
          figure: options.figure,
          level: options.level,
        },
        results: rows,
        warnings,
        text: [
          `${capital(seriesAndSource(scope))}; ${kindInWords(scope.kind).many}; as if ${formatWhole(options.kits)} kits had been handed out after every year.${yearsInWords(rows)}`,
          '',
          table(rows),
        ].join('\n'),
      })
    })
}
