import { createRequire } from 'node:module'
import proj4 from 'proj4'
import { MetTraceError } from '../../foundation/errors.ts'
import { hasPlane, isInBritain, isOnGrid, toDegrees } from './projection.ts'

/** A system that coordinates may be in. */
export type ReferenceSystem = {
  /** `EPSG:27700`, or the name that the file has for it. */
  name: string
  kind: 'national grid' | 'degrees' | 'projected'
  /** Longitude and latitude (WGS84); NaN where there is none. */
  toDegrees: (x: number, y: number) => [number, number]
}

export type Box = [minX: number, minY: number, maxX: number, maxY: number]

export const emptyBox = (): Box => [Infinity, Infinity, -Infinity, -Infinity]

const boxText = (box: Box): string => {
  const digits = Math.abs(box[2]) > 200 ? 0 : 4
  return `x ${box[0].toFixed(digits)} to ${box[2].toFixed(digits)}, y ${box[1].toFixed(digits)} to ${box[3].toFixed(digits)}`
}

const wrong = (file: string, message: string, found: string): MetTraceError =>
  new MetTraceError('projection_wrong', message, {
    file,
    found,
    expected:
      'British National Grid (EPSG:27700), longitude and latitude (EPSG:4326), or another system that the file names by its EPSG code',
  })

const converted = (definition: string): ReferenceSystem['toDegrees'] => {
  const converter = proj4('WGS84', definition)
  return (x, y) => {
    const [longitude = Number.NaN, latitude = Number.NaN] = converter.inverse([x, y])
    return [longitude, latitude]
  }
}

export const nationalGrid: ReferenceSystem = { name: 'EPSG:27700', kind: 'national grid', toDegrees }

export const degrees: ReferenceSystem = {
  name: 'EPSG:4326',
  kind: 'degrees',
  toDegrees: (x, y) => [x, y],
}

type Definitions = Readonly<Record<string, readonly [name: string, definition: string] | undefined>>

const require = createRequire(import.meta.url)

/** Definitions by EPSG code: 0.8 MB, loaded by whoever needs another system than Britain's. */
let definitions: Definitions | undefined
const definitionOf = (code: string): string | undefined => {
  definitions ??= require('proj4-list') as Definitions
  return definitions[code]?.[1]
}

/** A reference system by its EPSG code, `EPSG:26910` or `26910`; undefined when the code is not known. */
export const systemOfCode = (text: string): ReferenceSystem | undefined => {
  const figures = /^(?:EPSG:{1,2})?(\d{4,6})$/i.exec(text.trim())?.[1]
  if (figures === undefined) return undefined
  if (figures === '27700') return nationalGrid
  if (figures === '4326') return degrees
  const definition = definitionOf(`EPSG:${figures}`)
  if (definition === undefined) return undefined
  const kind = /\+proj=longlat/.test(definition) ? 'degrees' : 'projected'
  return { name: `EPSG:${figures}`, kind, toDegrees: converted(definition) }
}

/** As `systemOfCode`, of what was typed. Errors: `usage`. */
export const systemSaid = (text: string): ReferenceSystem => {
  const system = systemOfCode(text)
  if (system) return system
  throw new MetTraceError('usage', 'There is no such reference system, or it is not known here.', {
    found: text,
    expected: 'an EPSG code such as EPSG:27700, EPSG:4326 or EPSG:26910',
  })
}

/** The system of a text that describes one (.prj). */
const systemOfText = (text: string): ReferenceSystem | undefined => {
  if (!/^(?:PROJ|GEOG|GEOD)(?:CS|CRS)\s*\[/i.test(text)) return undefined
  try {
    const name = /^[A-Z]+\s*\[\s*"([^"]{1,80})"/i.exec(text)?.[1] ?? 'its .prj'
    const kind = /^PROJ/i.test(text) ? 'projected' : 'degrees'
    return { name, kind, toDegrees: converted(text) }
  } catch {
    return undefined
  }
}

/**
 * Reference system that a name, an EPSG code or a .prj declares.
 * Errors: `projection_wrong` for one that is not known.
 */
export const systemOfName = (declared: string, file: string): ReferenceSystem => {
  const name = declared.trim()
  if (/27700|British[_ ]National[_ ]Grid/i.test(name)) return nationalGrid
  const isProjected = /^PROJC/i.test(name)
  if (!isProjected && /OSGB[_ ]?(19)?36/i.test(name) && !/^GEO/i.test(name)) return nationalGrid
  if (
    !isProjected &&
    /CRS84|EPSG:{1,2}(?:[\d.]*:)?4326|4258|WGS[_ ]?(19)?84"|^WGS[_ ]?(19)?84$|ETRS[_ ]?(19)?89/i.test(name)
  )
    return degrees
  const code = /EPSG:{1,2}(?:[\d.]*:)?(\d{4,6})/i.exec(name)?.[1] ?? /^(\d{4,6})$/.exec(name)?.[1]
  const found = (code === undefined ? undefined : systemOfCode(code)) ?? systemOfText(name)
  if (found) return found
  throw wrong(
    file,
    'These coordinates are in a map projection that is not known here. Export them again in British National Grid or WGS84.',
    name.slice(0, 80),
  )
}

/** A city, a force or a region; a wider file is of no single plane. */
const widest = 12

/** Outlines of one place on the Earth: not swapped, not at the poles, no wider than a region. */
const isOnePlace = (box: Box): boolean =>
  hasPlane(box[0], box[1]) &&
  hasPlane(box[2], box[3]) &&
  box[2] - box[0] <= widest &&
  box[3] - box[1] <= widest &&
  !(box[0] === 0 && box[1] === 0)

/**
 * Reference system of coordinates: the declared one if they fit it, else the one they can only be in.
 * Errors: `projection_wrong`.
 */
export const systemOfBox = (
  box: Box,
  declared: ReferenceSystem | undefined,
  file: string,
): { system: ReferenceSystem; words: string } => {
  const inBritain = isInBritain(box[0], box[1]) && isInBritain(box[2], box[3])
  // Degrees would pass for metres at the corner of the grid, in the sea.
  const mayBeDegrees = Math.max(...box.map(Math.abs)) <= 180
  const onGrid = !mayBeDegrees && isOnGrid(box[0], box[1]) && isOnGrid(box[2], box[3])
  const how = declared ? 'as the file says' : 'by its coordinates'
  const swapped = isInBritain(box[1], box[0]) && isInBritain(box[3], box[2])
  if (mayBeDegrees && swapped && !inBritain)
    throw wrong(file, 'Latitude and longitude stand in the wrong order.', boxText(box))
  if (declared === undefined || declared.kind === 'degrees') {
    if (isOnePlace(box)) return { system: declared ?? degrees, words: `longitude and latitude, ${how}` }
  }
  if (onGrid && (declared === undefined || declared.kind === 'national grid'))
    return { system: nationalGrid, words: `British National Grid, ${how}` }
  if (declared?.kind === 'projected' && !mayBeDegrees && isOnePlace(boxInDegrees(box, declared)))
    return { system: declared, words: `${declared.name}, ${how}` }
  throw wrong(
    file,
    declared
      ? `This file says that it is in ${declared.name}, but its coordinates are not.`
      : 'These coordinates are neither British National Grid nor longitude and latitude.',
    boxText(box),
  )
}

const boxInDegrees = (box: Box, system: ReferenceSystem): Box => {
  const corners = [
    system.toDegrees(box[0], box[1]),
    system.toDegrees(box[2], box[3]),
    system.toDegrees(box[0], box[3]),
    system.toDegrees(box[2], box[1]),
  ]
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}
