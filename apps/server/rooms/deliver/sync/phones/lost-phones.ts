import { MetTraceError } from '../../../../foundation/errors.ts'
import { readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'

/** A phone in use, and the officer who had it. */
export type LostPhone = {
  id: string
  name: string | null
  enrolledAt: Date
  lastAt: Date
  person: string
  unsent: number
}

/** Phones in use of officers whose names begin with some words, the last heard first; twenty at most. Logs whose they are. */
export const phonesToRevoke = (tx: Transaction, words: string): Promise<LostPhone[]> =>
  readRecords<LostPhone>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ person }) => person },
    `select id, name, enrolled_at as "enrolledAt", last_at as "lastAt", person, unsent from engagement.phones_to_revoke($1)`,
    [words],
  )

/** Revokes a phone in the actor's name; asked for twice, it is one act. Logs the phone. Errors: `not_found` where there is none. */
export const revokeLostPhone = async (
  tx: Transaction,
  act: string,
  { phone, reason, at }: { phone: string | undefined; reason: string; at: Date },
): Promise<void> => {
  const { rows } = await tx.query<{ revoked: boolean }>(
    'select engagement.revoke_lost_phone($1, $2, $3, $4) as revoked',
    [act, phone ?? null, reason, at],
  )
  if (phone === undefined || rows[0]?.revoked !== true)
    throw new MetTraceError('not_found', 'There is no such phone here.')
  await tx.record({ operation: 'alteration', kind: 'phone', subjects: [phone], reason })
}
