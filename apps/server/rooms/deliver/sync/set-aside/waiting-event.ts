import { readEvent } from '@mettrace/protocol/events/formats'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import type { ReasonCode } from '@mettrace/protocol/batch/reasons'
import type { DeviceId, EventId, PersonId } from '@mettrace/protocol/words/values'
import { recordOfAccount } from '../../../../foundation/person-account.ts'
import { readRecords } from '../../../../foundation/records/records.ts'
import { eventFields } from '../../../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import type { SealedBody } from '../read-sealed.ts'

type Row = SealedBody & {
  id: string
  home: string | null
  teller: string
  phone: string
  sequence: number | null
  at: Date
  reason: string | null
  content: string
  turns: number
}

/** An event that waits for somebody else's decision, with what it tells; `fault`: why that cannot be told. */
export type WaitingEvent = {
  id: EventId
  /** Account of who recorded it, and who they are. */
  teller: string
  sender: { person: PersonId; device: DeviceId }
  at: number
  reason: ReasonCode
  content: string
  /** Turns that it has had. */
  turns: number
} & (
  { sent: Record<string, unknown> & { id: EventId }; event: PhoneEvent } | { fault: 'erased' | ReasonCode }
)

/** The event, where it still waits and the actor did not record it. Logs its home and its author. */
export const waitingEvent = async (
  tx: Transaction,
  actor: string,
  id: string | undefined,
): Promise<WaitingEvent | undefined> => {
  const [row] = await readRecords<Row>(
    tx,
    [
      { operation: 'consultation', kind: 'home', of: ({ home }) => home },
      { operation: 'consultation', kind: 'person', of: ({ teller }) => recordOfAccount(teller) },
    ],
    `select e.id, e.home, e.actor as teller, e.phone, e.sequence, e.at, e.reason, encode(e.content, 'hex') as content,
            e.data_key, e.key_version, e.body,
            (select count(*)::int4 from engagement.event_turn t where t.event = e.id) as turns
     from engagement.phone_event e
     where e.id = $1 and e.decision = 'set aside' and e.actor <> $2 and engagement.stands(e.id)
       and not exists (select from engagement.set_aside_decision d where d.event = e.id)`,
    [id ?? null, actor],
  )
  if (!row) return undefined
  const waiting = {
    id: row.id as EventId,
    teller: row.teller,
    sender: { person: recordOfAccount(row.teller) as PersonId, device: row.phone as DeviceId },
    at: row.at.getTime(),
    reason: row.reason as ReasonCode,
    content: row.content,
    turns: row.turns,
  }
  const { data_key, key_version, body } = row
  if (!data_key || key_version === null || !body) return { ...waiting, fault: 'erased' }
  const fields = tx.fields.row(eventFields, row.id, { dataKey: data_key, keyVersion: key_version })
  const sent = JSON.parse(fields.open('body', body)) as Record<string, unknown>
  const read = readEvent(sent)
  if ('fault' in read)
    return { ...waiting, fault: read.fault === 'format' ? 'unknown-format' : 'not-understood' }
  // Without a place in its phone's order it was never judged by what it tells, and its columns say nothing of it.
  if (row.sequence === null) return { ...waiting, fault: waiting.reason }
  return { ...waiting, sent: { ...sent, id: waiting.id }, event: read.event }
}
