import { advisoryLocks } from '../../../foundation/advisory-locks.ts'
import type { Database } from '../../../foundation/database.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import type { ImportReport, ImportResult } from '../../../places/import-session.ts'
import { demonstrationOf } from '../../../places/made-up-city.ts'

/**
 * Takes one file of kits in one transaction: all of it or nothing. Unlike other imports it leaves a made-up city where it
 * is: its contract, or its areas, are of that city, and so are the kits, which leave with it.
 */
export const importKitFile = (
  database: Database,
  actor: Actor,
  purpose: string,
  take: (tx: Transaction, warn: (words: string) => void) => Promise<ImportResult>,
): Promise<ImportReport> =>
  database.withActor(actor, purpose, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [advisoryLocks.import])
    const warnings: string[] = []
    const result = await take(tx, (words) => warnings.push(words))
    const state = (await demonstrationOf(tx))?.state ?? 'none'
    if (state !== 'none')
      warnings.push('These kits belong to the demonstration, and are removed together with it.')
    return { results: [result], warnings }
  })
