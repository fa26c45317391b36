import { countRecords, readRecords } from '../../../foundation/records/records.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { exhibitColumns, type Exhibit } from './positions.ts'

/** Which exhibits a list shows: in the actor's hands, due, to be asked about at a review, out of the store and not ended, or all. */
export const listKinds = ['here', 'due', 'review', 'out', 'all'] as const
export type ListKind = (typeof listKinds)[number]

/** What a list leaves out: exhibits in hands whose stores the asker is counting, such as `store:North`. */
export type Without = readonly string[]

/** An exhibit of a list, with the officer in the case who answered last or set the review, and who asked for a hold that is on it. */
export type Listed = Exhibit & { officer: string | null; heldBy: string | null; total: number }

/** Exhibits of a list, those due first and then by when they were seen last; `dueBy`: a day such as `2026-12-31`. Logs each. */
export const listExhibits = (
  tx: Transaction,
  kind: ListKind,
  { today, dueBy, without, page }: { today: string; dueBy: string; without: Without; page: number },
): Promise<Listed[]> =>
  readRecords<Listed>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ id }) => id },
    `select ${exhibitColumns}, review.officer, case when p.is_held then hold.officer end as "heldBy", count(*) over ()::int4 as total
     from enforcement.exhibit e join enforcement.exhibit_position p on p.exhibit = e.id
     left join lateral (
       select r.officer from enforcement.exhibit_ruling r where r.exhibit = e.id and r.kind = 'review' order by r.at desc, r.id desc limit 1
     ) review on true
     left join lateral (
       -- A hold on the whole is on its parts too.
       select r.officer from enforcement.exhibit_ruling r where r.exhibit in (e.id, e.parent, e.root) and r.kind = 'hold'
       order by r.exhibit <> e.id, r.at desc, r.id desc limit 1
     ) hold on p.is_held
     where case $1
       when 'here' then p.holder = any (array(select enforcement.exhibit_charges()))
       when 'due' then p.holder not like 'gone:%'
         and least(case when p.kept_for is null then e.destroy_by end, p.review_on) <= $2::date
       when 'review' then p.holder not like 'gone:%' and p.review_on <= $6::date
       when 'out' then p.holder not like 'gone:%' and p.holder not like 'store:%'
       else true end and p.holder <> all ($5::text[])
     order by least(case when p.kept_for is null then e.destroy_by end, p.review_on) nulls last, p.seen_at, e.id
     limit $3 offset $4`,
    [kind, dueBy, rowsOnPage, rowsBefore(page), without, today],
  )

/** How many exhibits each list has. */
export const countExhibits = async (
  tx: Transaction,
  { today, dueBy, without }: { today: string; dueBy: string; without: Without },
): Promise<Record<ListKind, number>> => {
  const [row] = await countRecords<Record<ListKind, number>>(
    tx,
    `select (count(*) filter (where p.holder = any (array(select enforcement.exhibit_charges()))))::int4 as here,
            (count(*) filter (where p.holder not like 'gone:%'
              and least(case when p.kept_for is null then e.destroy_by end, p.review_on) <= $1::date))::int4 as due,
            (count(*) filter (where p.holder not like 'gone:%' and p.review_on <= $3::date))::int4 as review,
            (count(*) filter (where p.holder not like 'gone:%' and p.holder not like 'store:%'))::int4 as out,
            count(*)::int4 as "all"
     from enforcement.exhibit e join enforcement.exhibit_position p on p.exhibit = e.id
     where p.holder <> all ($2::text[])`,
    [dueBy, without, today],
  )
  return row!
}
