import type { Database } from '../foundation/database.ts'
import { settings, type Setting } from '../foundation/settings.ts'
import type { Actor } from '../foundation/with-actor.ts'
import { rememberedRisk } from '../crime/expected/risk.ts'
import type { Risk } from '../crime/types.ts'
import { dataState } from '../places/data-state.ts'
import type { DeploymentQuestion, Ground } from '../rooms/target/plan/deployment-types.ts'
import { coveredNamed } from '../rooms/target/plan/covered-areas.ts'
import { groundOf } from '../rooms/target/plan/ground.ts'
import { planDefaults } from '../rooms/target/plan/plan-defaults.ts'
import { cityQuestion, type CityOptions } from './city-options.ts'
import { deploymentSizes, type DeploymentSizes } from './deployment-options.ts'

export type PlannedCityOptions = CityOptions &
  DeploymentSizes & { months: number; saturation?: number; exclude: string[]; include: string[] }

/** What commands about whole deployment areas rest on, asked in the way of the pages. */
export type PlannedCity = {
  all: ReadonlyMap<string, Setting>
  state: string
  about: ReturnType<typeof cityQuestion> & { months: number }
  risk: Risk
  ground: Ground
  question: Omit<DeploymentQuestion, 'kits'>
}

/** Errors: `not_enough`, `series_mixed`, `usage`. */
export const plannedCity = async (
  database: Database,
  planner: Actor,
  options: PlannedCityOptions,
): Promise<PlannedCity> => {
  const { all, state } = await database.withActor(planner, 'usual figures of a plan', async (tx) => ({
    all: await settings(tx),
    state: await dataState(tx),
  }))
  const usual = planDefaults(all)
  const { saturation = usual.saturation, exclude, include } = options
  const question = {
    saturation,
    exclude,
    include,
    kitRounding: 'up' as const,
    ...deploymentSizes(options, usual),
  }
  const about = { ...cityQuestion(options), months: options.months }
  const ground = await groundOf(database, planner, state, about)
  const risk = await rememberedRisk(database, planner, state, about)
  const covered = await database.withActor(planner, 'areas with a deployment', (tx) =>
    coveredNamed(tx, question.covered, risk.inputs),
  )
  return { all, state, about, risk, ground, question: { ...question, covered } }
}
