import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../apps/server/config.ts'
import { openDatabase, type Database } from '../../apps/server/foundation/database.ts'

/** An embedded database of its own, thrown away on close. */
export const emptyDatabase = async (): Promise<{ database: Database; close: () => Promise<void> }> => {
  const directory = await mkdtemp(join(tmpdir(), 'mettrace-bench-'))
  const database = await openDatabase(readConfig({ data: directory }))
  return {
    database,
    close: async () => {
      await database.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
