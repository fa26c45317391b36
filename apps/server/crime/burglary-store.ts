import { BinaryRows, copyRows } from '../foundation/binary-rows.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { firstDay, type Month } from '../foundation/month.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { dayNumber } from '../places/formats/dates.ts'

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
  /** Police force that reported it; null where no file says. */
  force: string | null
  /** No area that is loaded holds it: kept, so that boundaries loaded later find it, but not counted as taken. */
  unknown: boolean
}

const columns = 'key, ordinal, month, day_from, day_to, code, easting, northing, at_premises, force'

/**
 * Tables of this transaction's own: rows of one file, from which they are merged, and, of all its files, those of which
 * some were there already, until `keepGreaterVersions`.
 */
const gather = async (tx: Transaction, rows: readonly BurglaryRow[]): Promise<void> => {
  for (const table of ['incoming_burglary', 'met_burglary']) {
    await tx.query(
      `create temp table if not exists ${table} (
         key uuid, ordinal smallint, month date, day_from date, day_to date, code text,
         easting integer, northing integer, at_premises boolean, force text, unknown boolean
       ) on commit drop`,
    )
  }
  await tx.query('truncate incoming_burglary')
  await copyRows(tx, `incoming_burglary (${columns}, unknown)`, binaryRows(rows))
}

/** No crime is published as often: a row that stands there more often was copied by a program. */
const mostEqual = 32_767

const tooManyEqual = (): MetTraceError =>
  new MetTraceError('value_invalid', 'One row stands in a file tens of thousands of times.', {
    found: `a row more than ${mostEqual} times`,
    expected: 'a row for each crime',
  })

const binaryRows = (burglaries: readonly BurglaryRow[]): BinaryRows => {
  const rows = new BinaryRows()
  const firstDays = new Map<Month, number>()
  for (const burglary of burglaries) {
    const { key, ordinal, month, dayFrom, dayTo, code, easting, northing, atPremises, force, unknown } =
      burglary
    let day = firstDays.get(month)
    if (day === undefined) firstDays.set(month, (day = dayNumber(firstDay(month))))
    rows.row(11)
    rows.uuid(key)
    rows.int2(ordinal)
    rows.date(day)
    rows.date(dayFrom === null ? null : dayNumber(dayFrom))
    rows.date(dayTo === null ? null : dayNumber(dayTo))
    rows.text(code)
    rows.int4(easting)
    rows.int4(northing)
    rows.boolean(atPremises)
    rows.text(force)
    rows.boolean(unknown)
  }
  return rows
}

/**
 * Adds burglaries to those there are; returns how many were new and have a known area. `keepGreaterVersions` must follow
 * the last of a transaction's files.
 */
export const mergeBurglaries = async (
  tx: Transaction,
  source: 'street' | 'points',
  rows: readonly BurglaryRow[],
): Promise<number> => {
  if (rows.length === 0) return 0
  if (rows.some(({ ordinal }) => ordinal > mostEqual)) throw tooManyEqual()
  await gather(tx, rows)
  const known = rows.reduce((sum, { unknown }) => sum + (unknown ? 0 : 1), 0)
  if ((await areNewMonths(tx, source, rows)) && (await insertAllNew(tx, source))) return known
  const insert = (unknown: boolean): Promise<{ rowCount: number | null }> =>
    tx.query(
      `insert into target.burglary (source, ${columns})
       select $1, ${columns} from incoming_burglary where unknown = $2
       on conflict (key, ordinal) do nothing`,
      [source, unknown],
    )
  const taken = (await insert(false)).rowCount ?? 0
  const unknown = (await insert(true)).rowCount ?? 0
  if (taken + unknown < rows.length) {
    await tx.query('insert into met_burglary select * from incoming_burglary')
  }
  return taken
}

/** Whether no file of the source had any of the months before. */
const areNewMonths = async (
  tx: Transaction,
  source: string,
  burglaries: readonly BurglaryRow[],
): Promise<boolean> => {
  const months = [...new Set(burglaries.map(({ month }) => month))].map(firstDay)
  const { rows } = await tx.query(
    'select from target.loaded_month where source = $1 and month = any ($2::date[]) limit 1',
    [source, months],
  )
  return rows.length === 0
}

const uniqueViolation = '23505'

/**
 * Inserts all that was gathered in the order of the key, which takes a third of the time of asking for each row whether
 * it is there; false, and nothing inserted, when one of them is there after all. Imports write one at a time
 * (`importFiles`), so nobody else can put one there meanwhile.
 */
const insertAllNew = async (tx: Transaction, source: string): Promise<boolean> => {
  await tx.query('savepoint all_new')
  try {
    await tx.query(
      `insert into target.burglary (source, ${columns})
       select $1, ${columns} from incoming_burglary order by key`,
      [source],
    )
  } catch (error) {
    if ((error as { code?: unknown }).code !== uniqueViolation) throw error
    await tx.query('rollback to savepoint all_new')
    return false
  }
  await tx.query('release savepoint all_new')
  return true
}

const version = (table: string): string =>
  `(${table}.month, coalesce(${table}.code, ''), coalesce(${table}.easting, 0), coalesce(${table}.northing, 0),
    ${table}.at_premises, coalesce(${table}.force, ''))`

/**
 * Of two versions of one crime the later month, then the greater code, coordinates, kind of place and force are kept, whichever
 * came first, so that the order of imports makes no difference. Once for all files: it reads every burglary there is.
 * Returns the months that crimes were in whose version changed.
 */
export const keepGreaterVersions = async (tx: Transaction): Promise<string[]> => {
  const { rows: some } = await tx.query<{ met: boolean }>(
    `select to_regclass('pg_temp.met_burglary') is not null as met`,
  )
  if (!some[0]?.met) return []
  await tx.query('analyze met_burglary')
  await tx.query(
    `create temp table greater_version on commit drop as
     select distinct on (i.key, i.ordinal) i.*, b.month as old_month
     from met_burglary i join target.burglary b using (key, ordinal)
     where ${version('b')} < ${version('i')}
     order by i.key, i.ordinal, ${version('i')} desc`,
  )
  await tx.query(
    `update target.burglary b
     set month = g.month, day_from = g.day_from, day_to = g.day_to, code = g.code,
         easting = g.easting, northing = g.northing, at_premises = g.at_premises, force = g.force
     from greater_version g where b.key = g.key and b.ordinal = g.ordinal`,
  )
  const { rows } = await tx.query<{ month: string }>(
    'select distinct old_month as month from greater_version',
  )
  await tx.query('drop table greater_version, met_burglary')
  return rows.map(({ month }) => month)
}
