import { createHash } from 'node:crypto'
import { actingAs } from '../../foundation/access/acting-as.ts'
import type { Database } from '../../foundation/database.ts'
import { changeRecords } from '../../foundation/records/records.ts'
import { residentFields } from '../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../foundation/with-actor.ts'

/** What somebody says with the serial and PIN of a kit; `leavesOn`, `2026-12-01`: their last day in the home. */
export type KitMessage = {
  id: string
  serial: string
  pin: string
  isApplied: boolean
} & (
  | { what: 'registered'; name: string; contact: string | null }
  | { what: 'applied' }
  | { what: 'moving'; leavesOn: string }
)

const visitor = actingAs('residentPages', 'visitor')

/** What a supplier keeps of a PIN: docs/formats/kit-batch.md. */
const proofOf = ({ serial, pin }: KitMessage): Buffer =>
  createHash('sha256').update(`${serial}:${pin}`).digest()

/** Who registers, encrypted as the resident that they become: the message gives them its id. */
const sealed = (tx: Transaction, message: KitMessage): (Buffer | number | null)[] => {
  if (message.what !== 'registered') return [null, null, null, null, null, null]
  const { id, name, contact } = message
  const { key, seal } = tx.fields.newRow(residentFields, id)
  return [
    key.dataKey,
    key.keyVersion,
    seal('name', name),
    contact === null ? null : seal('contact', contact),
    tx.fields.digest('name', name),
    contact === null ? null : tx.fields.digest('contact', contact),
  ]
}

/**
 * Keeps a message as it came. Nothing is looked up: it costs the same and is answered the same whether there is such a
 * kit, or that is its PIN, or not. Sent twice, it is one message.
 */
export const keepKitMessage = (database: Database, message: KitMessage): Promise<void> =>
  database.withActor(visitor, 'a message about a kit', async (tx) => {
    await changeRecords(
      tx,
      // Of whose home is not known here, and must not be.
      { operation: 'collection', kind: 'kit', subjects: [] },
      `insert into engagement.kit_message
         (id, serial, proof, what, is_applied, leaves_on, data_key, key_version, name, contact, name_digest, contact_digest, actor)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict do nothing`,
      [
        message.id,
        message.serial,
        proofOf(message),
        message.what,
        message.isApplied,
        message.what === 'moving' ? message.leavesOn : null,
        ...sealed(tx, message),
        visitor.id,
      ],
    )
  })
