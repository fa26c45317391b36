import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyPath, type Verified } from '@mettrace/ledger/verify/verify-path'
import { logKeyOf } from '../apps/server/foundation/log/log-key.ts'
import { Publication } from '../apps/server/foundation/log/publication.ts'
import { Sealer, type SealerParts } from '../apps/server/foundation/log/sealer.ts'
import type { Actor } from '../apps/server/foundation/with-actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { testSecrets } from './secrets.ts'

export const testLogKey = logKeyOf(testSecrets)
const patience = 240_000
const planner: Actor = { id: 'command line: planner', role: 'planner' }

export type TestLog = FreshDatabase & {
  parts: SealerParts
  sealer: Sealer
  directory: string
  /** Seals until the log has so many entries: a long transaction of another database of the same server holds the sealer up. */
  sealTo: (size: number, sealer?: Sealer) => Promise<number>
  /** Writes down one reading of each of these homes, each in a transaction of its own. */
  consult: (...homes: string[]) => Promise<void>
  verify: (earlier?: readonly Uint8Array[]) => Promise<Verified>
  /** As a superuser who means harm would: past the triggers. */
  tamper: (statement: string) => Promise<void>
}

/**
 * A database with a log of its own and a folder that it is published in, or copies of those of a log that has been left;
 * whoever asked for it drops it.
 */
export const freshLog = async (more: Partial<SealerParts> = {}, copyOf?: TestLog): Promise<TestLog> => {
  const made = await freshDatabase(copyOf && { copyOf: copyOf.name })
  const directory = await mkdtemp(join(tmpdir(), 'mettrace-log-'))
  if (copyOf) await cp(copyOf.directory, directory, { recursive: true })
  const parts = {
    database: made.database,
    publication: new Publication(directory),
    key: testLogKey,
    witnesses: [],
    ...more,
  }
  const own = new Sealer(parts)
  return {
    ...made,
    parts,
    sealer: own,
    sealTo: async (size, sealer = own) => {
      const giveUpAt = Date.now() + patience
      // A first pass while another database's transaction is open would publish a head without the newest entries.
      const { rows } = await made.owner.query<{ begun: string }>(
        'select pg_snapshot_xmax(pg_current_snapshot())::text as begun',
      )
      const over = async (): Promise<boolean> => {
        const query = `select not exists (
          select from pg_stat_activity
          where datname <> current_database() and backend_xid::text::bigint < $1::bigint) as over`
        const found = await made.owner.query<{ over: boolean }>(query, [rows[0]!.begun])
        return found.rows[0]!.over
      }
      while (!(await over()) && Date.now() < giveUpAt) await sleep(50)
      let reached = await sealer.pass()
      while (reached < size && Date.now() < giveUpAt) {
        await sleep(50)
        reached = await sealer.pass()
      }
      return reached
    },
    directory,
    consult: async (...homes) => {
      for (const home of homes)
        await made.database.withActor(planner, 'page of a home', (tx) =>
          tx.record({ operation: 'consultation', kind: 'home', subjects: [home] }),
        )
    },
    verify: (earlier = []) => verifyPath(directory, { keys: [testLogKey], earlier }),
    tamper: async (statement) => {
      await made.owner.query('set session_replication_role = replica')
      await made.owner.query(statement)
      await made.owner.query('set session_replication_role = origin')
    },
    drop: async () => {
      await made.drop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
