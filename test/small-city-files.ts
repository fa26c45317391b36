import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exampleCity } from './example-city.ts'
import { firstDay, formatMonth } from '../apps/server/foundation/month.ts'

/** Side of each of its square areas, metres. */
const side = 600

export type SmallCityFiles = {
  areas: string
  homes: string
  street: string
  postcodes: string
  codes: string[]
  burglaries: number
}

const crimeId = (...parts: number[]): string => createHash('sha256').update(parts.join(' ')).digest('hex')

/**
 * A made-up city of 60 areas and four years, written in the formats a planner has: GeoJSON boundaries in British
 * National Grid, a table of homes, and a folder of street files in the archive's layout.
 */
export const writeSmallCity = async (folder: string, seed = 7): Promise<SmallCityFiles> => {
  const city = exampleCity(seed)
  const codes = city.codes.map((_, area) => `E019${String(area + 1).padStart(5, '0')}`)
  const names = codes.map((_, area) => {
    const place = Math.floor((area % 20) / 4) + 1
    return `${['Ash', 'Beech', "Saint John's"][city.borough[area] ?? 0]} ${String(place).padStart(3, '0')}${'ABCD'[area % 4]}`
  })
  const features = codes.map((LSOA11CD, area) => {
    const [west, south] = [(city.easting[area] ?? 0) - side / 2, (city.northing[area] ?? 0) - side / 2]
    const ring = [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ]
    return {
      type: 'Feature',
      properties: { LSOA11CD, LSOA11NM: names[area] },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }
  })
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } }
  const areas = join(folder, 'areas.geojson')
  await writeFile(areas, JSON.stringify({ type: 'FeatureCollection', crs, features }))

  const homes = join(folder, 'homes.csv')
  await writeFile(
    homes,
    ['LSOA11CD,HHOLDS', ...codes.map((code, area) => `${code},${city.homes[area]}`), ''].join('\n'),
  )

  const postcodes = join(folder, 'postcodes.csv')
  await writeFile(postcodes, `Postcode,Easting,Northing\nZX1 1AA,${city.easting[5]},${city.northing[5]}\n`)

  const street = join(folder, 'street')
  let burglaries = 0
  for (const [column, month] of city.months.entries()) {
    const name = formatMonth(month)
    const rows = [
      'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context',
    ]
    for (const [area, code] of codes.entries()) {
      const count = city.counts[area * city.months.length + column] ?? 0
      burglaries += count
      for (let one = 0; one < count; one += 1) {
        rows.push(
          `${crimeId(area, month, one)},${name},Metropolitan Police Service,Metropolitan Police Service,,,No Location,${code},${names[area]},Burglary,,`,
        )
      }
    }
    await mkdir(join(street, name), { recursive: true })
    await writeFile(join(street, name, `${name}-metropolitan-street.csv`), `${rows.join('\n')}\n`)
  }
  return { areas, homes, street, postcodes, codes, burglaries }
}

/** When the areas of the small city came into force. */
export const smallCityValidFrom = firstDay(2011 * 12)
