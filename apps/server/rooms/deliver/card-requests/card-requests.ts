import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

export type CardRequest = {
  message: string
  home: string
  what: 'visit' | 'decline' | 'needs'
  at: Date
  from: Date | null
  to: Date | null
  language: string | null
  needs: string[] | null
  stands: boolean
  /** Account of the officer whose round the home is in now. */
  officer: string | null
  total: number
}

/**
 * What households asked for by their cards, as far as the actor may see them: visits to come first, in their order, then the
 * latest; a page of them, or all. Logs each home.
 */
export const cardRequests = (tx: Transaction, now: Date, page?: number): Promise<CardRequest[]> =>
  readRecords<CardRequest>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `with listed as (
       select r.*, engagement.request_stands(r.message, r.event) as stands, count(*) over ()::int4 as total
       from engagement.card_request r
     )
     select r.message, r.home, r.what, r.at, r.from_at as "from", r.to_at as "to", r.language, r.needs, r.stands, r.total,
            (select 'person:' || a.person from engagement.assignment_home h join engagement.assignment a on a.id = h.assignment
             where h.home = r.home and ($1::timestamptz at time zone 'Europe/London')::date between a.from_day and coalesce(a.until_day, 'infinity')
               and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
             order by a.from_day desc, a.id desc limit 1) as officer
     from listed r
     order by case when r.stands and r.to_at >= $1 then r.from_at else 'infinity' end, r.at desc, r.message
     limit $2 offset $3`,
    [now, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
