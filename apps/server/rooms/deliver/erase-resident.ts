import { MetTraceError } from '../../foundation/errors.ts'
import { changeRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { boundResidents } from '../../places/bound-register.ts'
import { eraseCorrectionsOf } from './letters/corrections.ts'
import { eraseEventsAbout } from './sync/erase-events.ts'

/**
 * Makes what names a resident unreadable everywhere, backups of the database included: the key of the row goes, and the
 * keys of all that phones told of them. Every proof of the log stays valid, because the log holds keyed digests only.
 * Errors: `not_found`.
 */
export const eraseResident = async (
  tx: Transaction,
  id: string | undefined,
  reason: string,
): Promise<void> => {
  const { touched } = await changeRecords<{ id: string }>(
    tx,
    {
      operation: 'erasure',
      kind: 'resident',
      of: (row) => row.id,
      reason,
      bindsOf: (erased) => [{ table: boundResidents, rows: erased.map((row) => row.id) }],
    },
    `update engagement.resident
     set data_key = null, name = null, contact = null, vulnerability = null, name_digest = null, contact_digest = null,
         erased_at = clock_timestamp()
     where id = $1 and erased_at is null returning id`,
    [id ?? null],
  )
  if (id === undefined || touched === 0) throw new MetTraceError('not_found', 'There is no such resident.')
  await eraseEventsAbout(tx, id, reason)
  await eraseCorrectionsOf(tx, id, reason)
}
