import type { Database } from '../../foundation/database.ts'
import { inWorker } from '../../foundation/in-worker.ts'
import type { Actor } from '../../foundation/with-actor.ts'
import { bcuMembership, boroughMembership } from '../../places/memberships.ts'
import { neighboursOf } from '../../places/neighbours.ts'
import type { Risk } from '../types.ts'
import { codesNamed } from './areas-named.ts'
import type { DeploymentQuestion, Ground } from './deployment-types.ts'
import type { DeploymentAnswer, DeploymentWork } from './deployment-worker.ts'

const worker = new URL('deployment-worker.ts', import.meta.url)

const grounds = new WeakMap<Risk, Promise<Ground>>()

const readGround = async (database: Database, actor: Actor, risk: Risk): Promise<Ground> => {
  const { eastings, northings } = risk.forecast
  const areas = risk.areas.map(({ code, name }, at) => ({
    code,
    name,
    easting: eastings[at]!,
    northing: northings[at]!,
  }))
  const vintage = { kind: risk.inputs.kind, validFrom: risk.inputs.validFrom ?? '' }
  const [neighbours, memberships] = await Promise.all([
    neighboursOf(
      database,
      actor,
      vintage,
      areas.map(({ code }) => code),
    ),
    database.withActor(actor, 'boroughs and BCUs of areas', async (tx) => ({
      borough: await boroughMembership(tx, areas),
      bcu: await bcuMembership(tx, areas),
    })),
  ])
  return { neighbours, ...memberships }
}

/** Neighbours, boroughs and BCUs of the areas of a risk; remembered as long as the risk is. */
export const groundOf = (database: Database, actor: Actor, risk: Risk): Promise<Ground> => {
  let ground = grounds.get(risk)
  if (!ground) {
    ground = readGround(database, actor, risk)
    grounds.set(risk, ground)
    ground.catch(() => grounds.delete(risk))
  }
  return ground
}

/**
 * Plans whole deployment areas, and what other numbers of kits would meet, in a thread of its own.
 * Errors: those of `deploymentPlan`.
 */
export const planDeployments = async (
  database: Database,
  actor: Actor,
  risk: Risk,
  question: DeploymentQuestion,
  others: readonly number[] = [],
): Promise<DeploymentAnswer> => {
  const ground = await groundOf(database, actor, risk)
  const named = (names: readonly string[]): string[] => codesNamed(names, risk.areas, ground)
  return inWorker<DeploymentWork, DeploymentAnswer>(worker, {
    risk,
    question: {
      ...question,
      exclude: named(question.exclude),
      include: named(question.include),
      covered: named(question.covered),
    },
    ground,
    others,
  })
}
