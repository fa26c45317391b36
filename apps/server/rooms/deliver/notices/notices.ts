import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { countedArea } from '../signs/counted-areas.ts'

export const noticeKinds = ['sticker', 'press item', 'poster', 'leaflet'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Stickers, press items, posters or leaflets of an area as recorded last. `number`: 0 where there were none after all. */
export type Notice = {
  item: string
  kind: NoticeKind
  area: string
  ward: string
  onDay: string
  number: number
  words: string | null
  isCorrected: boolean
}

/** What counts of every item: the record that was made last. */
const noticesNow = `(select distinct on (item) item, kind, area, ward, on_day, number, words, id <> item as is_corrected
  from engagement.notice order by item, at desc, id desc)`

/** Notices as far as the actor may see them, the latest day first: a page, or all. */
export const notices = async (tx: Transaction, page?: number): Promise<(Notice & { total: number })[]> => {
  const { rows } = await tx.query<Notice & { total: number }>(
    `select item, kind, area, ward, on_day::text as "onDay", number, words, is_corrected as "isCorrected",
            count(*) over ()::int4 as total
     from ${noticesNow} n order by on_day desc, item limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
  return rows
}

/** What was put up or came out; `id`: the asker's UUID. */
export type NewNotice = {
  id: string
  kind: NoticeKind
  area: string
  onDay: string
  number: number
  words: string | null
}

/** Records notices of an area. Sent twice, they are one item. Errors: `usage` about `area` outside the actor's places. */
export const recordNotice = async (tx: Transaction, actor: string, notice: NewNotice): Promise<void> => {
  const area = await countedArea(tx, notice.area)
  if (!area) throw new MetTraceError('usage', 'Choose an area from the list', { about: 'area' })
  const { rowCount } = await tx.query(
    `insert into engagement.notice (id, item, kind, area, ward, bcu, on_day, number, words, actor)
     values ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      notice.id,
      notice.kind,
      area.area,
      area.ward,
      area.bcu,
      notice.onDay,
      notice.number,
      notice.words,
      actor,
    ],
  )
  if (rowCount !== 0) await tx.record({ operation: 'collection', kind: 'sign', subjects: [notice.id] })
}

/** Corrects an item by a new record. Sent twice, it is one. Errors: `not_found`, the same where it is not the actor's to see. */
export const correctNotice = async (
  tx: Transaction,
  actor: string,
  item: string | undefined,
  { id, onDay, number, words }: Pick<NewNotice, 'id' | 'onDay' | 'number' | 'words'>,
): Promise<void> => {
  const { rows } = await tx.query<{ id: string }>(
    'select id from engagement.notice where id = $1 and item = id',
    [item ?? null],
  )
  const [first] = rows
  if (!first) throw new MetTraceError('not_found', 'There is no such item here.')
  const { rowCount } = await tx.query(
    `insert into engagement.notice (id, item, kind, area, ward, bcu, on_day, number, words, actor)
     select $1, id, kind, area, ward, bcu, $3, $4, $5, $6 from engagement.notice where id = $2 on conflict do nothing`,
    [id, first.id, onDay, number, words, actor],
  )
  if (rowCount !== 0) await tx.record({ operation: 'alteration', kind: 'sign', subjects: [first.id] })
}
