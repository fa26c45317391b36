import type { Command } from 'commander'
import { hasLastYear } from '../../crime/expected/last-year.ts'
import type { AreaRisk } from '../../crime/types.ts'
import { commandLineActor } from '../actor.ts'
import { cityQuestion, scopeText, withCityOptions, type CityOptions } from '../city-options.ts'
import { level, monthsAhead, wholeNumber, withDatabase } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatTenths, formatWhole, textTable, type Column } from '../table.ts'
import { count } from '../../foundation/words/figures.ts'

type RiskOptions = CityOptions & { months: number; level: number; rows: number }

const rate = ({ expected, homes }: AreaRisk): number => (homes > 0 ? expected / homes : 0)

const loadModel = () => import('../../crime/expected/risk-in-process.ts')

const lastYearColumn: Column<AreaRisk> = {
  heading: 'Last year',
  value: ({ lastYear }) => (lastYear === null ? '–' : formatWhole(lastYear)),
  align: 'right',
}

export const addRiskCommand = (program: Command, context: CommandContext): void => {
  withCityOptions(program.command('risk'))
    .description('burglaries to expect in every area over the coming months, with an interval')
    .option(
      '--months <number>',
      'length of the period, which starts the month after --until',
      monthsAhead,
      12,
    )
    .option('--level <share>', 'how often the intervals are meant to hold', level, 0.95)
    .option('--rows <number>', 'rows of the printed table, highest rate first', wholeNumber(1), 25)
    .action(async (options: RiskOptions) => {
      context.progress('working out the risk')
      const question = { ...cityQuestion(options), months: options.months, level: options.level }
      const risk = await withDatabase(
        options,
        async (database, config) =>
          (await loadModel()).riskInProcess(database, commandLineActor(config, 'modelCommand'), question),
        () => void loadModel(),
      )
      const highest = risk.areas.toSorted((one, other) => rate(other) - rate(one)).slice(0, options.rows)
      await context.done('risk', {
        inputs: { ...risk.inputs, areas: risk.areas.length },
        results: risk.areas.map(({ code, homes, expected, low, high }) => ({
          code,
          homes,
          expected,
          low,
          high,
        })),
        warnings: risk.warnings,
        text: [
          scopeText(risk.inputs),
          `All ${count(risk.areas.length, 'area')}: ${count(risk.city.expected, 'burglary', 'burglaries')} expected, ${formatWhole(risk.city.low)} to ${formatWhole(risk.city.high)}.`,
          '',
          textTable(highest, [
            { heading: 'Area', value: ({ code }) => code },
            { heading: 'Name', value: ({ name }) => name ?? '' },
            { heading: 'Homes', value: ({ homes }) => formatWhole(homes), align: 'right' },
            ...(hasLastYear(risk) ? [lastYearColumn] : []),
            { heading: 'Expected', value: ({ expected }) => formatTenths(expected), align: 'right' },
            {
              heading: 'Likely range',
              value: ({ low, high }) => `${formatWhole(low)} to ${formatWhole(high)}`,
              align: 'right',
            },
            { heading: 'Per 1,000 homes', value: (area) => formatTenths(rate(area) * 1000), align: 'right' },
          ]),
          highest.length < risk.areas.length
            ? `… and ${count(risk.areas.length - highest.length, 'area')} more (--rows, or --json for all).`
            : '',
        ]
          .join('\n')
          .trimEnd(),
      })
    })
}
