import type { KeyObject } from 'node:crypto'
import { openedInThread } from '../../../../foundation/fields/field-cipher.ts'
import { answerInWorker } from '../../../../foundation/jobs/answer-in-worker.ts'
import { kitFields } from '../../../../foundation/records/sealed-fields.ts'
import type { PackedCodes } from './packed-codes.ts'
import { packCodes } from './packed-codes.ts'

/** Encrypted codes and the keys that wrap theirs, which show no bytes. */
export type OpenCodes = {
  keys: ReadonlyMap<number, KeyObject>
  rows: readonly { id: string; data_key: Uint8Array; key_version: number; code: Uint8Array }[]
}

answerInWorker(({ keys, rows }: OpenCodes): PackedCodes =>
  packCodes(
    rows.map(({ id, data_key, key_version, code }) => ({
      id,
      code: openedInThread(keys, kitFields, id, {
        dataKey: Buffer.from(data_key),
        keyVersion: key_version,
      }).open('code', Buffer.from(code)),
    })),
  ),
)
