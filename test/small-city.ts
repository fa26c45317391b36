import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../apps/server/foundation/database.ts'
import type { Actor } from '../apps/server/foundation/with-actor.ts'
import { importAreas } from '../apps/server/places/import-areas.ts'
import { importHomes } from '../apps/server/places/import-homes.ts'
import { importPostcodes } from '../apps/server/places/postcodes.ts'
import { importStreet } from '../apps/server/crime/import-street.ts'
import { smallCityValidFrom, writeSmallCity } from './small-city-files.ts'

const importer: Actor = { id: 'planner', role: 'importer' }
const quiet = (): void => undefined

/** Loads the small city from its files, as a planner would with the commands; the codes of its areas. */
export const loadSmallCity = async (database: Database): Promise<string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-small-city-'))
  try {
    const files = await writeSmallCity(folder)
    await importAreas(database, importer, [files.areas], quiet, {
      kind: 'lsoa',
      validFrom: smallCityValidFrom,
    })
    await importHomes(database, importer, [files.homes], quiet, { code: 'LSOA11CD', homes: 'HHOLDS' })
    await importStreet(database, importer, [files.street], quiet)
    await importPostcodes(database, importer, [files.postcodes], quiet)
    return files.codes
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
