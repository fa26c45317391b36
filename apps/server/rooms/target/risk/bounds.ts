import type { Transaction } from '../../../foundation/with-actor.ts'
import { toDegrees } from '../../../places/formats/projection.ts'
import { extentOf } from '../../../places/outlines.ts'
import type { Vintage } from '../../../places/place-points.ts'
import type { PageQuery } from '../question/page-query.ts'
import type { MapData } from './map-of-areas.ts'

/** West, south, east and north of a vintage, degrees. */
const boundsOf = async (tx: Transaction, vintage: Vintage | undefined): Promise<MapData['bounds']> => {
  const nothing = { west: 0, south: 0, east: 0, north: 0 }
  const { west, south, east, north } = vintage ? await extentOf(tx, vintage) : nothing
  const corners = [
    toDegrees(west ?? 0, south ?? 0),
    toDegrees(east ?? 0, north ?? 0),
    toDegrees(west ?? 0, north ?? 0),
    toDegrees(east ?? 0, south ?? 0),
  ]
  const [longitudes, latitudes] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)]
}

/** Extent of the areas that a question is about; of nothing where it cannot be asked. */
export const boundsAsked = (tx: Transaction, { question }: PageQuery): Promise<MapData['bounds']> =>
  boundsOf(tx, question && { kind: question.kind.kind, validFrom: question.kind.validFrom ?? '' })
