import { Option, type Command } from 'commander'
import { MetTraceError } from '../../foundation/errors.ts'
import { planDefaults } from '../../target/plan/plan-defaults.ts'
import { planDeployments } from '../../target/plan/plan-deployments.ts'
import { riskOfAreas } from '../../target/risk.ts'
import { kitRoundings } from '../../target/types.ts'
import { commandLineActor } from '../actor.ts'
import { cityQuestion, withCityOptions, type CityOptions } from '../city-options.ts'
import { deploymentsAsked, withDeploymentOptions, type DeploymentOptions } from '../deployment-options.ts'
import { codes, monthsAhead, share, wholeNumber, withDatabase } from '../options.ts'
import { deploymentsAnswer, singleAreasAnswer } from '../plan-answers.ts'
import type { CommandContext } from '../program.ts'

type PlanOptions = CityOptions & {
  months: number
  kits?: number
  budget?: number
  price?: number
  saturation?: number
  exclude: string[]
  include: string[]
  kitRounding: (typeof kitRoundings)[number]
  rows: number
} & DeploymentOptions

/** Kits asked for, or as many as the money buys. */
const kitsOf = ({ kits, budget, price }: PlanOptions): number => {
  if (kits !== undefined && budget === undefined && price === undefined) return kits
  if (kits === undefined && budget !== undefined && price !== undefined) return Math.floor(budget / price)
  throw new MetTraceError('usage', 'Give either --kits, or --budget with --price.')
}

export const addPlanCommand = (program: Command, context: CommandContext): void => {
  const command = withCityOptions(program.command('plan'))
    .description('the areas where a number of kits would meet the most burglary')
    .option('--months <number>', 'months ahead that count', monthsAhead, 12)
    .option('--kits <number>', 'kits to hand out', wholeNumber(0))
    .option('--budget <pence>', 'money for kits, in pence', wholeNumber(0))
    .option('--price <pence>', 'price of a kit, in pence', wholeNumber(1))
    .option('--saturation <share>', "share of an area's homes that get a kit (default: the setting)", share)
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
  withDeploymentOptions(command).action(async (options: PlanOptions) => {
    const kits = kitsOf(options)
    context.progress('working out the risk and choosing areas')
    const answer = await withDatabase(options, async (database, config) => {
      const planner = commandLineActor(config, 'planner')
      const usual = await planDefaults(database, planner)
      const { saturation = usual.saturation, exclude, include, kitRounding } = options
      const question = { kits, saturation, exclude, include, kitRounding }
      const deployments = deploymentsAsked(options, usual)
      const risk = await riskOfAreas(database, commandLineActor(config, 'risk'), {
        ...cityQuestion(options),
        months: options.months,
      })
      if (!deployments) return singleAreasAnswer(risk, question, options)
      const asked = { ...question, ...deployments }
      const { plan } = await planDeployments(database, planner, risk, asked)
      return deploymentsAnswer(risk, plan, asked, options)
    })
    await context.done('plan', answer)
  })
}
