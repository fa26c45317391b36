import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** A box that a supplier announced and of which kits are still to come; `total`: how many such boxes on all pages. */
export type BoxToCome = {
  id: string
  batch: string
  box: string
  sscc: string | null
  pallet: string | null
  expected: number
  received: number
  announcedAt: Date
  total: number
}

/** Boxes of which kits are still to come, the latest batch first: a page of them, or all. Logs each. */
export const boxesToCome = (tx: Transaction, page?: number): Promise<BoxToCome[]> =>
  readRecords<BoxToCome>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ id }) => id },
    `select x.id, b.reference as batch, x.reference as box, x.sscc, x.pallet, due.expected, due.received,
            b.recorded_at as "announcedAt", count(*) over ()::int4 as total
     from (
       select k.box, count(*)::int4 as expected, count(p.id)::int4 as received
       from engagement.kit k left join engagement.kit_position p on p.id = k.id
       -- Boxes that have all come are most of them, and are not counted.
       where k.box in (
         select waiting.box from engagement.kit waiting
         where not exists (select from engagement.kit_position held where held.id = waiting.id))
       group by k.box
     ) due
     join engagement.kit_box x on x.id = due.box join engagement.kit_batch b on b.id = x.batch
     order by b.recorded_at desc, b.reference, x.reference, x.id limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** A kit that a supplier announced, in its box; a kit of an earlier phase has none. */
export type AnnouncedKit = {
  serial: string
  received: boolean
  madeLater: boolean
  box: string | null
  boxNumber: string | null
  sscc: string | null
  batch: string | null
}

/** What was given at the door of the store: serials, and boxes by their SSCC or id. */
export type Asked = { serials: readonly string[]; ssccs: readonly string[]; boxes: readonly string[] }

/** The kits that were given and all others of their boxes, box by box; `at`: when they come. Logs each. */
export const announcedKits = (
  tx: Transaction,
  { serials, ssccs, boxes }: Asked,
  at: Date,
): Promise<AnnouncedKit[]> =>
  readRecords<AnnouncedKit>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `with asked as (
       select id from engagement.kit_box where sscc = any ($2::text[]) or id = any ($3::uuid[])
       union
       select box from engagement.kit where serial = any ($1::text[]) and box is not null
     )
     select k.serial, p.id is not null as received, k.exists_from > $4::timestamptz as "madeLater",
            k.box, x.reference as "boxNumber", x.sscc, b.reference as batch
     from engagement.kit k
     left join engagement.kit_box x on x.id = k.box left join engagement.kit_batch b on b.id = k.batch
     left join engagement.kit_position p on p.id = k.id
     where k.serial = any ($1::text[]) or k.box in (select id from asked)
     order by b.reference, x.reference, k.serial`,
    [serials, ssccs, boxes, at],
  )
