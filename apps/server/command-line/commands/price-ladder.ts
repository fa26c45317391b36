import type { Command } from 'commander'
import type { Rung } from '@mettrace/analysis/ladder/price-ladder'
import { MetTraceError } from '../../foundation/errors.ts'
import { ladderOf, mostRungs } from '../../rooms/target/ladder/ladder.ts'
import { usualBudgets, usualPrices } from '../../rooms/target/ladder/usual-money.ts'
import { usualKits } from '../../rooms/target/question/page-query.ts'
import { commandLineActor } from '../actor.ts'
import { scopeText, withCityOptions } from '../city-options.ts'
import type { CommandContext } from '../command-context.ts'
import { withDeploymentSizes } from '../deployment-options.ts'
import { amounts, withDatabase } from '../options.ts'
import { plannedCity, type PlannedCityOptions } from '../planned-city.ts'
import { withPlanOptions } from '../plan-options.ts'
import { formatTenths, formatWhole, textTable } from '../table.ts'

type LadderOptions = PlannedCityOptions & { budgets?: number[]; prices: readonly number[] }

const pounds = (pence: number): string => `£${(pence / 100).toLocaleString('en-GB')}`
const poundsAndPence = (pence: number): string => `£${(pence / 100).toFixed(2)}`

const table = (rungs: readonly Rung[]): string =>
  textTable(rungs, [
    { heading: 'Budget', value: ({ budget }) => pounds(budget), align: 'right' },
    { heading: 'Price', value: ({ price }) => poundsAndPence(price), align: 'right' },
    { heading: 'Kits', value: ({ kits }) => formatWhole(kits), align: 'right' },
    { heading: 'Areas', value: ({ plan }) => formatWhole(plan.areas), align: 'right' },
    { heading: 'Homes', value: ({ plan }) => formatWhole(plan.homes), align: 'right' },
    { heading: 'Expected', value: ({ plan }) => formatTenths(plan.expected), align: 'right' },
    {
      heading: 'Likely range',
      value: ({ plan }) => `${formatWhole(plan.low)} to ${formatWhole(plan.high)}`,
      align: 'right',
    },
    { heading: 'Forecast fewer', value: ({ linear }) => formatTenths(linear.burglaries), align: 'right' },
    { heading: 'Hours saved', value: ({ linear }) => formatWhole(linear.hours), align: 'right' },
    { heading: 'Hours at doors', value: ({ deliveryHours }) => formatWhole(deliveryHours), align: 'right' },
  ])

export const addPriceLadderCommand = (program: Command, context: CommandContext): void => {
  const command = withPlanOptions(withCityOptions(program.command('price-ladder')))
    .description('what budgets buy at each price of a kit, beside the forecast of the decision')
    .option(
      '--budgets <pence>',
      'budgets, in pence with commas between (default: those of the decision)',
      amounts,
    )
    .option('--prices <pence>', 'prices of a kit, in pence with commas between', amounts, usualPrices)
  withDeploymentSizes(command).action(async (options: LadderOptions) => {
    context.progress('working out the risk and choosing areas for every rung')
    const { risk, question, rungs, forecast, settings } = await withDatabase(
      options,
      async (database, config) => {
        const planner = commandLineActor(config, 'planCommand')
        const city = await plannedCity(database, planner, options)
        const homes = city.risk.areas.reduce((sum, area) => sum + area.homes, 0)
        const { budgets = usualBudgets(usualKits(homes)), prices } = options
        if (budgets.length * prices.length > mostRungs)
          throw new MetTraceError('usage', `Budgets times prices must be no more than ${mostRungs}.`, {
            found: `${budgets.length} budgets and ${prices.length} prices`,
          })
        const money = { budgets, prices }
        const ladder = await ladderOf(database, planner, city, city.all, city.question, money)
        return { ...city, ...ladder }
      },
    )
    await context.done('price-ladder', {
      inputs: { ...risk.inputs, ...question, most: question.most ?? null, forecast },
      results: { rungs, settings },
      warnings: risk.warnings,
      text: [
        scopeText(risk.inputs),
        'This cannot tell how many burglaries kits prevent: “Forecast fewer” and “Hours saved” are the decision’s own straight line.',
        '',
        table(rungs),
      ].join('\n'),
    })
  })
}
