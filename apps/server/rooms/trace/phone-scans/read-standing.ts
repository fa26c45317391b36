import type { Answer } from '@mettrace/protocol/batch/batch'
import { sequenceKey } from '@mettrace/protocol/judge/standing'
import type { StandingScans } from '@mettrace/protocol/scans/judge-scans'
import type { LampId, ScanPlaceId } from '@mettrace/protocol/scans/scan-fact'
import type { EventId } from '@mettrace/protocol/words/values'
import { londonDay } from '../../../foundation/days.ts'
import { keepRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { lampsOn } from '../scans/lamps.ts'
import { scanPlaces } from '../scans/scan-places.ts'

type Told = readonly Record<string, unknown>[]

const why = 'what stands of scans is held against what a phone sends; nobody is shown any'

const correctedBy = ({ fact }: Record<string, unknown>): string[] => {
  const { corrects } = (fact ?? {}) as { corrects?: unknown }
  return typeof corrects === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(corrects)
    ? [corrects]
    : []
}

const placeIn = ({ sequence }: Record<string, unknown>): number[] =>
  typeof sequence === 'number' && Number.isSafeInteger(sequence) ? [sequence] : []

/** All that stands and that a batch of scans may touch, as far as the sender may see it. */
export const readStanding = async (
  tx: Transaction,
  sender: StandingScans['sender'],
  sent: Told,
  receivedAt: Date,
): Promise<StandingScans> => {
  const [places, lamps] = [await scanPlaces(tx), await lampsOn(tx, londonDay(receivedAt))]
  const { rows: known } = await keepRecords<{
    id: string
    content: string
    answer: Answer
    sequence: number | null
  }>(
    tx,
    why,
    `select id, encode(content, 'hex') as content, answer, sequence::float8 as sequence from (
       select told.id, told.content, told.answer, case when told.phone = $1 then told.sequence end as sequence
       from enforcement.phone_scan told where told.id = any ($2::uuid[]) or (told.phone = $1 and told.sequence = any ($3::bigint[]))
       union select * from enforcement.scans_told($1, $2::uuid[], $3::bigint[])
     ) known`,
    [sender.device, sent.map(({ id }) => id), sent.flatMap(placeIn)],
  )
  const { rows: scans } = await keepRecords<{ id: string; bcu: string; isCorrected: boolean }>(
    tx,
    why,
    `select s.id, s.bcu, exists (select from enforcement.scan c where c.corrects = s.id) as "isCorrected"
     from enforcement.scan s where s.id = any ($1::uuid[])`,
    [sent.flatMap(correctedBy)],
  )
  return {
    sender,
    answered: new Map(known.map(({ id, content, answer }) => [id as EventId, { content, answer }])),
    sequences: new Map(
      known.flatMap(({ id, sequence }) =>
        sequence === null ? [] : [[sequenceKey(sender.device, sequence), id as EventId] as const],
      ),
    ),
    places: new Map(places.map(({ id, kind, bcu }) => [id as ScanPlaceId, { kind, bcu }])),
    lamps: new Map(lamps.map(({ id, bcu }) => [id as LampId, { bcu }])),
    scans: new Map(scans.map(({ id, bcu, isCorrected }) => [id as EventId, { bcu, isCorrected }])),
  }
}
