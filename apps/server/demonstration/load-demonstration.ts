import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../foundation/database.ts'
import { inWorker } from '../foundation/jobs/pool.ts'
import { importAreas } from '../places/import-areas.ts'
import { type AreaKind } from '../places/area-kinds.ts'
import { importHomes } from '../places/import-homes.ts'
import { importLookup } from '../places/import-lookup.ts'
import { countWhatWaits } from '../crime/counting.ts'
import { importIncidents } from '../crime/import-incidents.ts'
import { importStreet } from '../crime/import-street.ts'
import type { CityFiles } from './city-files.ts'
import type { CityWork } from './city-worker.ts'
import { loadDecisions } from './load-decisions.ts'
import { loadDeployments } from './load-deployments.ts'
import { loadHomes } from './load-homes.ts'
import { loadTender } from './load-tender.ts'
import { loadMadeUpGround } from '../places/made-up-ground.ts'
import {
  demonstrationActor,
  keepPlantedTruth,
  setDemonstration,
  takeAwayDemonstration,
} from '../places/made-up-city.ts'

const worker = new URL('city-worker.ts', import.meta.url)

const quiet = (): void => undefined

const textOf = (file: string): AsyncIterable<string> =>
  createReadStream(file, { encoding: 'utf8' }) as AsyncIterable<string>

const loadGround = (database: Database, files: CityFiles): Promise<void> =>
  database.withActor(demonstrationActor, 'streets and addresses of the made-up city', (tx) =>
    loadMadeUpGround(tx, {
      street: textOf(files.streets),
      streetLink: textOf(files.streetLinks),
      ground: textOf(files.ground),
      address: textOf(files.addresses),
    }),
  )

/**
 * Makes the demonstration city and loads it the way real data are loaded. Takes away one that is there. An interrupted
 * load leaves the state `loading`, and the next one begins anew. Its days run up to `until`, a day such as `2026-01-05`. Errors: those of the imports.
 */
export const loadDemonstration = async (
  database: Database,
  city: { homes: number; seed: number; until: string },
  progress: (words: string) => void,
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-city-'))
  const actor = demonstrationActor
  try {
    await database.withActor(actor, 'begin the made-up city', async (tx) => {
      await takeAwayDemonstration(tx)
      await setDemonstration(tx, 'loading', city)
    })
    progress('laying out streets and homes')
    const files = await inWorker<CityWork, CityFiles>(worker, { ...city, folder })
    progress('drawing areas, wards and boroughs')
    const boundaries: [AreaKind, string][] = [
      ['lsoa', files.areas],
      ['ward', files.wards],
      ['borough', files.boroughs],
      ['bcu', files.bcus],
    ]
    for (const [kind, file] of boundaries) {
      await importAreas(database, actor, [file], quiet, {
        kind,
        validFrom: files.boundariesFrom,
        code: 'code',
        name: 'name',
      })
    }
    await importHomes(database, actor, [files.homes], quiet, { code: 'LSOA11CD', homes: 'HHOLDS' })
    await importLookup(database, actor, [files.bcuLookup], quiet, { from: 'borough', to: 'bcu_code' })
    progress('filling eight years with burglaries')
    await importStreet(database, actor, [files.street], quiet)
    await importIncidents(database, actor, [files.incidents], quiet, city.until)
    progress('counting burglaries by area')
    await countWhatWaits(database)
    progress('putting a number on every door')
    await loadGround(database, files)
    progress('giving homes their wards, and some their residents')
    await loadHomes(database, files.wardsOfHomes, city)
    await database.withActor(actor, 'end of the made-up city', async (tx) => {
      await setDemonstration(tx, 'loaded', city)
      await keepPlantedTruth(tx, { ...files.truth, until: city.until })
    })
    progress('handing out the kits of its programme')
    await loadDeployments(database, city)
    progress('writing its decisions')
    await loadDecisions(database, city.until)
    progress('finishing its tender')
    await loadTender(database, city.until)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
