import { Option, type Command } from 'commander'
import { formatMonth, type Month } from '../foundation/month.ts'
import { seriesNames, sources, type RiskScope } from '../crime/types.ts'
import { areaKinds } from '../places/area-kinds.ts'
import { history, month, withCommonOptions, type CommonOptions } from './options.ts'
import { seriesAndSource } from '../crime/words.ts'
import { capital, count, kindInWords, periodInWords } from '../foundation/words/figures.ts'

/** Options of every command that asks about the burglaries of a city. */
export type CityOptions = CommonOptions & {
  until?: Month
  kind: (typeof areaKinds)[number]
  series: (typeof seriesNames)[number]
  source?: (typeof sources)[number]
  history?: { months: number } | { from: Month }
}

export const withCityOptions = (command: Command, untilUnlessGiven = 'the last one loaded'): Command =>
  withCommonOptions(command)
    .option(
      '--until <month>',
      `last month that may be known, such as 2014-12 (default: ${untilUnlessGiven})`,
      month,
    )
    .addOption(new Option('--kind <kind>', 'kind of area').choices(areaKinds).default('lsoa'))
    .addOption(
      new Option(
        '--series <series>',
        'all: every burglary; residential: homes only, which pages begin with where it is known',
      )
        .choices(seriesNames)
        .default('all'),
    )
    .addOption(new Option('--source <source>', 'take the series from this source').choices(sources))
    .option(
      '--history <months>',
      'months of history, or its first month (default: everything loaded)',
      history,
    )

/** The question as the Target room takes it. */
export const cityQuestion = (
  options: CityOptions,
): {
  kind: CityOptions['kind']
  series: CityOptions['series']
  source: CityOptions['source']
  until: string | undefined
  from: string | undefined
  historyMonths: number | undefined
} => ({
  kind: options.kind,
  series: options.series,
  source: options.source,
  until: options.until === undefined ? undefined : formatMonth(options.until),
  from: options.history && 'from' in options.history ? formatMonth(options.history.from) : undefined,
  historyMonths: options.history && 'months' in options.history ? options.history.months : undefined,
})

/** What was asked, in words: `All burglary, street files of data.police.uk; LSOAs; …`. */
export const scopeText = ({ kind, series, source, from, until, months }: RiskScope): string =>
  `${capital(seriesAndSource({ series, source }))}; ${kindInWords(kind).many}; history ${periodInWords(from, until)}; ${count(months, 'month')} ahead.`
