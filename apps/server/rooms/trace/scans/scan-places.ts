import type { PlaceKind } from '@mettrace/protocol/scans/scan-rules'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

export type ScanPlace = { id: string; kind: PlaceKind; name: string; bcu: string }

/** Places where people and things are scanned, as far as the actor may see them. */
export const scanPlaces = async (tx: Transaction): Promise<ScanPlace[]> => {
  const { rows } = await tx.query<ScanPlace>(
    `select id, kind, name, bcu from enforcement.scan_place
     order by array_position(array['custody suite', 'property store', 'shop', 'street', 'searched address'], kind), name, bcu`,
  )
  return rows
}

/** Adds a place. Errors: `usage` about `placeName` where the BCU has one of that kind and name. */
export const addScanPlace = async (tx: Transaction, actor: string, place: ScanPlace): Promise<void> => {
  const { rowCount } = await tx.query(
    `insert into enforcement.scan_place (id, kind, name, bcu, actor) values ($1, $2, $3, $4, $5)
     on conflict on constraint scan_place_name do nothing`,
    [place.id, place.kind, place.name, place.bcu, actor],
  )
  if (rowCount === 0)
    throw new MetTraceError('usage', 'A place of this kind is called so already.', { about: 'placeName' })
  await tx.record({ operation: 'collection', kind: 'scan place', subjects: [place.id] })
}
