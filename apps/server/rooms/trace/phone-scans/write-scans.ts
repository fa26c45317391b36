import { moment, type DeviceId } from '@mettrace/protocol/words/values'
import type { JudgedScan, StandingScans } from '@mettrace/protocol/scans/judge-scans'
import type { ScanPlaceId } from '@mettrace/protocol/scans/scan-fact'
import { Overtaken } from '../../../foundation/phones/take-in-parts.ts'
import { changeRecords } from '../../../foundation/records/records.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { shiftOf } from '../scans/shifts.ts'

/** Who sends, when it came in, and the BCU of what names no place of theirs. */
export type Sender = { actor: string; device: DeviceId; receivedAt: Date; bcu: string }

const columnsOf = (rows: readonly unknown[][], count: number): unknown[][] =>
  Array.from({ length: count }, (_, column) => rows.map((row) => row[column]))

const collection = { operation: 'collection', kind: 'scan', of: ({ id }: { id: string }) => id } as const

/** The place that was sent, also of what cannot be read otherwise. */
const placeSent = ({ fact }: Record<string, unknown>): ScanPlaceId =>
  (fact as { place?: ScanPlaceId } | null | undefined)?.place as ScanPlaceId

const told = (
  { id, event, sent, content, answer, at, write }: JudgedScan,
  { places }: StandingScans,
  { bcu }: Sender,
): unknown[] => {
  // Told even by what cannot be read.
  const toldAt = moment.safeParse(sent['occurredAt']).data
  const isClash = write === 'clash'
  return [
    isClash ? uuidv7() : id,
    isClash ? id : null,
    event?.sequence ?? null,
    places.get(placeSent(sent))?.bcu ?? bcu,
    toldAt === undefined ? null : new Date(toldAt),
    new Date(at),
    Buffer.from(content, 'hex'),
    answer.answer === 'accepted' ? 'accepted' : 'set aside',
    answer.answer === 'set-aside' ? answer.reason : null,
    JSON.stringify(answer),
    JSON.stringify(sent),
  ]
}

/**
 * Keeps what was told as it came, each with its answer, in the order of ids, so that equal batches wait for each other. Logs
 * each. Errors: Overtaken where one has been written meanwhile, or its place in the phone's order.
 */
export const writeTold = async (
  tx: Transaction,
  judged: readonly JudgedScan[],
  standing: StandingScans,
  sender: Sender,
): Promise<void> => {
  const fresh = judged
    .filter(({ write }) => write !== 'nothing')
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const { rows } = await changeRecords<{ id: string }>(
    tx,
    collection,
    `insert into enforcement.phone_scan
       (id, same_id, sequence, bcu, told_at, at, content, decision, reason, answer, body, phone, received_at, actor)
     select told.*, $12, $13, $14
     from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::bytea[], $8::text[],
                 $9::text[], $10::jsonb[], $11::text[]) told
     on conflict do nothing returning id`,
    [
      ...columnsOf(
        fresh.map((each) => told(each, standing, sender)),
        11,
      ),
      sender.device,
      sender.receivedAt,
      sender.actor,
    ],
  )
  // The same other content under a known id, come once more, is there already.
  const written = new Set(rows.map(({ id }) => id))
  if (fresh.some(({ id, write }) => write === 'event' && !written.has(id)))
    throw new Overtaken('Some of these scans have just been written.')
}

/** Records the scans that were taken. Logs each. Errors: Overtaken where somebody corrected the same scan meanwhile. */
export const writeScans = async (
  tx: Transaction,
  judged: readonly JudgedScan[],
  { places }: StandingScans,
  { actor }: Sender,
): Promise<void> => {
  const scans = judged.flatMap(({ id, write, answer, event, at }) => {
    const place = event && places.get(event.fact.place)
    if (!event || !place || write !== 'event' || answer.answer !== 'accepted') return []
    const { fact } = event
    const { onDay, shift } = shiftOf(new Date(at))
    return [
      [
        id,
        new Date(at),
        onDay,
        shift,
        fact.place,
        place.kind,
        place.bcu,
        fact.lamp,
        fact.subject,
        fact.custody,
        fact.description,
        fact.identifiers,
        fact.basis,
        fact.result,
        fact.part,
        fact.whyNot,
        fact.corrects,
      ],
    ]
  })
  if (scans.length === 0) return
  const { touched } = await changeRecords<{ id: string }>(
    tx,
    collection,
    `insert into enforcement.scan (id, at, on_day, shift, place, place_kind, bcu, lamp, subject, custody_reference, description,
       identifiers, basis, result, part, why_not, corrects, actor)
     select told.*, $18
     from unnest($1::uuid[], $2::timestamptz[], $3::date[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::text[],
                 $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::uuid[]) told
     on conflict do nothing returning id`,
    [...columnsOf(scans, 17), actor],
  )
  if (touched < scans.length) throw new Overtaken('One of these scans has just been corrected.')
}
