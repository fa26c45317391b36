import { actingAs } from '../../../foundation/access/acting-as.ts'
import type { Database } from '../../../foundation/database.ts'
import { countRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { countedGround } from '../../../places/counted-ground.ts'
import { placePoints, type Point } from '../../../places/place-points.ts'

/** Finds the area of some homes that are counted in none. Returns how many points there were. */
const placeSome = async (tx: Transaction): Promise<number> => {
  const ground = await countedGround(tx)
  if (!ground) return 0
  const points = await countRecords<Point>(tx, 'select easting, northing from engagement.points_to_count()')
  await placePoints(tx, ground, points)
  return points.length
}

/** Finds the areas of all homes that are counted, some at a time. Who sees a home is nobody: its point comes by a crossing. */
export const placeCountedHomes = async (database: Database): Promise<void> => {
  const importer = actingAs('placing', 'homes that are counted')
  while ((await database.keepHouse(importer, 'areas of homes', placeSome)) > 0);
}
