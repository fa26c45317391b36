import type { Heartbeat } from '@mettrace/protocol/batch/batch'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { placeOfActor } from '../../../../places/known-homes.ts'

/** What a phone says of itself at a contact. */
export type Contact = { device: string; heartbeat: Heartbeat; app: string | null }

/**
 * Keeps that a phone is there, from its first contact on, and what it said of itself last. Returns whether it was revoked, in
 * which case nothing else is done for it.
 */
export const meetPhone = async (
  tx: Transaction,
  { device, heartbeat: { unsent, setAside, storage }, app }: Contact,
  now: Date,
): Promise<{ revoked: boolean }> => {
  const place = await placeOfActor(tx)
  const { rows } = await tx.query<{ revoked: boolean }>(
    'select engagement.meet_phone($1, $2, $3, $4, $5, $6, $7, $8) as revoked',
    [device, now, unsent, setAside, storage, app, place?.ward ?? null, place?.bcu ?? null],
  )
  return { revoked: rows[0]?.revoked === true }
}
