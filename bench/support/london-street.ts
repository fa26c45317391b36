import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import proj4 from 'proj4'
import { fromBuffer } from 'yauzl'
import { isPremises } from '../../apps/server/places/formats/premises.ts'
import { sharedData } from '../../test/shared-data.ts'

/** Real London as the anchors count it: 2011 LSOAs, without the City's six unless asked for, every recorded burglary. */
export type LondonStreet = {
  codes: string[]
  homes: Float64Array
  months: Int32Array
  /** areas × months, row-major by area. */
  counts: Int32Array
  /** Of the counts, those at a spot burgled in the twelve months before, and those at premises. */
  repeats: Int32Array
  premises: Int32Array
  groups: Int32Array
  eastings: Float64Array
  northings: Float64Array
  events: { eastings: number[]; northings: number[]; months: number[] }
}

/** A burglary's area, place and month, in the order of the files. */
type Read = { area: number; east: number; north: number; month: number; atPremises: boolean }

const YEARS = [2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018]
const CITY_OF_LONDON = 'E09000001'
const GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'
const project = proj4('WGS84', GRID)

/**
 * Reads street files, households and boundaries beside the repository; undefined where they are missing.
 * Exact repeats of a row with a crime id are taken once; rows without a 2011 London LSOA are left out.
 */
export async function loadLondon({
  years = YEARS,
  cityOfLondon = false,
}: { years?: readonly number[]; cityOfLondon?: boolean } = {}): Promise<LondonStreet | undefined> {
  const households = sharedData('households', 'lsoa2011_households.csv.gz')
  const boundaries = sharedData('boundaries', 'london_lsoa2011_gen_with_households.geojson.gz')
  const archives = years.map((year) => sharedData('street', `metropolitan-${year}.zip`))
  if (households === undefined || boundaries === undefined) return undefined

  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(households)), {
    columns: true,
    bom: true,
  })
  const areas = rows.filter((row) => cityOfLondon || row['LAD11CD'] !== CITY_OF_LONDON)
  const place = new Map(areas.map((row, i) => [row['LSOA11CD']!, i]))
  const boroughs = [...new Set(areas.map((row) => row['LAD11CD']!))].toSorted()
  const centres = readCentres(boundaries)

  const read: Read[] = []
  for (const archive of archives) {
    if (archive === undefined) return undefined
    for (const text of await zippedFiles(archive)) readMonth(text, place, read)
  }
  const months = Int32Array.from(new Set(read.map(({ month }) => month))).toSorted((a, b) => a - b)
  return {
    codes: areas.map((row) => row['LSOA11CD']!),
    homes: Float64Array.from(areas, (row) => Number(row['HHOLDS'])),
    groups: Int32Array.from(areas, (row) => boroughs.indexOf(row['LAD11CD']!)),
    eastings: Float64Array.from(areas, (row) => centres.get(row['LSOA11CD']!)![0]),
    northings: Float64Array.from(areas, (row) => centres.get(row['LSOA11CD']!)![1]),
    months,
    ...countsOf(read, months, areas.length),
    events: {
      eastings: read.map(({ east }) => east),
      northings: read.map(({ north }) => north),
      months: read.map(({ month }) => month),
    },
  }
}

/** As the database counts them: a spot is a metre of the grid, a repeat the second within twelve months. */
function countsOf(read: readonly Read[], months: Int32Array, areas: number) {
  const column = new Map(Array.from(months, (month, t) => [month, t]))
  const counts = new Int32Array(areas * months.length)
  const repeats = new Int32Array(areas * months.length)
  const premises = new Int32Array(areas * months.length)
  const lastAt = new Map<string, number>()
  for (const { area, east, north, month, atPremises } of read.toSorted((a, b) => a.month - b.month)) {
    const cell = area * months.length + column.get(month)!
    const spot = `${Math.round(east)},${Math.round(north)}`
    counts[cell]! += 1
    if (atPremises) premises[cell]! += 1
    if (month - (lastAt.get(spot) ?? -Infinity) <= 12) repeats[cell]! += 1
    lastAt.set(spot, month)
  }
  return { counts, repeats, premises }
}

function readMonth(text: Buffer, place: Map<string, number>, read: Read[]): void {
  const rows: string[][] = parse(text, { bom: true, from_line: 2 })
  const seen = new Set<string>()
  for (const row of rows) {
    if (row[0] !== '') {
      const whole = row.join('\u001F')
      if (seen.has(whole)) continue
      seen.add(whole)
    }
    const area = place.get(row[7]!)
    if (area === undefined) continue
    const month = Number(row[1]!.slice(0, 4)) * 12 + Number(row[1]!.slice(5, 7)) - 1
    const [east, north] = gridOf(row[4]!, row[5]!)
    read.push({ area, east, north, month, atPremises: isPremises(row[6]!) })
  }
}

const projected = new Map<string, [number, number]>()
/** Snapped points come back again and again: each is projected once. */
function gridOf(longitude: string, latitude: string): [number, number] {
  const key = `${longitude},${latitude}`
  let point = projected.get(key)
  if (point === undefined) {
    const [east, north] = project.forward([Number(longitude), Number(latitude)])
    projected.set(key, (point = [east!, north!]))
  }
  return point
}

type Feature = {
  properties: { LSOA11CD: string }
  geometry: { type: string; coordinates: number[][][] | number[][][][] }
}

/** Centres of gravity of the boundaries' outer rings on the British National Grid. */
function readCentres(path: string): Map<string, [number, number]> {
  const collection: { features: Feature[] } = JSON.parse(gunzipSync(readFileSync(path)).toString())
  return new Map(
    collection.features.map(({ properties, geometry }) => {
      const polygons = (
        geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      ) as number[][][][]
      let weight = 0
      let eastSum = 0
      let northSum = 0
      for (const [outer] of polygons) {
        const ring = outer!.map(([longitude, latitude]) => project.forward([longitude!, latitude!]))
        const [east0, north0] = ring[0]!
        for (let k = 0; k + 1 < ring.length; k++) {
          const [ax, ay] = [ring[k]![0]! - east0!, ring[k]![1]! - north0!]
          const [bx, by] = [ring[k + 1]![0]! - east0!, ring[k + 1]![1]! - north0!]
          const cross = ax * by - bx * ay
          weight += cross / 2
          eastSum += (cross * ((ax + bx) / 3 + east0!)) / 2
          northSum += (cross * ((ay + by) / 3 + north0!)) / 2
        }
      }
      return [properties.LSOA11CD, [eastSum / weight, northSum / weight]]
    }),
  )
}

function zippedFiles(path: string): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(readFileSync(path), { lazyEntries: true }, (failure, zip) => {
      if (failure) return reject(failure)
      const files: Buffer[] = []
      zip.on('error', reject)
      zip.on('end', () => resolve(files))
      zip.on('entry', (entry) => {
        if (!entry.fileName.endsWith('.csv')) return zip.readEntry()
        zip.openReadStream(entry, (problem, stream) => {
          if (problem) return reject(problem)
          const chunks: Buffer[] = []
          stream.on('data', (chunk: Buffer) => chunks.push(chunk))
          stream.on('error', reject)
          stream.on('end', () => {
            files.push(Buffer.concat(chunks))
            zip.readEntry()
          })
        })
      })
      zip.readEntry()
    })
  })
}
