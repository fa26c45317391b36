import type { Database } from '../foundation/database.ts'
import { firstDay, monthOfDay, type Month } from '../foundation/month.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { leftOutWarnings } from '../places/formats/left-out.ts'
import { readPoints, type PointColumns, type PointRow } from '../places/formats/point-files.ts'
import { HeldRows } from '../places/formats/held-rows.ts'
import { insideAreas } from '../places/place-points.ts'
import { planeInUse } from '../places/plane-in-use.ts'
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

/** Columns of a file of points, and the system of their coordinates. */
export type PointSettings = PointColumns & { crs: string }

/** Imports burglaries of any city, one point each. Rows have no id: equal ones are all taken, and counted. */
export const importPoints = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
  settings: PointSettings,
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
    for await (const file of readPoints(path, settings, await planeInUse(tx))) {
      progress(`${file.name}: ${result.rows} rows so far`)
      const rows: PointRow[] = []
      const held = new HeldRows(file.name)
      for await (const batch of file.batches) {
        for (const row of batch) {
          held.add(row.line, row.text.length)
          rows.push(row)
        }
      }
      await importRows(tx, rows, result)
      result.rows += file.tally.rows
      for (const [reason, count] of Object.entries(file.tally.leftOut)) {
        result.leftOut[reason] = (result.leftOut[reason] ?? 0) + count
      }
      for (const words of leftOutWarnings(file.tally)) warn(words)
    }
    const outside = result.leftOut['unknownArea'] ?? 0
    if (outside > 0) {
      warn(
        `${outside} lie in no area that is loaded. They are kept, and will be counted when boundaries that hold them are loaded.`,
      )
    }
    return result
  })

const importRows = async (
  tx: Transaction,
  rows: readonly PointRow[],
  result: ImportResult,
): Promise<void> => {
  const distinct = distinctRows(rows.map((row) => ({ ...row, crimeId: null, cells: [row.text] })))
  const isInside = await insideAreas(tx, rows)
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
    force: null,
    unknown: !isInside(row),
  }))
  const taken = await mergeBurglaries(tx, 'points', burglaries)
  await keepGreaterVersions(tx)
  result.taken += taken
  const outside = rows.filter((row) => !isInside(row)).length
  if (outside > 0) result.leftOut['unknownArea'] = (result.leftOut['unknownArea'] ?? 0) + outside
  result.alreadyPresent += rows.length - outside - taken
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
