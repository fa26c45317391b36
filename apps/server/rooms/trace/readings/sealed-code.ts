import type { RowKey } from '../../../foundation/fields/field-cipher.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { codeFrom, type Code, type CodeKind } from './codes.ts'

/** A code as it is kept: encrypted by a key of the row's own, and where it was read whole a digest to look it up by. */
export type SealedCode = {
  kind: CodeKind
  positions: number | null
  unsure: number
  key: RowKey
  code: Buffer
  digest: Buffer | null
}

/** Encrypts the code of row `id` of a table. */
export const sealCode = (tx: Transaction, table: string, id: string, code: Code): SealedCode => {
  const { key, seal } = tx.fields.newRow(table, id)
  return {
    kind: code.kind,
    positions: code.positions,
    unsure: code.unsure.length,
    key,
    code: seal('code', code.text),
    digest: code.unsure.length === 0 ? tx.fields.digest('code', code.text) : null,
  }
}

/** Columns of a row with an encrypted code. */
export type KeptCode = {
  id: string
  codeKind: CodeKind
  code: Buffer
  dataKey: Buffer
  keyVersion: number
}

/** Reads the code of a row. Errors: throws where its key is not this row's, or its master key is gone. */
export const openCode = (tx: Transaction, table: string, row: KeptCode): Code => {
  const text = tx.fields.row(table, row.id, row).open('code', row.code)
  const read = codeFrom(row.codeKind, text)
  if ('fault' in read) throw new TypeError('A code that was kept is none.')
  return read.code
}
