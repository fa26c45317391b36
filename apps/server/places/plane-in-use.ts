import type { Transaction } from '../foundation/with-actor.ts'
import { planeOfEasting, type Plane } from './formats/projection.ts'

/** The plane that loaded boundaries are on; undefined where there are none. */
export const planeInUse = async (tx: Transaction): Promise<Plane | undefined> => {
  const { rows } = await tx.query<{ easting: number }>(
    'select centre_easting as easting from places.area limit 1',
  )
  const [area] = rows
  return area && planeOfEasting(area.easting)
}
