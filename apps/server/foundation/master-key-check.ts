import { actingAs } from './access/acting-as.ts'
import { MetTraceError } from './errors.ts'
import type { Secrets } from './secrets.ts'
import type { Actor, Transaction } from './with-actor.ts'

const keeper = actingAs('keyCheck', 'check of the master key')

/** What it asks of a database. */
type KeyedDatabase = {
  secrets: Secrets
  readWithoutAct: <Row>(actor: Actor, text: string) => Promise<Row[]>
  withActor: <T>(actor: Actor, purpose: string, work: (tx: Transaction) => Promise<T>) => Promise<T>
}

type Kept = { version: number; check_value: Buffer }

const question = 'select version, check_value from foundation.master_key order by version'

const checkValue = (secrets: Secrets, version: number): Buffer => secrets.deriveOf(version, 'check value')

const refuseOtherKeys = (secrets: Secrets, kept: readonly Kept[]): void => {
  for (const { version, check_value } of kept) {
    const missing = version > secrets.versions
    if (!missing && checkValue(secrets, version).equals(check_value)) continue
    const wrong = missing ? 'is not in its file' : 'is another than this database was used with before'
    throw new MetTraceError(
      'fault',
      `Version ${version} of the master key ${wrong}. Bring back the file of the master key as it was (METTRACE_MASTER_KEY_FILE, or keys/master-key in the data folder): without it neither names nor contacts can be read, nor the log go on.`,
    )
  }
}

/**
 * Holds the master key against what the database knows each version by, and keeps that of a version that is new. The key
 * that a database is first used with is taken as it is. Errors: `fault` where a version is another, or missing.
 */
export const checkMasterKey = async (database: KeyedDatabase): Promise<void> => {
  const { secrets } = database
  const kept = await database.readWithoutAct<Kept>(keeper, question)
  refuseOtherKeys(secrets, kept)
  if (kept.length === secrets.versions) return
  await database.withActor(keeper, 'new version of the master key', async (tx) => {
    for (let version = 1; version <= secrets.versions; version++) {
      await tx.query(
        'insert into foundation.master_key (version, check_value) values ($1, $2) on conflict do nothing',
        [version, checkValue(secrets, version)],
      )
    }
    // Another server, starting at the same moment with another key, may have been first.
    refuseOtherKeys(secrets, (await tx.query<Kept>(question)).rows)
  })
}
