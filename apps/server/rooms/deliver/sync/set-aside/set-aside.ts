import { MetTraceError } from '../../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../../foundation/page/pages.ts'
import { changeRecords, readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'

/** An event that was set aside, and what was decided of it. `home`: as it is called at its door, where it is in a round. */
export type SetAside = {
  id: string
  homeId: string | null
  kind: string | null
  home: string | null
  at: Date
  reason: string | null
  words: string | null
  teller: string
  stands: boolean
  decision: string | null
  decidedBy: string | null
  why: string | null
  total: number
}

/** Events that were set aside, as far as the actor may see them, those that wait first: a page, or all. Logs the homes. */
export const setAsideEvents = (tx: Transaction, page?: number): Promise<SetAside[]> =>
  readRecords<SetAside>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ homeId }) => homeId },
    `select e.id, e.home as "homeId", e.kind, h.address as home, e.at, e.reason, e.answer ->> 'words' as words, e.actor as teller,
            engagement.stands(e.id) as stands, d.decision, d.actor as "decidedBy", d.reason as why,
            count(*) over ()::int4 as total
     from engagement.phone_event e
     left join engagement.set_aside_decision d on d.event = e.id
     left join lateral (select address from engagement.assignment_home where home = e.home limit 1) h on true
     where e.decision = 'set aside'
     order by d.event is null and engagement.stands(e.id) desc, e.received_at desc, e.id limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/**
 * Writes what somebody decides about an event that was set aside, once: not one's own, and not what its author has answered. Logs
 * the home. Errors: `not_found`.
 */
export const writeDecision = async (
  tx: Transaction,
  actor: string,
  id: string | undefined,
  { decision, reason }: { decision: 'accepted' | 'given-up'; reason: string },
): Promise<void> => {
  const { touched } = await changeRecords<{ home: string | null }>(
    tx,
    { operation: 'alteration', kind: 'home', of: ({ home }) => home, reason },
    `insert into engagement.set_aside_decision (event, teller, decision, reason, ward, bcu, actor)
     select id, actor, $2, $3, ward, bcu, $4 from engagement.phone_event
     where id = $1 and decision = 'set aside' and actor <> $4 and engagement.stands(id)
     on conflict do nothing
     returning (select e.home from engagement.phone_event e where e.id = event) as home`,
    [id ?? null, decision, reason, actor],
  )
  if (touched === 0)
    throw new MetTraceError(
      'not_found',
      'There is no such record to decide about, or it is your own, or it has been decided.',
    )
}
