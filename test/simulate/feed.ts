import {
  cursorOf,
  isAfter,
  positionOf,
  type Cursor,
  type Position,
} from '../../packages/protocol/pages/cursor.ts'
import { pageDigest } from '../../packages/protocol/pages/digest.ts'
import type { Change, PageName, PageRow, PageState } from '../../packages/protocol/pages/pages.ts'

/** A row of a page from one transaction on; without data it leaves the page. */
type FeedRow = Position & {
  page: PageName
  id: string
  data: unknown
  /** When what it tells happened, as a number of a transaction: a home may be withdrawn with an earlier day. No cursor asks. */
  dated: bigint
}

export type NewRow = Pick<FeedRow, 'page' | 'id' | 'data'> & { dated?: bigint }

/**
 * The log of what pages hold, and the numbers of transactions. A number is given when a transaction begins; another may be
 * committed before it with a higher one.
 */
export type Feed = { rows: FeedRow[]; next: bigint; open: Set<bigint> }

export const beginTransaction = (feed: Feed): bigint => {
  const transaction = feed.next++
  feed.open.add(transaction)
  return transaction
}

/** Below this number nothing is still to come. */
const horizonOf = ({ next, open }: Feed): bigint =>
  [...open].reduce((least, each) => (each < least ? each : least), next)

/** Behind the last row that may be served now. */
export const servedTo = (feed: Feed): Position => ({ transaction: horizonOf(feed) - 1n, row: 999_999 })

export const commit = (feed: Feed, transaction: bigint, rows: readonly NewRow[]): void => {
  const fresh = rows.map((row, at): FeedRow =>
    Object.assign({ dated: transaction }, row, { transaction, row: at }),
  )
  const behind = feed.rows.findIndex((row) => row.transaction > transaction)
  feed.rows.splice(behind === -1 ? feed.rows.length : behind, 0, ...fresh)
  feed.open.delete(transaction)
}

const versionOf = ({ transaction, row }: Position): string => `${transaction}-${row}`

/** Rows of pages by page and id. */
export type Held = Map<PageName, Map<string, PageRow>>

/** What pages hold at a position: the log from its beginning. */
export const pagesAt = (feed: Feed, to: Position, pages: readonly PageName[]): Held => {
  const held: Held = new Map(pages.map((page) => [page, new Map()]))
  for (const row of feed.rows) {
    if (isAfter(row, to)) break
    if (row.data === null) held.get(row.page)?.delete(row.id)
    else held.get(row.page)?.set(row.id, { id: row.id, version: versionOf(row), data: row.data })
  }
  return held
}

export const statesOf = (held: Held): PageState[] =>
  Array.from(held, ([page, rows]) => ({ page, count: rows.size, digest: pageDigest(rows.values()) }))

export type Piece = { changes: Change[]; cursor: Cursor; isLast: boolean }

/** Rows of some pages behind a cursor, at most so many. */
export const changesAfter = (
  feed: Feed,
  cursor: Cursor,
  pages: readonly PageName[],
  limit: number,
): Piece => {
  const from = positionOf(cursor)
  const to = servedTo(feed)
  const wanted = new Set(pages)
  const rows = feed.rows.filter((row) => wanted.has(row.page) && isAfter(row, from) && !isAfter(row, to))
  const piece = rows.slice(0, limit)
  const isLast = piece.length === rows.length
  return {
    changes: piece.map((row) => ({ page: row.page, id: row.id, version: versionOf(row), data: row.data })),
    cursor: cursorOf(isLast ? to : piece.at(-1)!),
    isLast,
  }
}
