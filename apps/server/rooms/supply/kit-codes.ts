import type { Database } from '../../foundation/database.ts'
import { actingAs } from '../../foundation/access/acting-as.ts'
import type { RowKey } from '../../foundation/fields/field-cipher.ts'
import { changeRecords } from '../../foundation/records/records.ts'
import { kitFields } from '../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { boundKits } from './bound-ledger.ts'

/** The code of a liquid as it is kept: a key of the row's own, the code encrypted by it, and a digest to look it up by. */
export type SealedCode = { key: RowKey; code: Buffer; digest: Buffer }

/** Encrypts the code of the liquid in bottle `id` (UUID). Codes that differ in case and spaces alone are one code. */
export const sealCode = (tx: Transaction, id: string, code: string): SealedCode => {
  const { key, seal } = tx.fields.newRow(kitFields, id)
  return { key, code: seal('code', code), digest: tx.fields.digest('code', code) }
}

type Sealing = { id: string; sealed: SealedCode }

const keepSealed = async (tx: Transaction, all: readonly Sealing[], reason: string): Promise<void> => {
  await changeRecords(
    tx,
    {
      operation: 'alteration',
      kind: 'kit',
      subjects: all.map(({ id }) => id),
      reason,
      binds: [{ table: boundKits, rows: all.map(({ id }) => id) }],
    },
    `update engagement.kit k
     set data_key = n.data_key, key_version = n.key_version, code = n.code, code_digest = n.digest, earlier_code = null
     from unnest($1::uuid[], $2::bytea[], $3::int[], $4::bytea[], $5::bytea[]) as n (id, data_key, key_version, code, digest)
     where k.id = n.id`,
    [
      all.map(({ id }) => id),
      all.map(({ sealed }) => sealed.key.dataKey),
      all.map(({ sealed }) => sealed.key.keyVersion),
      all.map(({ sealed }) => sealed.code),
      all.map(({ sealed }) => sealed.digest),
    ],
  )
}

const batch = 1000

/**
 * Encrypts some codes that an earlier version of the product kept as they are. Returns how many; 0 when none is left.
 * Each call is a transaction of its own: interrupted, the next goes on.
 */
const sealSomeEarlier = async (tx: Transaction): Promise<number> => {
  const { rows } = await tx.query<{ id: string; earlier_code: string }>(
    `select id, earlier_code from engagement.kit where earlier_code is not null limit ${batch} for update skip locked`,
  )
  const all = rows.map(({ id, earlier_code }) => ({ id, sealed: sealCode(tx, id, earlier_code) }))
  if (all.length > 0) await keepSealed(tx, all, 'codes are encrypted from this version on')
  return all.length
}

/** Before anything is served: encrypts what an earlier version of the product kept as it is. */
export const sealEarlierCodes = async (database: Database): Promise<void> => {
  const actor = actingAs('kitCodes', 'the product')
  for (let some = 1; some > 0;)
    some = await database.keepHouse(actor, 'encrypt codes of kits', sealSomeEarlier)
}

type Kept = { id: string; data_key: Buffer; key_version: number; code: Buffer }

/** Wraps the keys of some codes by the newest master key, and renews their digests. Returns how many; 0 when none is left. */
export const rewrapSomeKits = async (tx: Transaction): Promise<number> => {
  const { rows } = await tx.query<Kept>(
    `select id, data_key, key_version, code from engagement.kit
     where key_version < $1 and key_version is not null and data_key is not null and code is not null limit ${batch} for update skip locked`,
    [tx.fields.newest],
  )
  const all = rows.map(({ id, data_key, key_version, code }) => {
    const key = { dataKey: data_key, keyVersion: key_version }
    const digest = tx.fields.digest('code', tx.fields.row(kitFields, id, key).open('code', code))
    return { id, sealed: { key: tx.fields.rewrap(kitFields, id, key), code, digest } }
  })
  if (all.length > 0) await keepSealed(tx, all, 'new master key')
  return all.length
}
