import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** A round that is walked on a day, and how far it is. `toDo`: homes of it where nobody has been yet. */
export type TeamLine = {
  assignment: string
  person: string
  name: string
  ward: string
  homes: number
  toDo: number
  /** Homes where this officer was today, and kits given there. */
  doors: number
  kits: number
  lastDoor: Date | null
  /** What the officer's phone said at its last contact. */
  lastHeard: Date | null
  unsent: number | null
  setAside: number | null
  total: number
}

/**
 * Rounds of a day in London, such as `2026-11-30`, as far as the actor may see them, those of whoever was heard from
 * today first, the one not heard from for longest before the others: a page, or all. Logs whose they are.
 */
export const teamOf = (tx: Transaction, day: string, page?: number): Promise<TeamLine[]> =>
  readRecords<TeamLine>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ person }) => person },
    `with listed as (
       select a.*, begins.today, heard.at as heard_at, heard.unsent, heard.set_aside, count(*) over ()::int4 as total
       from engagement.assignment a
       cross join (select $1::timestamp at time zone 'Europe/London' as today) begins
       left join engagement.assignment_end ended on ended.assignment = a.id
       left join lateral (
         select c.at, c.unsent, c.set_aside from engagement.phone_contact c
         where c.actor = 'person:' || a.person order by c.at desc limit 1
       ) heard on true
       where a.from_day <= $1::date and coalesce(a.until_day, 'infinity') >= $1::date and ended.assignment is null
       order by coalesce(heard.at >= begins.today, false) desc, heard.at, a.id limit $2 offset $3
     )
     select a.id as assignment, a.person, a.name, a.ward, walked.homes, walked.homes - walked.visited as "toDo",
            walked.doors, walked.kits, walked.last_door as "lastDoor", a.heard_at as "lastHeard", a.unsent,
            a.set_aside as "setAside", a.total
     from listed a cross join lateral (
       select count(*)::int4 as homes, count(*) filter (where seen.ever)::int4 as visited,
              count(*) filter (where seen.today)::int4 as doors, count(*) filter (where seen.given)::int4 as kits,
              max(seen.last_at) as last_door
       from engagement.assignment_home h left join lateral (
         select bool_or(true) as ever, bool_or(own.today) as today, max(v.at) filter (where own.today) as last_at,
                bool_or(own.today and v.outcome in ('delivered', 'protected')) as given
         from engagement.visit v
         cross join lateral (select v.at >= a.today and v.actor = 'person:' || a.person as today) own
         where v.home = h.home and v.at >= a.from_day and engagement.stands(v.event)
       ) seen on true
       where h.assignment = a.id
     ) walked
     order by coalesce(a.heard_at >= a.today, false) desc, a.heard_at, a.id`,
    [day, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
