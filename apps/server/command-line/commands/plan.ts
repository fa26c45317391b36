import { Option, type Command } from 'commander'
import { MetTraceError } from '../../foundation/errors.ts'
import { coveredNamed } from '../../rooms/target/plan/covered-areas.ts'
import { planDefaults } from '../../rooms/target/plan/plan-defaults.ts'
import { planDeployments } from '../../rooms/target/plan/plan-deployments.ts'
import { groundOf } from '../../rooms/target/plan/ground.ts'
import { settings } from '../../foundation/settings.ts'
import { dataState } from '../../places/data-state.ts'
import { rememberedRisk } from '../../crime/expected/risk.ts'
import { riskInProcess } from '../../crime/expected/risk-in-process.ts'
import { kitRoundings } from '../../crime/types.ts'
import { commandLineActor } from '../actor.ts'
import { cityQuestion, withCityOptions, type CityOptions } from '../city-options.ts'
import { deploymentsAsked, withDeploymentOptions, type DeploymentOptions } from '../deployment-options.ts'
import { wholeNumber, withDatabase } from '../options.ts'
import { withPlanOptions } from '../plan-options.ts'
import { deploymentsAnswer, singleAreasAnswer } from '../plan-answers.ts'
import type { CommandContext } from '../command-context.ts'

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
  const command = withPlanOptions(withCityOptions(program.command('plan')))
    .description('the areas where a number of kits would meet the most burglary')
    .option('--kits <number>', 'kits to hand out', wholeNumber(0))
    .option('--budget <pence>', 'money for kits, in pence', wholeNumber(0))
    .option('--price <pence>', 'price of a kit, in pence', wholeNumber(1))
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
      const planner = commandLineActor(config, 'planCommand')
      const { all, state } = await database.withActor(planner, 'usual figures of a plan', async (tx) => ({
        all: await settings(tx),
        state: await dataState(tx),
      }))
      const usual = planDefaults(all)
      const { saturation = usual.saturation, exclude, include, kitRounding } = options
      const question = { kits, saturation, exclude, include, kitRounding }
      const deployments = deploymentsAsked(options, usual)
      const about = { ...cityQuestion(options), months: options.months }
      if (!deployments) {
        const risk = await riskInProcess(database, commandLineActor(config, 'modelCommand'), about)
        return singleAreasAnswer(risk, question, options)
      }
      const ground = await groundOf(database, planner, state, about)
      const risk = await rememberedRisk(database, planner, state, about)
      const covered = await database.withActor(planner, 'areas with a deployment', (tx) =>
        coveredNamed(tx, deployments.covered, risk.inputs),
      )
      const asked = { ...question, ...deployments, covered }
      const { plan } = await planDeployments(database, planner, { risk, ground }, asked)
      return deploymentsAnswer(risk, plan, asked, options)
    })
    await context.done('plan', answer)
  })
}
