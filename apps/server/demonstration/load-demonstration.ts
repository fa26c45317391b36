import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyInto } from '../foundation/copy.ts'
import type { Database } from '../foundation/database.ts'
import { inWorker } from '../foundation/in-worker.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { importAreas, type AreaKind } from '../places/import-areas.ts'
import { importHomes } from '../places/import-homes.ts'
import { importLookup } from '../places/import-lookup.ts'
import { importIncidents } from '../target/import-incidents.ts'
import { importStreet } from '../target/import-street.ts'
import type { CityFiles } from './city-files.ts'
import type { CityWork } from './city-worker.ts'
import { loadHomes } from './load-homes.ts'
import { demonstrationActor, takeAwayDemonstration } from '../places/made-up-city.ts'

const worker = new URL('city-worker.ts', import.meta.url)

const quiet = (): void => undefined

/** What `npm start` loads on an empty database. */
export const usualCity = { homes: 50_000, seed: 7 } as const

const boundariesFrom = '2018-01-01'

const setState = (
  tx: Transaction,
  state: 'loading' | 'loaded',
  { homes, seed }: { homes: number; seed: number },
): Promise<unknown> =>
  tx.query(
    `insert into foundation.demonstration (state, seed, homes) values ($1, $2, $3)
     on conflict (only_one) do update
       set state = $1, seed = $2, homes = $3, changed_at = clock_timestamp()`,
    [state, seed, homes],
  )

const textOf = (file: string): AsyncIterable<string> =>
  createReadStream(file, { encoding: 'utf8' }) as AsyncIterable<string>

/** COPY does not go through row security: rows are gathered beside the table first. */
const copyFile = async (
  tx: Transaction,
  table: 'street' | 'ground' | 'address',
  file: string,
): Promise<void> => {
  await tx.query(`create temp table incoming_${table} (like places.${table}) on commit drop`)
  await copyInto(tx, `incoming_${table}`, textOf(file))
  await tx.query(`insert into places.${table} select * from incoming_${table}`)
}

const loadGround = (database: Database, files: CityFiles): Promise<void> =>
  database.withActor(demonstrationActor, 'streets and addresses of the made-up city', async (tx) => {
    await copyFile(tx, 'street', files.streets)
    await tx.query('create temp table incoming_link (line bytea, metres float8) on commit drop')
    await copyInto(tx, 'incoming_link', textOf(files.streetLinks))
    await tx.query('insert into places.street_link (line, metres) select line, metres from incoming_link')
    await copyFile(tx, 'ground', files.ground)
    await copyFile(tx, 'address', files.addresses)
    await tx.query(
      `insert into places.postcode
       select postcode, round(avg(easting))::int, round(avg(northing))::int from places.address group by postcode`,
    )
  })

/**
 * Makes the demonstration city and loads it the way real data are loaded. Takes away one that is there. An interrupted
 * load leaves the state `loading`, and the next one begins anew. Errors: those of the imports.
 */
export const loadDemonstration = async (
  database: Database,
  city: { homes: number; seed: number },
  progress: (words: string) => void,
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-city-'))
  const actor = demonstrationActor
  try {
    await database.withActor(actor, 'begin the made-up city', async (tx) => {
      await takeAwayDemonstration(tx)
      await setState(tx, 'loading', city)
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
        validFrom: boundariesFrom,
        code: 'code',
        name: 'name',
      })
    }
    await importHomes(database, actor, [files.homes], quiet, { code: 'LSOA11CD', homes: 'HHOLDS' })
    await importLookup(database, actor, [files.bcuLookup], quiet, { from: 'borough', to: 'bcu_code' })
    progress('filling eight years with burglaries')
    await importStreet(database, actor, [files.street], quiet)
    await importIncidents(database, actor, [files.incidents], quiet)
    progress('putting a number on every door')
    await loadGround(database, files)
    progress('giving homes their wards, and some their residents')
    await loadHomes(database, files.wardsOfHomes, city.seed)
    await database.withActor(actor, 'end of the made-up city', async (tx) => {
      await setState(tx, 'loaded', city)
      await tx.query('update foundation.demonstration set truth = $1', [JSON.stringify(files.truth)])
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
