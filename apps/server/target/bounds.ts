import type { Transaction } from '../foundation/with-actor.ts'
import { toDegrees } from '../places/formats/projection.ts'
import type { Vintage } from '../places/place-points.ts'
import type { MapData } from './map-of-areas.ts'

/** West, south, east and north of a vintage, degrees. */
export const boundsOf = async (tx: Transaction, { kind, validFrom }: Vintage): Promise<MapData['bounds']> => {
  const { rows } = await tx.query<{ west: number; south: number; east: number; north: number }>(
    `select min(min_easting) as west, min(min_northing) as south, max(max_easting) as east, max(max_northing) as north
     from places.area where kind = $1 and valid_from = $2`,
    [kind, validFrom],
  )
  const { west, south, east, north } = rows[0] ?? { west: 0, south: 0, east: 0, north: 0 }
  const corners = [
    toDegrees(west, south),
    toDegrees(east, north),
    toDegrees(west, north),
    toDegrees(east, south),
  ]
  const [longitudes, latitudes] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)]
}
