import type { Transaction } from '../with-actor.ts'

/** The key of a row's fields as it is kept beside them. */
export type KeptKey = { id: string; data_key: Buffer; key_version: number }

/** What a statement is given that keeps the keys of some rows, wrapped by the newest master key: ids, keys, and its version. */
export const newestKeys = (
  { fields }: Transaction,
  table: string,
  rows: readonly KeptKey[],
): [ids: string[], keys: Buffer[], version: number] => [
  rows.map(({ id }) => id),
  rows.map(
    ({ id, data_key, key_version }) =>
      fields.rewrap(table, id, { dataKey: data_key, keyVersion: key_version }).dataKey,
  ),
  fields.newest,
]
