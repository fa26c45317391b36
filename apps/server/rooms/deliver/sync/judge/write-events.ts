import type { Judged } from '@mettrace/protocol/judge/judge-batch'
import { homesOf } from '@mettrace/protocol/events/facts'
import { takenAwayBy, toldBy } from '@mettrace/protocol/judge/running'
import { moment, type DeviceId } from '@mettrace/protocol/words/values'
import { Overtaken } from '../../../../foundation/phones/take-in-parts.ts'
import { changeRecords } from '../../../../foundation/records/records.ts'
import { eventFields } from '../../../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { boundEvents } from '../bound-events.ts'
import type { Place } from './rounds.ts'
import type { ResidentOf } from './write-residents.ts'

/** Who sends a batch, when it came, and where somebody belongs who names no assignment of theirs. */
export type Sender = { actor: string; device: DeviceId; receivedAt: Date; place: Place | undefined }

const text = (value: unknown, longest: number): string | null =>
  typeof value === 'string' && value.length <= longest ? value : null
const uuid = (value: unknown): string | null => {
  const told = text(value, 36)
  return told !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(told) ? told : null
}

const columnsOf = (
  tx: Transaction,
  { id, event, sent, content, answer, at }: Judged,
  placeOf: ReadonlyMap<string, Place>,
  residentOf: ResidentOf,
  { place }: Sender,
): unknown[] => {
  const { key, ...fields } = tx.fields.newRow(eventFields, id)
  const fact = event && toldBy(event.fact)
  const homes = fact ? homesOf(fact) : []
  const assignment = event ? event.assignment : uuid(sent['assignment'])
  const where = placeOf.get(homes[0] ?? '') ?? placeOf.get(assignment ?? '') ?? place
  // Told even by a record that cannot be read: the receipt of its day counts it.
  const occurredAt = moment.safeParse(sent['occurredAt']).data
  const target =
    event && (takenAwayBy(event.fact) ?? (event.fact.kind === 'reply' ? event.fact.of : undefined))
  return [
    id,
    event?.sequence ?? null,
    event?.fact.kind ?? null,
    event?.format ?? null,
    assignment,
    homes.length === 1 ? homes[0] : null,
    fact?.kind === 'delivered' ? fact.kit : null,
    residentOf.get(id) ?? null,
    target ?? null,
    occurredAt === undefined ? null : new Date(occurredAt),
    new Date(at),
    Buffer.from(content, 'hex'),
    answer.answer === 'accepted' ? 'accepted' : 'set aside',
    answer.answer === 'set-aside' ? answer.reason : null,
    JSON.stringify(answer),
    key.dataKey,
    key.keyVersion,
    fields.seal('body', JSON.stringify(sent)),
    where?.ward ?? null,
    where?.bcu ?? null,
  ]
}

const transposed = (rows: readonly unknown[][], columns: number): unknown[][] =>
  Array.from({ length: columns }, (_, column) => rows.map((row) => row[column]))

const columns = 20

/**
 * Keeps events as they came, each with its answer: in the order of their ids, so that two equal batches wait for each other
 * and do not lock. Logs the homes. Errors: Overtaken where one has been written meanwhile, or its place in the phone's order.
 */
export const writeEvents = async (
  tx: Transaction,
  judged: readonly Judged[],
  placeOf: ReadonlyMap<string, Place>,
  residentOf: ResidentOf,
  sender: Sender,
): Promise<void> => {
  const fresh = judged
    .filter(({ write }) => write === 'event')
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
  if (fresh.length === 0) return
  const { rows } = await changeRecords<{ id: string; home: string | null; kit: string | null }>(
    tx,
    {
      operation: 'collection',
      kind: 'home',
      of: ({ home }) => home,
      bindsOf: (written) => [
        { table: boundEvents, rows: written.flatMap(({ id, kit }) => (kit === null ? [] : id)) },
      ],
    },
    `insert into engagement.phone_event
       (id, sequence, kind, format, assignment, home, kit, resident, of_event, occurred_at, at, content, decision, reason, answer,
        data_key, key_version, body, ward, bcu, phone, received_at, actor)
     select told.*, $21, $22, $23
     from unnest($1::uuid[], $2::bigint[], $3::text[], $4::int[], $5::uuid[], $6::uuid[], $7::text[], $8::uuid[], $9::uuid[],
                 $10::timestamptz[], $11::timestamptz[], $12::bytea[], $13::text[], $14::text[], $15::jsonb[], $16::bytea[],
                 $17::int[], $18::bytea[], $19::text[], $20::text[]) told
     on conflict do nothing returning id, home, kit`,
    [
      ...transposed(
        fresh.map((each) => columnsOf(tx, each, placeOf, residentOf, sender)),
        columns,
      ),
      sender.device,
      sender.receivedAt,
      sender.actor,
    ],
  )
  if (rows.length < fresh.length) throw new Overtaken('Some of these events have just been written.')
}

/** Keeps that an id came again with another content; the same one once. */
export const writeClashes = async (
  tx: Transaction,
  judged: readonly Judged[],
  { actor, place, receivedAt }: Sender,
): Promise<void> => {
  const clashes = judged.filter(({ write }) => write === 'clash')
  if (clashes.length === 0) return
  await changeRecords<{ home: string | null }>(
    tx,
    { operation: 'collection', kind: 'home', of: ({ home }) => home },
    `insert into engagement.phone_clash (event, content, received_at, ward, bcu, actor)
     select event, content, $3, $4, $5, $6 from unnest($1::uuid[], $2::bytea[]) told (event, content)
     on conflict do nothing
     returning (select e.home from engagement.phone_event e where e.id = event) as home`,
    [
      clashes.map(({ id }) => id),
      clashes.map(({ content }) => Buffer.from(content, 'hex')),
      receivedAt,
      place?.ward ?? null,
      place?.bcu ?? null,
      actor,
    ],
  )
}
