import { changeRecords, keepRecords } from '../../../../foundation/records/records.ts'
import { newestKeys, type KeptKey } from '../../../../foundation/records/newest-keys.ts'
import { eventFields } from '../../../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'

const batch = 1000

/**
 * Wraps the keys of some events by the newest master key. Returns how many; 0 when none is left. Each call is a transaction
 * of its own: interrupted, the next goes on.
 */
export const rewrapSomeEvents = async (tx: Transaction): Promise<number> => {
  const { rows } = await keepRecords<KeptKey>(
    tx,
    'a new master key: nobody is shown them, and that they are changed is written down below',
    `select id, data_key, key_version from engagement.phone_event
     where key_version < $1 and key_version is not null and data_key is not null limit ${batch} for update skip locked`,
    [tx.fields.newest],
  )
  await changeRecords<{ home: string | null }>(
    tx,
    { operation: 'alteration', kind: 'home', of: ({ home }) => home, reason: 'new master key' },
    `update engagement.phone_event e set data_key = n.data_key, key_version = $3
     from unnest($1::uuid[], $2::bytea[]) as n (id, data_key) where e.id = n.id returning e.home`,
    newestKeys(tx, eventFields, rows),
  )
  return rows.length
}
