import { changeRecords, keepRecords } from '../../../foundation/records/records.ts'
import { readingFields, resultFields } from '../../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

const batch = 1000

type Kept = { id: string; data_key: Buffer; key_version: number; code: Buffer; whole: boolean }

const because = 'a new master key: nobody is shown them, and that they are changed is written down below'

/** Keys of some rows wrapped by the newest master key, and the digests of their codes renewed. */
const rewrapped = (tx: Transaction, table: string, rows: readonly Kept[]) => {
  const keyOf = ({ data_key, key_version }: Kept) => ({ dataKey: data_key, keyVersion: key_version })
  return [
    rows.map(({ id }) => id),
    rows.map((row) => tx.fields.rewrap(table, row.id, keyOf(row)).dataKey),
    rows.map((row) =>
      row.whole
        ? tx.fields.digest('code', tx.fields.row(table, row.id, keyOf(row)).open('code', row.code))
        : null,
    ),
    tx.fields.newest,
  ]
}

/** Wraps the keys of some field readings by the newest master key. Returns how many; 0 when none is left. */
export const rewrapSomeReadings = async (tx: Transaction): Promise<number> => {
  const { rows } = await keepRecords<Kept>(
    tx,
    because,
    `select id, data_key, key_version, code, unsure = 0 as whole from enforcement.field_reading
     where key_version < $1 limit ${batch} for update skip locked`,
    [tx.fields.newest],
  )
  await changeRecords<{ id: string }>(
    tx,
    { operation: 'alteration', kind: 'field reading', of: ({ id }) => id, reason: 'new master key' },
    `update enforcement.field_reading r set data_key = n.data_key, code_digest = n.digest, key_version = $4
     from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n (id, data_key, digest) where r.id = n.id returning r.id`,
    rewrapped(tx, readingFields, rows),
  )
  return rows.length
}

/** The same of laboratories' results. */
export const rewrapSomeResults = async (tx: Transaction): Promise<number> => {
  const { rows } = await keepRecords<Kept>(
    tx,
    because,
    `select id, data_key, key_version, code, unsure = 0 as whole from enforcement.laboratory_result
     where key_version < $1 and key_version is not null and data_key is not null and code is not null and unsure is not null
     limit ${batch} for update skip locked`,
    [tx.fields.newest],
  )
  await changeRecords<{ id: string }>(
    tx,
    { operation: 'alteration', kind: 'laboratory result', of: ({ id }) => id, reason: 'new master key' },
    `update enforcement.laboratory_result r set data_key = n.data_key, code_digest = n.digest, key_version = $4
     from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n (id, data_key, digest) where r.id = n.id returning r.id`,
    rewrapped(tx, resultFields, rows),
  )
  return rows.length
}
