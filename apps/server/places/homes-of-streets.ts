import { readRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { homesNow, type Home } from './register.ts'

/** A home with where it stands: metres, EPSG:27700. */
export type PlacedHome = Home & { easting: number; northing: number }

/**
 * Homes of some streets of a ward, as far as the actor may see them, without those that are gone: by the street that each is
 * called by now. Logs each.
 */
export const homesOfStreets = (
  tx: Transaction,
  ward: string,
  streets: readonly string[],
): Promise<PlacedHome[]> =>
  readRecords<PlacedHome>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ id }) => id },
    `select home.*, h.easting, h.northing
     from (${homesNow('(select * from engagement.home where ward = $1)')}) home join engagement.home h on h.id = home.id
     where home.street = any ($2::text[]) and not home.gone order by home.id`,
    [ward, streets],
  )
