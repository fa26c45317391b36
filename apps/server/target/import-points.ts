import type { Database } from '../foundation/database.ts'
import { firstDay, monthOfDay, type Month } from '../foundation/month.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { leftOutWarnings } from '../places/formats/left-out.ts'
import {
  readPoints,
  type PointColumns,
  type PointRow,
  type PointSystem,
} from '../places/formats/point-files.ts'
import { importFiles, type ImportReport, type ImportResult } from '../places/import-session.ts'
import { keepGreaterVersions, mergeBurglaries } from './burglary-store.ts'
import { forgetMonths } from './count-burglaries.ts'
import { distinctRows } from './distinct-rows.ts'

const millisecondsPerDay = 86_400_000

/** Month of the middle of a range of days: the likelier one when the range runs over the end of a month. */
const monthOfRange = (dayFrom: string, dayTo: string): Month => {
  const middle = (Date.parse(dayFrom) + Date.parse(dayTo)) / 2
  const day = Math.floor(middle / millisecondsPerDay) * millisecondsPerDay
  return monthOfDay(new Date(day).toISOString())
}

/** Imports burglaries of any city, one point each. Rows have no id: equal ones are all taken, and counted. */
export const importPoints = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
  settings: PointColumns & { crs: PointSystem },
): Promise<ImportReport> =>
  importFiles(database, actor, 'points', paths, async (tx, path, warn) => {
    const result: ImportResult = {
      file: path,
      rows: 0,
      taken: 0,
      alreadyPresent: 0,
      leftOut: {},
      possibleRepeats: 0,
    }
    for await (const file of readPoints(path, settings)) {
      progress(`${file.name}: ${result.rows} rows so far`)
      const rows: PointRow[] = []
      for await (const batch of file.batches) for (const row of batch) rows.push(row)
      await importRows(tx, rows, result)
      result.rows += file.tally.rows
      for (const [reason, count] of Object.entries(file.tally.leftOut)) {
        result.leftOut[reason] = (result.leftOut[reason] ?? 0) + count
      }
      for (const words of leftOutWarnings(file.tally)) warn(words)
    }
    return result
  })

const importRows = async (
  tx: Transaction,
  rows: readonly PointRow[],
  result: ImportResult,
): Promise<void> => {
  const distinct = distinctRows(rows.map((row) => ({ ...row, crimeId: null, cells: [row.text] })))
  const burglaries = distinct.rows.map(({ row, key, ordinal }) => ({
    key,
    ordinal,
    month: monthOfRange(row.dayFrom, row.dayTo),
    dayFrom: row.dayFrom,
    dayTo: row.dayTo,
    code: null,
    easting: row.easting,
    northing: row.northing,
    atPremises: false,
    unknown: false,
  }))
  const taken = await mergeBurglaries(tx, 'points', burglaries)
  await keepGreaterVersions(tx)
  result.taken += taken
  result.alreadyPresent += rows.length - taken
  result.possibleRepeats += distinct.possibleRepeats
  const months = [...new Set(burglaries.map(({ month }) => month))]
  if (months.length === 0) return
  await coverMonths(tx, 'points', ['all'], Math.min(...months), Math.max(...months))
  await forgetMonths(tx, 'points', months.map(firstDay))
}

/** Every month from the first to the last is covered: one without a burglary had none. */
export const coverMonths = (
  tx: Transaction,
  source: 'points' | 'incidents',
  series: readonly string[],
  first: Month,
  last: Month,
): Promise<unknown> =>
  tx.query(
    `insert into target.loaded_month (source, series, level, month)
     select $1, series, 'any', month::date
     from unnest($2::text[]) as series, generate_series($3::date, $4::date, interval '1 month') as month
     on conflict do nothing`,
    [source, series, firstDay(first), firstDay(last)],
  )
