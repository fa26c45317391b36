import { Option, type Command } from 'commander'
import { MetTraceError } from '../../foundation/errors.ts'
import { planOfRisk } from '../../target/plan-of-risk.ts'
import { riskOfAreas } from '../../target/risk.ts'
import { kitRoundings } from '../../target/types.ts'
import { commandLineActor } from '../actor.ts'
import { cityQuestion, scopeText, withCityOptions, type CityOptions } from '../city-options.ts'
import { codes, monthsAhead, share, wholeNumber, withDatabase } from '../options.ts'
import type { CommandContext } from '../program.ts'
import { formatPercent, formatTenths, formatWhole, textTable } from '../table.ts'

type PlanOptions = CityOptions & {
  months: number
  kits?: number
  budget?: number
  price?: number
  saturation: number
  exclude: string[]
  include: string[]
  kitRounding: (typeof kitRoundings)[number]
  rows: number
}

/** Kits asked for, or as many as the money buys. */
const kitsOf = ({ kits, budget, price }: PlanOptions): number => {
  if (kits !== undefined && budget === undefined && price === undefined) return kits
  if (kits === undefined && budget !== undefined && price !== undefined) return Math.floor(budget / price)
  throw new MetTraceError('usage', 'Give either --kits, or --budget with --price.')
}

export const addPlanCommand = (program: Command, context: CommandContext): void => {
  withCityOptions(program.command('plan'))
    .description('the areas where a number of kits would meet the most burglary')
    .option('--months <number>', 'months ahead that count', monthsAhead, 12)
    .option('--kits <number>', 'kits to hand out', wholeNumber(0))
    .option('--budget <pence>', 'money for kits, in pence', wholeNumber(0))
    .option('--price <pence>', 'price of a kit, in pence', wholeNumber(1))
    .option('--saturation <share>', "share of an area's homes that get a kit", share, 0.85)
    .addOption(
      new Option('--exclude <code...>', 'areas never to choose').argParser(codes).default([], 'none'),
    )
    .addOption(
      new Option('--include <code...>', 'areas always to choose').argParser(codes).default([], 'none'),
    )
    .addOption(
      new Option('--kit-rounding <way>', 'up: whole kits, so that the saturation is reached')
        .choices(kitRoundings)
        .default('up'),
    )
    .option('--rows <number>', 'rows of the printed table', wholeNumber(1), 25)
    .action(async (options: PlanOptions) => {
      const kits = kitsOf(options)
      context.progress('working out the risk and choosing areas')
      const risk = await withDatabase(options, (database, config) =>
        riskOfAreas(database, commandLineActor(config, 'risk'), {
          ...cityQuestion(options),
          months: options.months,
        }),
      )
      const { saturation, exclude, include, kitRounding } = options
      const plan = planOfRisk(risk, { kits, saturation, exclude, include, kitRounding })
      const homes = plan.areas.reduce((sum, area) => sum + area.homes, 0)
      await context.done('plan', {
        inputs: { ...risk.inputs, kits, saturation, exclude, include, kitRounding },
        results: {
          areas: plan.areas.map((area) => ({
            codes: [area.code],
            homes: area.homes,
            kits: area.kits,
            expected: area.expected,
            low: area.low,
            high: area.high,
            reasons: area.reasons,
          })),
          homes,
          kitsUsed: plan.kitsUsed,
          expected: plan.expected,
          low: plan.low,
          high: plan.high,
          share: plan.share,
          bound: plan.bound,
          gap: plan.gap,
          status: plan.status,
        },
        warnings: risk.warnings,
        text: [
          scopeText(risk.inputs),
          `${formatWhole(plan.areas.length)} areas with ${formatWhole(homes)} homes use ${formatWhole(plan.kitsUsed)} of ${formatWhole(kits)} kits.`,
          `${formatTenths(plan.expected)} burglaries are expected there (${formatWhole(plan.low)} to ${formatWhole(plan.high)}), ${formatPercent(plan.share)} of all.`,
          plan.status === 'optimal'
            ? 'No other choice expects more.'
            : `No other choice can expect more than ${formatTenths(plan.bound)}: the gap is ${formatPercent(plan.gap)}.`,
          '',
          textTable(plan.areas.slice(0, options.rows), [
            { heading: 'Area', value: ({ code }) => code },
            { heading: 'Name', value: ({ name }) => name ?? '' },
            { heading: 'Homes', value: (area) => formatWhole(area.homes), align: 'right' },
            { heading: 'Kits', value: (area) => formatWhole(area.kits), align: 'right' },
            { heading: 'Expected', value: ({ expected }) => formatTenths(expected), align: 'right' },
            { heading: 'Why', value: ({ reason }) => reason },
          ]),
          plan.areas.length > options.rows
            ? `… and ${formatWhole(plan.areas.length - options.rows)} areas more (--rows, or --json for all).`
            : '',
        ]
          .join('\n')
          .trimEnd(),
      })
    })
}
