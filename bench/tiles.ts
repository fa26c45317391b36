/**
 * Vector tiles of all of London's small areas, each cut for the first time, as a browser asks for them. One command:
 *
 *   node bench/tiles.ts [--short]
 *
 * Goal: 95 in 100 within 50 ms.
 */
import { buildApp } from '../apps/server/app.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { geographyVersion } from '../apps/server/map/geography-version.ts'
import { sharedData } from '../test/shared-data.ts'
import { signIn, withoutProvider } from '../test/signed-in.ts'
import { londonDatabase } from './support/london-database.ts'

const goal = 50
const boundaries = sharedData('boundaries', 'LSOA_2011_London_gen_MHW_shapefile.zip')
const households = sharedData('households', 'lsoa2011_households.csv.gz')

/** Tiles that hold London at a zoom, by longitude and latitude of its corners. */
const tilesAt = (z: number): [number, number, number][] => {
  const column = (longitude: number): number => Math.floor(((longitude + 180) / 360) * 2 ** z)
  const row = (latitude: number): number => {
    const angle = (latitude * Math.PI) / 180
    return Math.floor(((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * 2 ** z)
  }
  const tiles: [number, number, number][] = []
  for (let x = column(-0.52); x <= column(0.34); x++) {
    for (let y = row(51.7); y <= row(51.28); y++) tiles.push([z, x, y])
  }
  return tiles
}

const run = async (areas: string, homes: string): Promise<void> => {
  const london = await londonDatabase(areas, homes)
  const app = await buildApp({
    database: london.database,
    logger: createLogger('silent'),
    signIn: withoutProvider(),
  })
  const { headers } = await signIn(london.database, 'planner')
  try {
    const version = await london.database.withActor(
      { id: 'benchmark', role: 'planner' },
      'state of the map',
      geographyVersion,
    )
    const deepest = process.argv.includes('--short') ? 12 : 13
    const tiles = Array.from({ length: deepest - 7 }, (_, at) => tilesAt(8 + at)).flat()
    const times: number[] = []
    let bytes = 0
    // The first tile waits for the outlines to be read and cut for the first time.
    for (const [z, x, y] of [tiles[0]!, ...tiles]) {
      const start = performance.now()
      const { rawPayload } = await app.inject({
        url: `/tiles/lsoa/2011-03-27/${version}/${z}/${x}/${y}.mvt`,
        headers,
      })
      times.push(performance.now() - start)
      bytes = Math.max(bytes, rawPayload.length)
    }
    const [first, ...rest] = times
    const sorted = rest.toSorted((a, b) => a - b)
    const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? NaN
    console.log(
      `${rest.length} tiles: 95 in 100 within ${p95.toFixed(1)} ms, ${(p95 / goal).toFixed(2)}× the goal of ${goal} ms; the slowest ${sorted.at(-1)?.toFixed(0)} ms; the largest ${(bytes / 1000).toFixed(0)} kB`,
    )
    console.log(`the very first, with reading the outlines: ${first?.toFixed(0)} ms`)
  } finally {
    await app.close()
    await london.close()
  }
}

if (boundaries && households) await run(boundaries, households)
else console.log('skipped: the real files are not beside the repository')
