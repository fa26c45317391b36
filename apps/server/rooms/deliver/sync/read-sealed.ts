import { readEvent } from '@mettrace/protocol/events/formats'
import type { Fact } from '@mettrace/protocol/events/facts'
import { toldBy } from '@mettrace/protocol/judge/running'
import { eventFields } from '../../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** The encrypted columns of an event; null where it was erased. */
export type SealedBody = { data_key: Buffer | null; key_version: number | null; body: Buffer | null }

/** What an event tells, where it corrects another what is true instead; 'erased', or 'not readable' in any format known. */
export const readSealed = (
  tx: Transaction,
  id: string,
  { data_key, key_version, body }: SealedBody,
): Fact | 'erased' | 'not readable' => {
  if (!data_key || key_version === null || !body) return 'erased'
  const fields = tx.fields.row(eventFields, id, { dataKey: data_key, keyVersion: key_version })
  const read = readEvent(JSON.parse(fields.open('body', body)) as Record<string, unknown>)
  return 'event' in read ? toldBy(read.event.fact) : 'not readable'
}
