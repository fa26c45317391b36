import type pg from 'pg'
import { isAfter, type Position } from '../../../packages/protocol/pages/cursor.ts'
import type { PageName } from '../../../packages/protocol/pages/pages.ts'
import type { Held } from '../feed.ts'

type LogRow = Position & { epoch: number; page: PageName; id: string; data: unknown }

/** The log of pages as a database has it, in its order. */
export const readPageLog = async (owner: pg.Client): Promise<LogRow[]> => {
  const { rows } = await owner.query<Omit<LogRow, 'transaction' | 'row'> & { xid: string; place: string }>(
    `select c.epoch, c.xid::text as xid, c.place::text as place, c.page, c.id, c.data
     from engagement.page_change c order by c.epoch, c.xid, c.place`,
  )
  return rows.map(({ xid, place, ...row }) =>
    Object.assign(row, { transaction: BigInt(xid), row: Number(place) }),
  )
}

/** What pages held at a position of an epoch: the log from its beginning, as far as it goes. */
export const heldBy = (
  log: readonly LogRow[],
  epoch: number,
  to: Position,
  pages: readonly PageName[],
): Held => {
  const held: Held = new Map(pages.map((page) => [page, new Map()]))
  for (const { page, id, data, ...at } of log) {
    if (at.epoch > epoch || (at.epoch === epoch && isAfter(at, to))) continue
    if (data === null) held.get(page)?.delete(id)
    else held.get(page)?.set(id, { id, version: `${at.epoch}.${at.transaction}-${at.row}`, data })
  }
  return held
}
