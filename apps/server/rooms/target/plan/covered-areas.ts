import type { Transaction } from '../../../foundation/with-actor.ts'
import { areasCovered } from '../../deliver/deployments/deployments.ts'

/** Words for areas with kits: every area with a deployment, and none at all, so that more kits are planned for some. */
export const coveredWords = { deployments: 'deployments', none: 'none' } as const

/** Areas with kits as they are asked for, with the codes of those that have a deployment where these are named. */
export const coveredNamed = async (
  tx: Transaction,
  covered: readonly string[],
  boundaries: { kind: string; validFrom: string | null },
): Promise<string[]> => {
  if (!covered.includes(coveredWords.deployments)) return [...covered]
  const others = covered.filter((name) => name !== coveredWords.deployments)
  return [...others, ...(await areasCovered(tx, boundaries))]
}
