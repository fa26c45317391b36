import { cursorOf, positionOf, type Cursor } from '@mettrace/protocol/pages/cursor'
import { pageDigest } from '@mettrace/protocol/pages/digest'
import {
  changesLimit,
  type Change,
  type PageName,
  type PageRow,
  type PageState,
} from '@mettrace/protocol/pages/pages'
import { servedBelow } from '../../../../foundation/log/served-below.ts'
import { readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'

/** A moment of the feed: an epoch, and how far it is served in it. */
export type Moment = { epoch: number; cursor: Cursor }

/** Larger than every place within a transaction. */
const lastPlace = 999_999_999

/**
 * How far rows may be served now: below every transaction that is still open, so that what is committed later never lies
 * behind a cursor.
 */
export const presentMoment = async (tx: Transaction): Promise<Moment> => {
  const { epoch, below } = await servedBelow(tx)
  return { epoch, cursor: cursorOf({ transaction: below - 1n, row: lastPlace }) }
}

/** The home that a row tells of; none where it is of a block, of kits in hand, or no longer there. */
const homeOfRow = ({ data }: { data: unknown }): string | null => {
  const told = (data as { home?: unknown } | null)?.home
  return typeof told === 'string' ? told : null
}

/** What is given to a phone is disclosed to it: every home that rows tell of. */
const disclosed = {
  operation: 'disclosure',
  kind: 'home',
  to: 'the phone of the officer',
  of: homeOfRow,
} as const

/** Rows of a log of pages, as of $2 (epoch), $3 and $4 (transaction and place): of each the last that is not behind it. */
const asOf = (feed: string): string => `
  select * from (
    select distinct on (page, id) page, id, epoch || '.' || xid::text || '-' || place as version, data
    from ${feed}
    where page = any ($1::text[]) and (epoch < $2 or (epoch = $2 and (xid < $3::xid8 or (xid = $3::xid8 and place <= $4))))
    order by page, id, epoch desc, xid desc, place desc
  ) held where data is not null`

const positionValues = (pages: readonly PageName[], { epoch, cursor }: Moment): unknown[] => {
  const { transaction, row } = positionOf(cursor)
  return [pages, epoch, String(transaction), row]
}

const nothing = pageDigest([])

/** How many rows pages hold at a moment, and their digests. No row is read out. */
export const statesAt = async (
  tx: Transaction,
  pages: readonly PageName[],
  at: Moment,
): Promise<PageState[]> => {
  const rows = await readRecords<{ page: string; count: number; digest: string }>(
    tx,
    // Digests of versions: whose homes they are is written down when they are given out.
    { operation: 'consultation', kind: 'home', subjects: [] },
    `select page, count(*)::int4 as count,
            encode(sha256(convert_to(string_agg(id || ' ' || version || E'\\n', '' order by id || ' ' || version collate "C"), 'UTF8')), 'hex') as digest
     from (${asOf('engagement.page_change')}) held group by page`,
    positionValues(pages, at),
  )
  const held = new Map(rows.map((row) => [row.page, row]))
  return pages.map((page) => {
    const { count = 0, digest = nothing } = held.get(page) ?? {}
    return { page, count, digest }
  })
}

/** Rows of a page at a moment. Logs each as disclosed to the phone. */
export const rowsAt = async (tx: Transaction, page: PageName, at: Moment): Promise<PageRow[]> => {
  return readRecords<{ id: string; version: string; data: unknown }>(
    tx,
    disclosed,
    `select id, version, data from (${asOf('engagement.page_change')}) held order by id`,
    positionValues([page], at),
  )
}

type ChangeRow = { page: string; id: string; xid: string; place: number; data: unknown }

export type Piece = { changes: Change[]; cursor: Cursor; isLast: boolean }

/** Rows of pages behind a cursor, up to a moment of the same epoch, as many as one piece holds. Logs each as disclosed. */
export const changesSince = async (
  tx: Transaction,
  pages: readonly PageName[],
  from: Cursor,
  to: Moment,
): Promise<Piece> => {
  const [after, until] = [positionOf(from), positionOf(to.cursor)]
  const rows = await readRecords<ChangeRow>(
    tx,
    disclosed,
    // By the column: the text of the same name would put 1000 before 999.
    // The person's pages, and of them what is new: by the key, everything new of the whole force would be read for each phone.
    `select c.page, c.id, c.xid::text as xid, c.place, c.data
     from (select * from engagement.page_change where page = any ($1::text[]) offset 0) c
     where c.epoch = $2 and c.xid <= $3::xid8 and (c.xid > $4::xid8 or (c.xid = $4::xid8 and c.place > $5))
     order by c.xid, c.place limit $6`,
    [pages, to.epoch, String(until.transaction), String(after.transaction), after.row, changesLimit + 1],
  )
  const piece = rows.slice(0, changesLimit)
  const last = piece.at(-1)
  const isLast = rows.length <= changesLimit
  return {
    changes: piece.map(({ page, id, xid, place, data }) => ({
      page: page as PageName,
      id,
      version: `${to.epoch}.${xid}-${place}`,
      data,
    })),
    cursor: isLast || !last ? to.cursor : cursorOf({ transaction: BigInt(last.xid), row: last.place }),
    isLast,
  }
}
