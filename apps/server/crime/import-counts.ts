import { copyInto, copyLine } from '../foundation/copy.ts'
import type { Database } from '../foundation/database.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { firstDay } from '../foundation/month.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { breaksBetween, breakWarning } from '../places/formats/categories.ts'
import { countWarnings, readCounts, type CountFile, type CountRow } from '../places/formats/counts-files.ts'
import { leftOutWarnings } from '../places/formats/left-out.ts'
import { passedOverWarnings } from '../places/formats/tables.ts'
import { importFiles, type ImportReport, type ImportResult } from '../places/import-session.ts'

/** Imports MPS recorded crime counts of any level and vintage. A row of the report is a cell: area, category, month. */
export const importCounts = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
): Promise<ImportReport> =>
  importFiles(database, actor, 'counts', paths, async (tx, path, warn) => {
    const result: ImportResult = {
      file: path,
      rows: 0,
      taken: 0,
      alreadyPresent: 0,
      leftOut: {},
      possibleRepeats: 0,
    }
    const passedOver: string[] = []
    for await (const file of readCounts(path, (name) => passedOver.push(name))) {
      progress(`${file.name}: counts by ${file.level}`)
      await importFile(tx, file, result)
      for (const words of [...leftOutWarnings(file.tally), ...countWarnings(file)]) warn(words)
      for (const found of breaksBetween(file.firstMonth, file.lastMonth)) warn(breakWarning(found))
    }
    for (const words of passedOverWarnings(path, passedOver, 'table of counts')) warn(words)
    return result
  })

const lineOf = (row: CountRow): string =>
  copyLine([
    row.area,
    row.areaName,
    row.borough,
    row.major,
    row.minor,
    row.residential,
    firstDay(row.month),
    row.offences,
  ])

const lines = async function* (file: CountFile): AsyncGenerator<string> {
  for await (const rows of file.batches) for (const row of rows) yield lineOf(row)
}

/** Errors: `value_invalid` where the cells of one area, category and month are more together than a column holds. */
const refuseTooMany = async (tx: Transaction, file: string): Promise<void> => {
  const { rows } = await tx.query<{ area: string; offences: string }>(
    `select area, sum(offences)::text as offences from incoming_count
     group by area, major, minor, month having sum(offences) > 2147483647 limit 1`,
  )
  const [found] = rows
  if (!found) return
  throw new MetTraceError('value_invalid', 'The counts of one area and month are far greater than any.', {
    file,
    found: `${found.offences} offences in ${found.area}`,
    expected: 'each area and category once',
  })
}

const importFile = async (tx: Transaction, file: CountFile, result: ImportResult): Promise<void> => {
  await tx.query(
    `create temp table if not exists incoming_count (
       area text, area_name text, borough text, major text, minor text, residential boolean, month date, offences integer
     ) on commit drop`,
  )
  await tx.query('truncate incoming_count')
  await copyInto(tx, 'incoming_count', lines(file))
  await refuseTooMany(tx, file.name)
  const { rows } = await tx.query<{ cells: number; taken: number }>(
    `with incoming as materialized (
       select area, min(area_name) as area_name, min(borough) as borough, major, minor,
              bool_or(residential) as residential, month, sum(offences) as offences, count(*)::int as cells
       from incoming_count group by area, major, minor, month
     ), added as (
       insert into target.recorded_count
         (level, area, area_name, borough, major, minor, residential, month, offences, source)
       select $1, area, area_name, borough, major, minor, residential, month, offences, $2 from incoming
       on conflict do nothing
       returning area, major, minor, month
     )
     select coalesce(sum(i.cells), 0)::int as cells, coalesce(sum(i.cells) filter (where a.area is not null), 0)::int as taken
     from incoming i left join added a using (area, major, minor, month)`,
    [file.level, file.name],
  )
  await tx.query(
    `with month as (select distinct month from incoming_count), burglary as (
       select distinct month, residential from incoming_count where major = 'BURGLARY'
     ), covered as (
       insert into target.recorded_month (level, month, source, last_month)
       select $1, month, $2, $3 from month on conflict do nothing
     )
     insert into target.loaded_month (source, series, level, month)
     select 'mps', 'all', $1, month from burglary
     union select 'mps', 'residential', $1, month from burglary where residential
     on conflict do nothing`,
    [file.level, file.name, firstDay(file.lastMonth)],
  )
  const { cells = 0, taken = 0 } = rows[0] ?? {}
  result.rows += file.tally.rows
  result.taken += taken
  result.alreadyPresent += cells - taken
  for (const [reason, count] of Object.entries(file.tally.leftOut)) {
    result.leftOut[reason] = (result.leftOut[reason] ?? 0) + count
  }
}
