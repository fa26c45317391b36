import { Option, type Command } from 'commander'
import { formatMonth, type Month } from '../../foundation/month.ts'
import { backtestOfCity } from '../../rooms/target/back-test/backtest.ts'
import { kitRoundings } from '../../crime/types.ts'
import { commandLineActor } from '../actor.ts'
import { cityQuestion, withCityOptions, type CityOptions } from '../city-options.ts'
import { codes, monthRange, share, level, wholeNumber, withDatabase } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatPercent, formatWhole, textTable } from '../table.ts'
import { seriesAndSource } from '../../crime/words.ts'
import { capital, count, periodInWords } from '../../foundation/words/figures.ts'

type BacktestOptions = CityOptions & {
  test: { from: Month; to: Month }
  kits: number
  saturation: number
  exclude: string[]
  kitRounding: (typeof kitRoundings)[number]
  level: number
}

const modelNames: Record<string, string> = {
  mettrace: 'MetTrace',
  lastYear: "last year's count",
  threeYearMean: 'three-year mean',
  kde: 'kernel density',
  prospective: 'prospective hotspotting',
  oracle: 'best with hindsight',
}

const figure = (value: number | null): string => (value === null ? '–' : value.toFixed(3))

export const addBacktestCommand = (program: Command, context: CommandContext): void => {
  withCityOptions(program.command('backtest'), 'the month before the test')
    .description('how well areas would have been chosen in the past: ours beside simpler ways')
    .requiredOption('--test <months>', 'period to predict, such as 2015-01..2015-12', monthRange)
    .requiredOption('--kits <number>', 'kits to hand out', wholeNumber(1))
    .option('--saturation <share>', "share of an area's homes that get a kit", share, 0.85)
    .addOption(
      new Option('--exclude <code...>', 'areas left out altogether').argParser(codes).default([], 'none'),
    )
    .addOption(
      new Option('--kit-rounding <way>', 'none: 0.85 of a home is 0.85 of a kit')
        .choices(kitRoundings)
        .default('none'),
    )
    .option('--level <share>', 'how often the interval is meant to hold', level, 0.95)
    .action(async (options: BacktestOptions) => {
      context.progress('choosing areas as if the test period were the future')
      const { test, kits, saturation, exclude, kitRounding } = options
      const until = options.until ?? test.from - 1
      const { scope: scopeWithWarnings, results } = await withDatabase(options, (database, config) =>
        backtestOfCity(database, commandLineActor(config, 'modelCommand'), {
          ...cityQuestion({ ...options, until }),
          testFrom: formatMonth(test.from),
          testTo: formatMonth(test.to),
          kits,
          saturation,
          exclude,
          kitRounding,
          level: options.level,
        }),
      )
      const { warnings, ...scope } = scopeWithWarnings
      await context.done('backtest', {
        inputs: {
          ...scope,
          test: `${formatMonth(test.from)}..${formatMonth(test.to)}`,
          kits,
          saturation,
          exclude,
          kitRounding,
          level: options.level,
        },
        results,
        warnings,
        text: [
          `${capital(seriesAndSource(scope))}; history ${periodInWords(scope.from, scope.until)}; test ${periodInWords(formatMonth(test.from), formatMonth(test.to))}; ${count(kits, 'kit')}.`,
          '',
          textTable(results, [
            { heading: 'Way of choosing', value: ({ model }) => modelNames[model] ?? model },
            { heading: 'Areas', value: ({ areas }) => formatWhole(areas), align: 'right' },
            { heading: 'Homes', value: ({ homes }) => formatWhole(homes), align: 'right' },
            { heading: 'Burglaries in chosen areas', value: ({ hits }) => formatWhole(hits), align: 'right' },
            {
              heading: 'Share of all',
              value: ({ hitRate }) => (hitRate === null ? '–' : formatPercent(hitRate)),
              align: 'right',
            },
            { heading: 'PAI', value: ({ pai }) => figure(pai), align: 'right' },
            { heading: 'PEI', value: ({ pei }) => figure(pei), align: 'right' },
            { heading: 'Expected', value: ({ expected }) => formatWhole(expected), align: 'right' },
            {
              heading: 'Likely range',
              value: ({ low, high }) =>
                low === null || high === null ? '–' : `${formatWhole(low)} to ${formatWhole(high)}`,
              align: 'right',
            },
          ]),
        ].join('\n'),
      })
    })
}
