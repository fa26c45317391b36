import { MetTraceError } from '../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../foundation/page/pages.ts'
import { readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'

/** A fact that contradicts the ledger, as it was told, and what was decided of it. */
export type DisputedFact = {
  id: string
  act: string
  serial: string
  kind: string
  at: Date
  recordedAt: Date
  from: string | null
  to: string
  actor: string
  /** What the teller added. */
  told: string | null
  accepted: boolean | null
  reason: string | null
  settledBy: string | null
  settledAt: Date | null
}

const columns = `told.id, told.act, coalesce(told.claimed_serial, '') as serial, told.kind, told.at, told.recorded_at as "recordedAt",
  told.from_holder as "from", told.holder as "to", told.actor, act.reason as told, s.accepted, s.reason,
  s.actor as "settledBy", s.at as "settledAt"`

/** Disputed facts that the actor may see, those that wait first: a page of them, or all. Logs each bottle. */
export const disputedFacts = (
  tx: Transaction,
  page?: number,
): Promise<(DisputedFact & { total: number })[]> =>
  readRecords<DisputedFact & { total: number }>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `select ${columns}, count(*) over ()::int4 as total from engagement.kit_movement told join engagement.kit_act act on act.id = told.act
     left join engagement.kit_settlement s on s.id = told.id
     where told.sequence is null
     order by s.id is not null, told.recorded_at desc, told.claimed_serial, told.id limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** One disputed fact. Errors: `not_found`, the same where there is none and where it is not the actor's. */
export const disputedFact = async (tx: Transaction, id: string | undefined): Promise<DisputedFact> => {
  const [fact] = await readRecords<DisputedFact>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `select ${columns} from engagement.kit_movement told join engagement.kit_act act on act.id = told.act
     left join engagement.kit_settlement s on s.id = told.id
     where told.id = $1::uuid and told.sequence is null`,
    [id ?? null],
  )
  if (!fact) throw new MetTraceError('not_found', 'There is no such disputed fact.')
  return fact
}

/** What a late fact of an act came to, where it contradicted the ledger: its id, and what was decided of it. Logs the bottle. */
export const storyOfAct = async (
  tx: Transaction,
  act: string,
): Promise<{ id: string; accepted: boolean | null } | undefined> => {
  const [story] = await readRecords<{ id: string; serial: string; accepted: boolean | null }>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `select told.id, coalesce(told.claimed_serial, '') as serial, s.accepted
     from engagement.kit_movement told left join engagement.kit_settlement s on s.id = told.id
     where told.act = $1::uuid and told.sequence is null`,
    [act],
  )
  return story
}
