import type { Transaction } from '../foundation/with-actor.ts'
import type { Box } from './clip-line.ts'
import type { StoredStreet } from './street-pieces.ts'

/** Streets near some homes, and outlines that nobody is sent across, as they are stored. */
export type WalkedGround = { streets: StoredStreet[]; barriers: Uint8Array[] }

/** Streets that begin within a box, and the outlines of all waters and railways. */
export const walkedGround = async (
  tx: Transaction,
  { west, south, east, north }: Box,
): Promise<WalkedGround> => {
  const streets = await tx.query<{ line: Buffer; metres: number }>(
    `select line, metres from places.street_link
     where from_easting between $1 and $2 and from_northing between $3 and $4 order by key`,
    [west, east, south, north].map(Math.round),
  )
  const barriers = await tx.query<{ boundary: Buffer }>(
    "select boundary from places.ground where kind in ('water', 'rail') order by id",
  )
  return {
    streets: streets.rows.map(({ line, metres }) => ({ line: new Uint8Array(line), metres })),
    barriers: barriers.rows.map(({ boundary }) => new Uint8Array(boundary)),
  }
}
