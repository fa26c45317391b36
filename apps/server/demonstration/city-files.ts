import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { historyMonths, type City } from '@mettrace/demo/city'
import { groundOf } from '@mettrace/demo/ground'
import type { Outline } from '@mettrace/demo/outlines'
import type { Point } from '@mettrace/demo/shape'
import { copyLine } from '../foundation/copy.ts'
import { firstDay, formatMonth, monthOfDay, type Month } from '../foundation/month.ts'
import { toDegrees } from '../places/formats/projection.ts'
import { encodeLine, encodeWkb } from '../places/wkb.ts'
import { hexBytes } from './hex-bytes.ts'

/** Month of the history in which burglaries of homes got another name, as they did in April 2017. */
const newNamesFrom = 51

/** First month of a history that runs up to the day it is made on, `2026-01-05`: whole months, then days. */
const firstMonthUntil = (until: string): Month => monthOfDay(until) - historyMonths

/** Days of the last, unfinished month that are over. */
export const daysSince = (until: string): number => Number(until.slice(8)) - 1

/** Files of a made-up city, in the formats of real ones, so that they go the way of real ones. */
export type CityFiles = {
  areas: string
  wards: string
  boroughs: string
  bcus: string
  homes: string
  bcuLookup: string
  street: string
  incidents: string
  /** Rows for COPY. */
  streets: string
  streetLinks: string
  ground: string
  addresses: string
  wardsOfHomes: string
  /** Day from which the boundaries hold: the first of the history. */
  boundariesFrom: string
  truth: object
}

const boundaries = (
  outlines: readonly Outline[],
  codes: readonly string[],
  names: readonly string[],
): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } },
    features: outlines.map((outline, at) => ({
      type: 'Feature',
      properties: { code: codes[at], name: names[at] },
      geometry: { type: 'MultiPolygon', coordinates: outline },
    })),
  })

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${String(at + 1).padStart(6, '0')}`)

const lines = (heading: string, rows: Iterable<string>): string => `${[heading, ...rows].join('\n')}\n`

/** Made-up identifiers of crimes have the form of real ones: 64 hexadecimal digits. */
const crimeId = (at: number): string => createHash('sha256').update(`made up ${at}`).digest('hex')

/** Ids of the homes in each block. */
const homesByBlock = (city: City): Map<number, number[]> => {
  const homes = new Map<number, number[]>()
  for (const { id, use, block } of city.addresses()) {
    if (use !== 'home') continue
    const own = homes.get(block)
    if (own) own.push(id)
    else homes.set(block, [id])
  }
  return homes
}

const burglaryFiles = (
  city: City,
  monthText: (month: number) => string,
): { street: string; incidents: string } => {
  const { history, areas, blocks } = city
  const blocksOf = areas.codes.map((): number[] => [])
  for (const [block, area] of areas.ofBlock.entries()) {
    if (area >= 0 && blocks.homes[block]! > 0) blocksOf[area]!.push(block)
  }
  const homes = homesByBlock(city)
  const street: string[] = []
  const incidents: string[] = []
  for (const [at, { area, month, day, hour, home, repeat }] of history.burglaries.entries()) {
    const own = blocksOf[area]!
    const block = own[(at * 7919) % own.length]!
    const [easting, northing] = blocks.points[block]!.map(Math.round) as [number, number]
    const doors = homes.get(block) ?? []
    const uprn = home ? (doors[(at * 104_729) % doors.length] ?? '') : ''
    const [longitude, latitude] = toDegrees(easting, northing)
    const when = `${monthText(month)}-${String(day).padStart(2, '0')}`
    // Street files are published by whole months; a force knows its own incidents up to yesterday.
    if (month < historyMonths)
      street.push(
        `${crimeId(at + 1)},${monthText(month)},Demonstration Police,Demonstration Police,${longitude.toFixed(6)},${latitude.toFixed(6)},On or near a made-up street,${areas.codes[area]},${areas.names[area]},Burglary,Under investigation,`,
      )
    const old = month < newNamesFrom
    const classification = home
      ? old
        ? 'Burglary in a Dwelling'
        : 'Burglary - Residential'
      : old
        ? 'Burglary in Other Buildings'
        : 'Burglary - Business and Community'
    incidents.push(
      `M${at + 1},${when} ${String(hour).padStart(2, '0')}:30,${when} ${String(Math.max(0, hour - 8)).padStart(2, '0')}:00,${when} ${String(hour).padStart(2, '0')}:00,${easting},${northing},${classification},${repeat ? 'Yes' : 'No'},${uprn}`,
    )
  }
  return {
    street: lines(
      'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context',
      street,
    ),
    incidents: lines(
      'Crime Reference,Reported At,Committed From,Committed To,Easting,Northing,Classification,Repeat Victim,UPRN',
      incidents,
    ),
  }
}

const toDecimetre = (metres: number): number => Math.round(metres * 10) / 10

/** Rows of street links; a street whose ends come to lie on one another leads nowhere. */
const streetLinkLines = ({ streets }: City): string[] =>
  streets.flatMap(({ line }) => {
    const corners = line.map((corner) => corner.map(toDecimetre) as Point)
    let metres = 0
    for (const [at, [x, y]] of corners.slice(1).entries())
      metres += Math.hypot(x - corners[at]![0], y - corners[at]![1])
    return metres > 0 ? [copyLine([hexBytes(encodeLine(Float64Array.from(corners.flat()))), metres])] : []
  })

const addressLines = function* (city: City): Generator<string> {
  for (const address of city.addresses()) {
    yield copyLine([
      address.id,
      address.street + 1,
      address.number,
      address.core,
      address.floor,
      address.flat,
      address.shared,
      address.use,
      address.postcode.replace(' ', ''),
      Math.round(address.easting),
      Math.round(address.northing),
    ])
  }
}

/** Ward and BCU of every home. */
const wardLines = function* (city: City, wardCodes: readonly string[]): Generator<string> {
  const { ofBlock, ward, bcu, bcuNames } = city.areas
  for (const { id, use, block } of city.addresses()) {
    const area = ofBlock[block]!
    if (use === 'home' && area >= 0) yield copyLine([id, wardCodes[ward[area]!], bcuNames[bcu[area]!]])
  }
}

/** Writes the files of a city whose days run up to one, `2026-01-05`, into a folder. */
export const writeCityFiles = async (city: City, folder: string, until: string): Promise<CityFiles> => {
  const monthText = (month: number): string => formatMonth(firstMonthUntil(until) + month)
  const { areas, outlines, history, streets } = city
  const put = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }
  const boroughCodes = numbered('Z09', areas.boroughNames.length)
  const wardCodes = numbered('Z05', areas.wardNames.length)
  const burglaries = burglaryFiles(city, monthText)
  const bcuOf = areas.boroughNames.map((_, each) => areas.bcuNames[areas.bcu[areas.borough.indexOf(each)]!])
  const addresses = join(folder, 'addresses.copy')
  await pipeline(Readable.from(addressLines(city)), createWriteStream(addresses))
  const wardsOfHomes = join(folder, 'wards-of-homes.copy')
  await pipeline(Readable.from(wardLines(city, wardCodes)), createWriteStream(wardsOfHomes))
  return {
    areas: await put('small-areas.geojson', boundaries(outlines.area, areas.codes, areas.names)),
    wards: await put('wards.geojson', boundaries(outlines.ward, wardCodes, areas.wardNames)),
    boroughs: await put('boroughs.geojson', boundaries(outlines.borough, boroughCodes, areas.boroughNames)),
    bcus: await put('bcus.geojson', boundaries(outlines.bcu, areas.bcuNames, areas.bcuNames)),
    homes: await put(
      'homes.csv',
      lines(
        'LSOA11CD,HHOLDS',
        areas.codes.map((code, area) => `${code},${areas.homes[area]}`),
      ),
    ),
    bcuLookup: await put(
      'borough-to-bcu.csv',
      lines(
        'borough,bcu_code',
        areas.boroughNames.map((name, each) => `${name},${bcuOf[each]}`),
      ),
    ),
    street: await put(`${monthText(0)}-demonstration-street.csv`, burglaries.street),
    incidents: await put('incidents.csv', burglaries.incidents),
    streets: await put(
      'streets.copy',
      streets
        .map(({ name, line }, at) =>
          copyLine([at + 1, name, hexBytes(encodeLine(Float64Array.from(line.flat())))]),
        )
        .join(''),
    ),
    streetLinks: await put('street-links.copy', streetLinkLines(city).join('')),
    ground: await put(
      'ground.copy',
      groundOf(city)
        .map(({ kind, name, rings }, at) =>
          copyLine([
            at + 1,
            kind,
            name,
            hexBytes(encodeWkb([rings.map((ring) => Float64Array.from(ring.flat()))])),
          ]),
        )
        .join(''),
    ),
    addresses,
    wardsOfHomes,
    boundariesFrom: firstDay(firstMonthUntil(until)),
    truth: {
      effect: history.programme.effect,
      halfLifeMonths: history.programme.halfLife,
      displacement: history.programme.displacement,
      firstMonth: monthText(0),
      lastMonth: monthText(historyMonths - 1),
      areas: history.programme.areas.map(({ area, month }) => ({
        code: areas.codes[area],
        from: monthText(month),
      })),
    },
  }
}
