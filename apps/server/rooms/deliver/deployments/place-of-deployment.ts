import { londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { SaturationPlace } from '../saturation/place.ts'
import { deploymentOf, idOfDeployment, type Deployment } from './deployments.ts'

/** Areas of a deployment, as saturation is asked of them. */
export const placeOfAreas = ({ kind, validFrom, areas }: Deployment): SaturationPlace => ({
  areas: { vintage: { kind, validFrom }, codes: areas.map(({ code }) => code) },
})

/** The areas and the aim of a deployment by its id or number, `D-014`. Errors: `not_found`. */
export const placeOfDeployment = async (
  tx: Transaction,
  asked: string,
  now: Date,
): Promise<{ place: SaturationPlace; target: number | null }> => {
  const id = await idOfDeployment(tx, asked)
  const found = id && (await deploymentOf(tx, id, londonDay(now)))
  if (!found) throw new MetTraceError('not_found', 'There is no such deployment.', { found: asked })
  return { place: placeOfAreas(found), target: found.saturation }
}
