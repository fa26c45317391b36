import { copyInto, copyLine } from '../foundation/copy.ts'
import type { Database } from '../foundation/database.ts'
import { londonToday } from '../foundation/days.ts'
import { formatMonth, monthOfDay } from '../foundation/month.ts'
import { monthInWords } from '../foundation/words/figures.ts'
import { countRecords, keepRecords } from '../foundation/records/records.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { incidentWarnings, readIncidents, type IncidentRow } from '../places/formats/incident-files.ts'
import { leftOutWarnings } from '../places/formats/left-out.ts'
import { passedOverWarnings } from '../places/formats/tables.ts'
import { holdCounting } from '../places/geography.ts'
import { importFiles, type ImportReport, type ImportResult } from '../places/import-session.ts'
import { digestOf } from './distinct-rows.ts'
import { coverMonths } from './import-points.ts'
import { recordCombination } from './record-combination.ts'

/**
 * Imports a force's own incidents. Every version is kept; of one incident the version updated last holds, or, where a
 * file does not say, the one from the file that reaches later. Burglaries without a place go to the queue of
 * `enforcement.unmatched_incident`. The month of `today` is not over: its burglaries are kept, and it is counted from the
 * first import after it.
 */
export const importIncidents = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
  today = londonToday(),
): Promise<ImportReport> =>
  importFiles(
    database,
    actor,
    'incidents',
    paths,
    async (tx, path, warn) => {
      const result: ImportResult = {
        file: path,
        rows: 0,
        taken: 0,
        alreadyPresent: 0,
        leftOut: {},
        possibleRepeats: 0,
      }
      const passedOver: string[] = []
      for await (const file of readIncidents(path, (name) => passedOver.push(name))) {
        progress(`${file.name}: ${result.rows} rows so far`)
        const rows: IncidentRow[] = []
        for await (const batch of file.batches) for (const row of batch) rows.push(row)
        const taken = await mergeIncidents(tx, rows)
        result.taken += taken
        result.alreadyPresent += rows.length - taken
        result.rows += file.tally.rows
        for (const [reason, count] of Object.entries(file.tally.leftOut)) {
          result.leftOut[reason] = (result.leftOut[reason] ?? 0) + count
        }
        for (const words of [...leftOutWarnings(file.tally), ...incidentWarnings(file)]) warn(words)
      }
      for (const words of passedOverWarnings(path, passedOver, 'table of incidents')) warn(words)
      return result
    },
    async (tx, warn) => {
      await coverIncidents(tx, today, warn)
      const rows = await countRecords<{ waiting: number }>(
        tx,
        'select count(*) as waiting from enforcement.unmatched_incident',
      )
      const waiting = rows[0]?.waiting ?? 0
      if (waiting > 0)
        warn(
          waiting === 1
            ? '1 burglary has no place yet and waits in the queue of unmatched incidents.'
            : `${waiting} burglaries have no place yet and wait in the queue of unmatched incidents.`,
        )
    },
  )

const mergeIncidents = async (tx: Transaction, rows: readonly IncidentRow[]): Promise<number> => {
  const lastReport = rows.reduce((last, { reportedAt }) => (reportedAt > last ? reportedAt : last), '')
  await keepRecords(
    tx,
    'a force’s own file is taken in whole: the import says how many rows',
    `create temp table if not exists incoming_incident (like enforcement.incident_version) on commit drop`,
  )
  await tx.query('truncate incoming_incident')
  await copyInto(
    tx,
    `incoming_incident (reference, as_at, row_digest, reported_at, committed_from, committed_to, uprn, address,
       easting, northing, classification, series, repeat_victim, vulnerable_victim, sticker_seen)`,
    rows.map((row) =>
      copyLine([
        row.reference,
        row.updatedAt ?? lastReport,
        digestOf(row.text),
        row.reportedAt,
        row.committedFrom,
        row.committedTo,
        row.uprn,
        row.address,
        row.easting,
        row.northing,
        row.classification,
        row.series,
        row.repeatVictim,
        row.vulnerableVictim,
        row.stickerSeen,
      ]),
    ),
  )
  const { rows: fresh } = await keepRecords<{ reference: string }>(
    tx,
    'rows of the file itself, of which each that is new is written down below',
    `select i.reference from incoming_incident i
     where not exists (
       select from enforcement.incident_version v where v.reference = i.reference and v.row_digest = i.row_digest)`,
  )
  await keepRecords(
    tx,
    'what was collected is written down below',
    'insert into enforcement.incident_version select * from incoming_incident on conflict do nothing',
  )
  // Part 3: who collected which incident, and when, is asked by the incident.
  const subjects = [...new Set(fresh.map(({ reference }) => reference))]
  if (subjects.length > 0) await tx.record({ operation: 'collection', kind: 'incident', subjects })
  return fresh.length
}

/**
 * The incidents cover every month from the first burglary to the last that is over; a correction may change any of them.
 */
const coverIncidents = async (
  tx: Transaction,
  today: string,
  warn: (words: string) => void,
): Promise<void> => {
  const rows = await countRecords<{ first: string | null; last: string | null }>(
    tx,
    'select min(month) as first, max(month) as last from enforcement.burglary_place_and_time()',
  )
  await recordCombination(tx)
  const { first, last } = rows[0] ?? {}
  if (!first || !last) return
  const lastWhole = Math.min(monthOfDay(last), monthOfDay(today) - 1)
  if (lastWhole < monthOfDay(last))
    warn(
      `${monthInWords(formatMonth(monthOfDay(today)))} is not over: its burglaries are kept, and the month is counted from the first import after it.`,
    )
  await coverMonths(tx, 'incidents', ['all', 'residential'], monthOfDay(first), lastWhole)
  await holdCounting(tx)
  await tx.query(`delete from target.counted_month where source = 'incidents'`)
}
