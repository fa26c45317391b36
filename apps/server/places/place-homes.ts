import { actingAs } from '../foundation/access/acting-as.ts'
import type { Database } from '../foundation/database.ts'
import { countRecords } from '../foundation/records/records.ts'
import { placePoints, type Point, type Vintage } from './place-points.ts'

/**
 * Finds the areas of homes near some areas of a vintage, and remembers them as of any point. Where homes are comes by a
 * crossing, without which they are.
 */
export const placeHomesOf = async (
  database: Database,
  { kind, validFrom, codes }: Vintage & { codes: readonly string[] },
): Promise<void> => {
  await database.keepHouse(actingAs('placing', 'deployments'), 'areas of homes', async (tx) => {
    const points = await countRecords<Point>(
      tx,
      'select easting, northing from engagement.points_to_place($1, $2, $3)',
      [kind, validFrom, codes],
    )
    await placePoints(tx, { kind, validFrom }, points)
  })
}
