import { basename } from 'node:path'
import { leaveDemonstration } from './made-up-city.ts'
import type { Database } from '../foundation/database.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
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
}

export type ImportKind =
  'street' | 'counts' | 'incidents' | 'points' | 'areas' | 'homes' | 'lookup' | 'postcodes' | 'network'

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
  database.withActor(actor, `import ${kind}`, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [advisoryLocks.import])
    const warnings: string[] = []
    const warn = (words: string): void => {
      if (!warnings.includes(words)) warnings.push(words)
    }
    if (await leaveDemonstration(tx, actor)) {
      warn('The made-up city was taken away: real data and it are never mixed.')
    }
    const results: ImportResult[] = []
    for (const path of paths) {
      const result = await importOne(tx, path, warn)
      if (result.rows === 0) warn(`${basename(path)}: there are no rows in it, only headings.`)
      results.push(result)
      await recordImport(tx, actor, kind, result)
    }
    await finish(tx, warn)
    return { results, warnings }
  })

/** When anything was imported last; two that answer the same have seen the same imports. */
export const lastImport = async (tx: Transaction): Promise<string | null> => {
  const { rows } = await tx.query<{ at: string | null }>(
    'select max(imported_at)::text as at from places.import_file',
  )
  return rows[0]?.at ?? null
}

/** Imports wait for one another, so the later one to end has the later time; their transactions may have begun otherwise. */
const recordImport = (
  tx: Transaction,
  actor: Actor,
  kind: ImportKind,
  result: ImportResult,
): Promise<unknown> =>
  tx.query(
    `insert into places.import_file
       (id, kind, file, imported_at, actor, row_count, taken, already_present, left_out, possible_repeats)
     values ($1, $2, $3, clock_timestamp(), $4, $5, $6, $7, $8, $9)`,
    [
      uuidv7(),
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
