import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../apps/server/config.ts'
import { databaseOn, type Database } from '../../apps/server/foundation/database.ts'
import { usualLogins } from '../../apps/server/foundation/access/logins.ts'
import { openEmbeddedPostgres } from '../../apps/server/foundation/embedded-postgres.ts'
import { migrate } from '../../apps/server/foundation/migrate.ts'
import { openSecrets } from '../../apps/server/foundation/secrets.ts'
import { importAreas } from '../../apps/server/places/import-areas.ts'
import { importHomes } from '../../apps/server/places/import-homes.ts'

export const benchActor = { id: 'benchmark', role: 'importer' } as const
const silent = (): void => undefined

export type BenchDatabase = {
  database: Database
  directory: string
  /** As the owner of the cluster, for the rival's plain table. */
  ownerUrl: string
  close: () => Promise<void>
}

/** An embedded database of its own with London's LSOAs of 2011 and their homes, thrown away on close. */
export const londonDatabase = async (boundaries: string, homes: string): Promise<BenchDatabase> => {
  const directory = await mkdtemp(join(tmpdir(), 'mettrace-bench-'))
  const config = readConfig({ data: directory })
  const { dataDirectory } = config
  const embedded = await openEmbeddedPostgres(dataDirectory)
  await migrate(embedded.ownerUrl, usualLogins)
  const database = databaseOn(embedded.urls, await openSecrets(config))
  await importAreas(database, benchActor, [boundaries], silent, { kind: 'lsoa', validFrom: '2011-03-27' })
  await importHomes(database, benchActor, [homes], silent, { code: 'LSOA11CD', homes: 'HHOLDS' })
  return {
    database,
    directory: dataDirectory,
    ownerUrl: embedded.ownerUrl,
    close: async () => {
      await database.close()
      await embedded.release()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Middle of some times, and their range, for print. */
export const middle = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? NaN
