import type { Database } from '../../../foundation/database.ts'
import { identityOf, rememberedWork } from '../../../foundation/jobs/memory.ts'
import { inWorker } from '../../../foundation/jobs/pool.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import type { Risk } from '../../../crime/types.ts'
import { codesNamed } from './areas-named.ts'
import type { DeploymentPlan, DeploymentQuestion, Ground, OtherKitsPlan } from './deployment-types.ts'
import type { DeploymentWork } from './deployment-worker.ts'
import type { OtherKitsWork } from './other-kits-worker.ts'

const planWorker = new URL('deployment-worker.ts', import.meta.url)
const otherKitsWorker = new URL('other-kits-worker.ts', import.meta.url)

/**
 * Plans whole deployment areas, and what other numbers of kits would meet, in a thread; remembered as the risk is.
 * Errors: those of `deploymentPlan`.
 */
export const planDeployments = async (
  database: Database,
  actor: Actor,
  { risk, ground }: { risk: Risk; ground: Ground },
  question: DeploymentQuestion,
  others: readonly number[] = [],
): Promise<{ plan: DeploymentPlan; others: OtherKitsPlan[] }> => {
  const work = () => {
    const named = (names: readonly string[]): string[] => codesNamed(names, risk.areas, ground)
    const { exclude, include, covered } = question
    const areas = { exclude: named(exclude), include: named(include), covered: named(covered) }
    return { risk, question: { ...question, ...areas }, ground }
  }
  const restsOn = [identityOf(risk), identityOf(ground), question]
  const plan = await rememberedWork(database, actor.id, { name: 'plan', restsOn }, async () =>
    inWorker<DeploymentWork, DeploymentPlan>(planWorker, work()),
  )
  if (others.length === 0) return { plan, others: [] }
  const name = 'plans for other numbers of kits'
  return {
    plan,
    others: await rememberedWork(database, actor.id, { name, restsOn: [...restsOn, others] }, async () =>
      inWorker<OtherKitsWork, OtherKitsPlan[]>(otherKitsWorker, { ...work(), others }),
    ),
  }
}
