import type { LinearForecast, Rung } from '@mettrace/analysis/ladder/price-ladder'
import type { Database } from '../../../foundation/database.ts'
import { identityOf, rememberedWork } from '../../../foundation/jobs/memory.ts'
import { inWorker } from '../../../foundation/jobs/pool.ts'
import { settingOf, type Setting } from '../../../foundation/settings.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import type { DeploymentQuestion, Ground } from '../plan/deployment-types.ts'
import type { Risk } from '../../../crime/types.ts'
import type { LadderWork } from './ladder-worker.ts'

const worker = new URL('ladder-worker.ts', import.meta.url)

export type Ladder = { rungs: Rung[]; forecast: LinearForecast; settings: Setting[] }

/** Most rungs that are worked out at once: each is a plan of its own. */
export const mostRungs = 60

/** The ladder of prices and budgets, pence, with the settings it rests on. Errors: those of `deploymentPlan`. */
export const ladderOf = async (
  database: Database,
  actor: Actor,
  { risk, ground }: { risk: Risk; ground: Ground },
  all: ReadonlyMap<string, Setting>,
  question: Omit<DeploymentQuestion, 'kits'>,
  { budgets, prices }: { budgets: readonly number[]; prices: readonly number[] },
): Promise<Ladder> => {
  const used = ['burglaries per 1,000 kits', 'hours per burglary', 'minutes per home'].map((name) =>
    settingOf(all, name),
  )
  const [burglariesPer1000Kits = 0, hoursPerBurglary = 0, minutesPerHome = 0] = used.map(({ value }) => value)
  const forecast = { burglariesPer1000Kits, hoursPerBurglary, minutesPerHome }
  const declared = {
    name: 'price ladder',
    restsOn: [identityOf(risk), identityOf(ground), question, budgets, prices, forecast],
  }
  const rungs = await rememberedWork(database, actor.id, declared, () =>
    inWorker<LadderWork, Rung[]>(worker, { risk, question, ground, budgets, prices, forecast }),
  )
  return { rungs, forecast, settings: used }
}
