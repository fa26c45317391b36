import { keepRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'

/** A home where it stands in its street: metres, EPSG:27700. */
export type Door = {
  id: string
  street: string
  number: string
  core: string | null
  floor: number | null
  flat: number | null
  easting: number
  northing: number
}

/** Doors of the streets of some homes within so many metres east, west, north and south, by the home that each is beside. */
export const homesBeside = async (
  tx: Transaction,
  homes: readonly string[],
  metres: number,
): Promise<Map<string, Door[]>> => {
  const { rows } = await keepRecords<Door & { beside: string }>(
    tx,
    'doors without an address yet: those that are shown are written down as they are read',
    `select own.id as beside, h.id, h.street, h.number, h.core, h.floor, h.flat, h.easting, h.northing
     from engagement.home own join engagement.home h
       on h.easting between own.easting - $2 and own.easting + $2
      and h.northing between own.northing - $2 and own.northing + $2 and h.street = own.street
     where own.id = any ($1::uuid[])`,
    [homes, metres],
  )
  return Map.groupBy(rows, ({ beside }) => beside)
}
