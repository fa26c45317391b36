import { basename } from 'node:path'
import { leaveDemonstration } from './made-up-city.ts'
import type { Database } from '../foundation/database.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Actor, Queries, Transaction } from '../foundation/with-actor.ts'
import { advisoryLocks } from '../foundation/advisory-locks.ts'

/** What an import took and left out of one file: rows = taken + alreadyPresent + the sum of leftOut. */
export type ImportResult = {
  file: string
  rows: number
  taken: number
  alreadyPresent: number
  leftOut: Record<string, number>
  /** Equal rows without an id: separate burglaries as far as anyone can tell; taken and counted. */
  possibleRepeats: number
  /** What else an importer says of a file: its format, and how it differs from what stood. */
  format?: string
  differences?: Readonly<Record<string, number>>
}

export type ImportKind =
  | 'street'
  | 'counts'
  | 'incidents'
  | 'points'
  | 'areas'
  | 'homes'
  | 'lookup'
  | 'postcodes'
  | 'network'
  | 'addresses'

export type ImportReport = { results: ImportResult[]; warnings: string[] }

export type ImportOne = (
  tx: Transaction,
  path: string,
  warn: (words: string) => void,
) => Promise<ImportResult>

/**
 * Imports files in one transaction: all of them, or none. A second import waits for the first to end.
 * `finish` runs once after the last file, in the same transaction.
 */
export const importFiles = (
  database: Database,
  actor: Actor,
  kind: ImportKind,
  paths: readonly string[],
  importOne: ImportOne,
  finish: (tx: Transaction, warn: (words: string) => void) => Promise<void> = async () => {},
): Promise<ImportReport> =>
  importTogether(database, actor, kind, async (tx, warn, keep) => {
    for (const path of paths) await keep(await importOne(tx, path, warn))
    await finish(tx, warn)
  })

/** As `importFiles`, where the files are read together and each is told by `keep` what became of it. */
export const importTogether = (
  database: Database,
  actor: Actor,
  kind: ImportKind,
  work: (
    tx: Transaction,
    warn: (words: string) => void,
    keep: (result: ImportResult) => Promise<void>,
  ) => Promise<void>,
): Promise<ImportReport> =>
  database.withActor(actor, `import ${kind}`, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [advisoryLocks.import])
    const warnings: string[] = []
    const warn = (words: string): void => {
      if (!warnings.includes(words)) warnings.push(words)
    }
    if (await leaveDemonstration(tx, actor)) {
      warn('The demonstration data were removed: they are never mixed with real data.')
    }
    const results: ImportResult[] = []
    await work(tx, warn, async (result) => {
      refuseNothing(result)
      results.push(result)
      await recordImport(tx, actor, kind, result)
    })
    return { results, warnings }
  })

/**
 * Nothing taken is no success: whoever reads "done" would go on without the data. Rows of areas that are not loaded yet
 * are kept, and found once boundaries come. Errors: `value_invalid`.
 */
const refuseNothing = ({ file, rows, taken, alreadyPresent, leftOut }: ImportResult): void => {
  const { unknownArea = 0, ...reasons } = leftOut
  if (taken + alreadyPresent + unknownArea > 0) return
  const found = Object.entries(reasons)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${count} ${leftOutWords[reason] ?? reason}`)
    .join(', ')
  throw new MetTraceError(
    'value_invalid',
    rows === 0 ? 'This file has headings and no rows.' : 'No row of this file can be taken.',
    {
      file: basename(file),
      found: rows === 0 ? 'no rows' : `${rows} rows: ${found}`,
      expected: 'rows that can be read',
    },
  )
}

/** Reasons for leaving a row out, in words. */
export const leftOutWords: Readonly<Record<string, string>> = {
  exactRepeat: 'exact repeats',
  noPlace: 'no place',
  noArea: 'no area',
  noOutline: 'no outline',
  noValue: 'no value',
  noCode: 'no code',
  noReference: 'no reference',
  noClassification: 'no classification',
  unknownArea: 'unknown area',
  badDate: 'bad date',
  badPlace: 'bad place',
  badValue: 'bad number',
  badPostcode: 'bad postcode',
  badLine: 'bad line',
  partialMonth: 'fragment of a month',
  contradiction: 'contradiction',
  otherDirection: 'the other direction',
  noLength: 'no length',
  outsideForce: 'outside the force',
  notHome: 'no home, door or institution',
  notStanding: 'not standing',
  unknownHome: 'a change to an unknown home',
}

/** When anything was imported last; two that answer the same have seen the same imports. */
export const lastImport = async (tx: Transaction): Promise<string | null> => {
  const { rows } = await tx.query<{ at: string | null }>(
    'select max(imported_at)::text as at from places.import_file',
  )
  return rows[0]?.at ?? null
}

/** When anything was imported last, ISO time in UTC; null when nothing ever was. */
export const lastImportedAt = async (tx: Queries): Promise<string | null> => {
  const { rows } = await tx.query<{ at: string | null }>(
    `select to_char(max(imported_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
     from places.import_file`,
  )
  return rows[0]?.at ?? null
}

/** Imports wait for one another, so the later one to end has the later time; their transactions may have begun otherwise. */
const recordImport = async (
  tx: Transaction,
  actor: Actor,
  kind: ImportKind,
  result: ImportResult,
): Promise<void> => {
  const id = uuidv7()
  await tx.query(
    `insert into places.import_file
       (id, kind, file, imported_at, actor, row_count, taken, already_present, left_out, possible_repeats)
     values ($1, $2, $3, clock_timestamp(), $4, $5, $6, $7, $8, $9)`,
    [
      id,
      kind,
      basename(result.file),
      actor.id,
      result.rows,
      result.taken,
      result.alreadyPresent,
      JSON.stringify(result.leftOut),
      result.possibleRepeats,
    ],
  )
  await tx.record({ operation: 'collection', kind: 'import file', subjects: [id] })
}
