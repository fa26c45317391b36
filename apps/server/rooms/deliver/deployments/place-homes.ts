import { actingAs } from '../../../foundation/access/acting-as.ts'
import type { Database } from '../../../foundation/database.ts'
import { placeHomesOf } from '../../../places/place-homes.ts'
import { placeCountedHomes } from '../saturation/place-counted.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

const areasInUse = async (
  tx: Transaction,
): Promise<{ kind: string; validFrom: string; codes: string[] }[]> => {
  const { rows } = await tx.query<{ kind: string; validFrom: string; codes: string[] }>(
    `select kind, valid_from as "validFrom", array_agg(distinct code) as codes from target.deployment_area
     group by kind, valid_from order by kind, valid_from`,
  )
  return rows
}

/** Finds the area of every home that may lie in a deployment and has not been placed; nobody is shown any of them. */
export const placeHomesOfDeployments = async (database: Database): Promise<void> => {
  const importer = actingAs('placing', 'deployments')
  const all = await database.keepHouse(importer, 'areas of deployments', areasInUse)
  for (const areas of all) await placeHomesOf(database, areas)
  await placeCountedHomes(database)
}
