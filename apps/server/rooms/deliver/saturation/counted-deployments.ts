import { saturationOf, sumOfCounts, type Saturation } from '@mettrace/analysis/saturation/share'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { householdsOf } from '../../../places/homes.ts'
import type { Deployment } from '../deployments/deployments.ts'
import { countsOfAreas, type PlaceCounts } from './counts.ts'
import { homesInForce } from './saturation.ts'

/** An area of a deployment: homes in force by state, and what the register itself counts there, if anything. */
export type CountedArea = { state: Saturation; registered: PlaceCounts | undefined }

export type CountedDeployment = {
  state: Saturation
  /** By code. */
  areas: ReadonlyMap<string, CountedArea>
}

const codesOf = (some: readonly Deployment[]): string[] => [
  ...new Set(some.flatMap(({ areas }) => areas.map(({ code }) => code))),
]

/**
 * Homes of deployments by state on a day, by their ids: whoever shows a deployment reads them here. The areas of each boundaries are
 * read in one statement.
 */
export const countedDeployments = async (
  tx: Transaction,
  deployments: readonly Deployment[],
  day: string,
): Promise<Map<string, CountedDeployment>> => {
  const households = await householdsOf(tx, codesOf(deployments))
  const all = new Map<string, CountedDeployment>()
  for (const own of Map.groupBy(deployments, ({ kind, validFrom }) => `${kind} ${validFrom}`).values()) {
    const { counts } = await countsOfAreas(tx, own[0]!, codesOf(own), day)
    for (const { id, areas } of own) {
      const counted = areas.map(({ code }) => {
        const registered = counts.get(code)
        return [code, { registered, homes: homesInForce(registered, households.get(code)) }] as const
      })
      all.set(id, {
        state: saturationOf(sumOfCounts(counted.map(([, { homes }]) => homes))),
        areas: new Map(
          counted.map(([code, { registered, homes }]) => [code, { registered, state: saturationOf(homes) }]),
        ),
      })
    }
  }
  return all
}
