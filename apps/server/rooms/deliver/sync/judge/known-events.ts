import type { Answer } from '@mettrace/protocol/batch/batch'
import { readEvent } from '@mettrace/protocol/events/formats'
import { sequenceKey, type KnownEvent } from '@mettrace/protocol/judge/standing'
import type { DeviceId, EventId } from '@mettrace/protocol/words/values'
import { keepRecords } from '../../../../foundation/records/records.ts'
import { eventFields } from '../../../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { erasedEvent, type ErasedRow } from './erased-event.ts'
import { withoutCards } from './without-cards.ts'

type Row = ErasedRow & {
  sequence: number | null
  content: string
  decision: string
  /** As it was sent, in the words of the protocol. */
  answer: unknown
  key: Buffer | null
  keyVersion: number | null
  body: Buffer | null
  stands: boolean
  turns: number
  /** Whether a sergeant accepted it after it was set aside, and the cards that it left. */
  accepted: boolean
  cards: string[]
}

const unseal = (tx: Transaction, { id, key, keyVersion, body }: Row): Record<string, unknown> | undefined => {
  if (!key || keyVersion === null || !body) return undefined
  const fields = tx.fields.row(eventFields, id, { dataKey: key, keyVersion })
  return JSON.parse(fields.open('body', body)) as Record<string, unknown>
}

const known = (tx: Transaction, row: Row): KnownEvent | undefined => {
  // Without a place in its phone's order it was never judged by what it tells.
  if (row.sequence === null) return undefined
  const sent = unseal(tx, row)
  const read = sent && readEvent(sent)
  const event = sent ? read && 'event' in read && read.event : erasedEvent(row)
  if (!event) return undefined
  const { accepted, stands, cards } = row
  return accepted
    ? { event: withoutCards(event, (card) => !cards.includes(card)), taken: true, accepted, stands }
    : { event, taken: row.decision === 'accepted', stands }
}

export type KnownEvents = {
  answered: Map<EventId, { content: string; answer: Answer }>
  events: Map<EventId, KnownEvent>
  /** How many turns each has had. */
  turns: Map<EventId, number>
}

/**
 * What is at the server of events that are sent, and of those that they undo or answer, with what these undo in turn. As
 * far as the actor may read them: their own.
 */
export const knownEvents = async (
  tx: Transaction,
  sent: readonly EventId[],
  targets: readonly EventId[],
): Promise<KnownEvents> => {
  const { rows } = await keepRecords<Row>(
    tx,
    'the author’s own events, held against what they send; nobody is shown any',
    `with recursive asked as (
       select id, of_event from engagement.phone_event where id = any ($1::uuid[])
       union
       select e.id, e.of_event from asked join engagement.phone_event e on e.id = asked.of_event
     )
     select e.id, e.sequence, e.kind, e.format, e.of_event as "ofEvent", e.actor, e.phone, e.assignment, e.home, e.kit,
            e.occurred_at as "occurredAt", (select min(c.card) from engagement.left_card c where c.event = e.id) as card, encode(e.content, 'hex') as content, e.decision, e.answer, e.data_key as key,
            e.key_version as "keyVersion", e.body, engagement.stands(e.id) as stands,
            exists (select from engagement.event_turn t where t.event = e.id and t.how = 'accepted') as accepted,
            array(select distinct c.card from engagement.left_card c where c.event = e.id) as cards,
            (select count(*)::int4 from engagement.event_turn t where t.event = e.id) as turns
     from asked join engagement.phone_event e on e.id = asked.id`,
    [[...sent, ...targets]],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const found: KnownEvents = { answered: new Map(), events: new Map(), turns: new Map() }
  for (const { id, content, answer } of rows)
    found.answered.set(id as EventId, { content, answer: answer as Answer })
  const follow = (id: string | null): void => {
    const row = id === null ? undefined : byId.get(id)
    if (!row || found.events.has(row.id as EventId)) return
    const event = known(tx, row)
    if (!event) return
    found.events.set(row.id as EventId, event)
    found.turns.set(row.id as EventId, row.turns)
    follow(row.ofEvent)
  }
  for (const id of targets) follow(id)
  return found
}

/** Events of the actor that have these places in a phone's order. */
export const knownSequences = async (
  tx: Transaction,
  device: DeviceId,
  sequences: readonly number[],
): Promise<Map<string, EventId>> => {
  const { rows } = await keepRecords<{ id: string; sequence: number }>(
    tx,
    'the author’s own events, held against what they send; nobody is shown any',
    `select id, sequence from engagement.phone_event where phone = $1 and sequence = any ($2::bigint[]) and sequence is not null`,
    [device, sequences],
  )
  return new Map(rows.map(({ id, sequence }) => [sequenceKey(device, sequence), id as EventId]))
}

/** The last place in a phone's order that a record of the actor's has; 0 where there is none. */
export const lastSequence = async (tx: Transaction, device: DeviceId): Promise<number> => {
  const { rows } = await keepRecords<{ last: number }>(
    tx,
    'the author’s own records, counted on from; nobody is shown any',
    'select coalesce(max(sequence), 0)::float8 as last from engagement.phone_event where phone = $1',
    [device],
  )
  return rows[0]?.last ?? 0
}
