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
  /** Placed at premises or a public place and not in a street. */
  atPremises: boolean
  /** No area that is loaded holds it: kept, so that boundaries loaded later find it, but not counted as taken. */
  unknown: boolean
}

const columns = 'key, ordinal, month, day_from, day_to, code, easting, northing, at_premises'

/** A table of this transaction's that rows are gathered in before they are merged. */
export const openBurglaryInbox = async (tx: Transaction): Promise<void> => {
  await tx.query(
    `create temp table if not exists incoming_burglary (
       key uuid, ordinal smallint, month date, day_from date, day_to date, code text,
       easting integer, northing integer, at_premises boolean, unknown boolean
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
      row.atPremises,
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
 * code, coordinates and kind of place are kept, whichever came first, so that the order of
 * imports makes no difference. Returns how many were new and have a known area, and the months of crimes that changed.
 */
export const mergeBurglaries = async (
  tx: Transaction,
  source: 'street' | 'points',
): Promise<{ taken: number; changedMonths: string[] }> => {
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
  const taken = known.rowCount ?? 0
  const allWereNew = taken + (unknown.rowCount ?? 0) === rows[0]?.gathered
  return { taken, changedMonths: allWereNew ? [] : await keepGreaterVersions(tx) }
}

const version = (table: string): string =>
  `(${table}.month, coalesce(${table}.code, ''), coalesce(${table}.easting, 0), coalesce(${table}.northing, 0),
    ${table}.at_premises)`

/** Replaces rows by greater gathered ones; returns the months that they were in. */
const keepGreaterVersions = async (tx: Transaction): Promise<string[]> => {
  await tx.query(
    `create temp table greater_version on commit drop as
     select distinct on (i.key, i.ordinal) i.*, b.month as old_month
     from incoming_burglary i join target.burglary b using (key, ordinal)
     where ${version('b')} < ${version('i')}
     order by i.key, i.ordinal, ${version('i')} desc`,
  )
  await tx.query(
    `update target.burglary b
     set month = g.month, day_from = g.day_from, day_to = g.day_to, code = g.code,
         easting = g.easting, northing = g.northing, at_premises = g.at_premises
     from greater_version g where b.key = g.key and b.ordinal = g.ordinal`,
  )
  const { rows } = await tx.query<{ month: string }>(
    'select distinct old_month as month from greater_version',
  )
  await tx.query('drop table greater_version')
  return rows.map(({ month }) => month)
}
