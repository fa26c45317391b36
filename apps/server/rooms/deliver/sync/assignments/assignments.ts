import { MetTraceError } from '../../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../../foundation/page/pages.ts'
import { changeRecords, readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'

/** Days as `2026-11-30`; `visited`: homes where something came of a visit that stands. */
export type Assignment = {
  id: string
  person: string
  name: string
  fromDay: string
  untilDay: string | null
  streets: string[]
  ward: string
  actor: string
  endedAt: Date | null
  endedBy: string | null
  why: string | null
  homes: number
  visited: number
  total: number
}

/** Whether there is any assignment that the actor may see. Logs whose it is. */
export const hasAssignments = async (tx: Transaction): Promise<boolean> => {
  const [any] = await readRecords<{ person: string }>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ person }) => person },
    'select person from engagement.assignment limit 1',
    [],
  )
  return any !== undefined
}

/** Assignments as far as the actor may see them, the latest first: a page of them, or all. Logs whose they are. */
export const assignments = (tx: Transaction, page?: number): Promise<Assignment[]> =>
  readRecords<Assignment>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ person }) => person },
    `with listed as (
       select *, count(*) over ()::int4 as total from engagement.assignment
       order by from_day desc, id desc limit $1 offset $2
     )
     select a.id, a.person, a.name, a.from_day as "fromDay", a.until_day as "untilDay", a.streets, a.ward, a.actor,
            ended.at as "endedAt", ended.actor as "endedBy", ended.reason as why, walked.homes, walked.visited, a.total
     from listed a left join engagement.assignment_end ended on ended.assignment = a.id
     cross join lateral (
       select count(*)::int4 as homes,
              count(*) filter (where exists (select from engagement.visit v where v.home = h.home and v.at >= a.from_day
                                             and engagement.stands(v.event)))::int4 as visited
       from engagement.assignment_home h where h.assignment = a.id
     ) walked
     order by a.from_day desc, a.id desc`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** Ends an assignment, once. Logs whose it was. Errors: `not_found` where there is none, or it has ended. */
export const endAssignment = async (
  tx: Transaction,
  actor: string,
  id: string | undefined,
  { at, reason }: { at: Date; reason: string },
): Promise<void> => {
  const { touched } = await changeRecords<{ person: string }>(
    tx,
    { operation: 'alteration', kind: 'person', of: ({ person }) => person, reason },
    `insert into engagement.assignment_end (assignment, at, reason, ward, bcu, actor)
     select id, $2, $3, ward, bcu, $4 from engagement.assignment where id = $1
     on conflict do nothing
     returning (select a.person from engagement.assignment a where a.id = assignment) as person`,
    [id ?? null, at, reason, actor],
  )
  if (touched === 0) throw new MetTraceError('not_found', 'There is no such assignment, or it has ended.')
}
