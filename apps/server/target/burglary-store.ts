import { copyInto, copyLine } from '../foundation/copy.ts'
import { firstDay, type Month } from '../foundation/month.ts'
import type { Transaction } from '../foundation/with-actor.ts'

export type BurglaryRow = {
  key: string
  ordinal: number
  month: Month
  dayFrom: string | null
  dayTo: string | null
  code: string | null
  easting: number | null
  northing: number | null
  /** No area that is loaded holds it: kept, so that boundaries loaded later find it, but not counted as taken. */
  unknown: boolean
}

const columns = 'key, ordinal, month, day_from, day_to, code, easting, northing'

/** A table of this transaction's that rows are gathered in before they are merged. */
export const openBurglaryInbox = async (tx: Transaction): Promise<void> => {
  await tx.query(
    `create temp table if not exists incoming_burglary (
       key uuid, ordinal smallint, month date, day_from date, day_to date, code text,
       easting integer, northing integer, unknown boolean
     ) on commit drop`,
  )
  await tx.query('truncate incoming_burglary')
}

/** Gathers rows as they are read. */
export const gatherBurglaries = (
  tx: Transaction,
  rows: AsyncIterable<BurglaryRow> | Iterable<BurglaryRow>,
): Promise<void> => copyInto(tx, `incoming_burglary (${columns}, unknown)`, lines(rows))

const lines = async function* (
  rows: AsyncIterable<BurglaryRow> | Iterable<BurglaryRow>,
): AsyncGenerator<string> {
  let batch = ''
  for await (const row of rows) {
    batch += copyLine([
      row.key,
      row.ordinal,
      firstDay(row.month),
      row.dayFrom,
      row.dayTo,
      row.code,
      row.easting,
      row.northing,
      row.unknown,
    ])
    if (batch.length < 1 << 16) continue
    yield batch
    batch = ''
  }
  yield batch
}

/**
 * Adds what was gathered to the burglaries there are. Of two versions of one crime the later month, then the greater
 * code and coordinates are kept, whichever came first, so that the order of imports makes no difference. Returns how many were new and have a
 * known area.
 */
export const mergeBurglaries = async (tx: Transaction, source: 'street' | 'points'): Promise<number> => {
  const insert = (unknown: boolean): Promise<{ rowCount: number | null }> =>
    tx.query(
      `insert into target.burglary (source, ${columns})
       select $1, ${columns} from incoming_burglary where unknown = $2
       on conflict (key, ordinal) do nothing`,
      [source, unknown],
    )
  const known = await insert(false)
  const unknown = await insert(true)
  const { rows } = await tx.query<{ gathered: number }>('select count(*) as gathered from incoming_burglary')
  if ((known.rowCount ?? 0) + (unknown.rowCount ?? 0) < (rows[0]?.gathered ?? 0))
    await keepGreaterVersions(tx)
  return known.rowCount ?? 0
}

const version = (table: string): string =>
  `(${table}.month, coalesce(${table}.code, ''), coalesce(${table}.easting, 0), coalesce(${table}.northing, 0))`

const keepGreaterVersions = (tx: Transaction): Promise<unknown> =>
  tx.query(
    `update target.burglary b
     set month = i.month, day_from = i.day_from, day_to = i.day_to, code = i.code,
         easting = i.easting, northing = i.northing
     from (select distinct on (key, ordinal) * from incoming_burglary as one
           order by key, ordinal, ${version('one')} desc) as i
     where b.key = i.key and b.ordinal = i.ordinal and ${version('b')} < ${version('i')}`,
  )
