import type { Geometry, Position } from 'geojson'
import { MetTraceError } from '../../foundation/errors.ts'
import { isInBritain, isOnGrid, toGrid } from './projection.ts'

export type Crs = 'EPSG:4326' | 'EPSG:27700'

export type Shape = { properties: Record<string, unknown>; geometry: Geometry | null }
/** Shapes of one file, before code and reference system are known. */
export type Layer = { file: string; shapes: Shape[]; declared: Crs | undefined }

/** Where in a file a shape stands, for messages. */
export type ShapePlace = { file: string; feature: number; code: string }

type Box = [minX: number, minY: number, maxX: number, maxY: number]

const invalid = ({ file, feature, code }: ShapePlace, found: string, expected: string): MetTraceError =>
  new MetTraceError('geometry_invalid', `The outline of feature ${feature} (${code}) cannot be used.`, {
    file,
    found,
    expected,
  })

/** Rings of each polygon. Errors: `geometry_invalid` for anything that is not an area. */
export const polygonsOf = (geometry: Geometry | null | undefined, place: ShapePlace): Position[][][] => {
  const isArea = geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon'
  if (!isArea)
    throw invalid(place, geometry ? `a ${geometry.type}` : 'no outline', 'a Polygon or MultiPolygon')
  const polygons: unknown = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const rings = isList(polygons) && polygons.every(isList) ? polygons.flat() : []
  if (rings.length === 0) throw invalid(place, 'no rings', 'an outline')
  if (!rings.every((ring) => isList(ring) && ring.every(isPosition)))
    throw invalid(place, 'points without two numbers', 'two coordinates for each point')
  return polygons as Position[][][]
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value)
const isPosition = (value: unknown): boolean =>
  isList(value) && Number.isFinite(value[0]) && Number.isFinite(value[1])

export const growBox = (box: Box, polygons: readonly Position[][][]): void => {
  for (const ring of polygons.flat()) {
    for (const [x = NaN, y = NaN] of ring) {
      box[0] = Math.min(box[0], x)
      box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x)
      box[3] = Math.max(box[3], y)
    }
  }
}

export const emptyBox = (): Box => [Infinity, Infinity, -Infinity, -Infinity]

const boxText = (box: Box): string => {
  const digits = Math.abs(box[2]) > 200 ? 0 : 4
  return `x ${box[0].toFixed(digits)} to ${box[2].toFixed(digits)}, y ${box[1].toFixed(digits)} to ${box[3].toFixed(digits)}`
}

const wrong = (file: string, message: string, found: string): MetTraceError =>
  new MetTraceError('projection_wrong', message, {
    file,
    found,
    expected: 'British National Grid (EPSG:27700) or longitude and latitude (EPSG:4326) in Great Britain',
  })

/** Reference system that a name or a .prj declares. Errors: `projection_wrong` for any other. */
export const crsOfName = (declared: string, file: string): Crs => {
  const name = declared.trim()
  if (/27700|British[_ ]National[_ ]Grid|OSGB[_ ]?(19)?36/i.test(name)) return 'EPSG:27700'
  const isGeographic = !/^PROJC/i.test(name)
  if (isGeographic && /CRS84|EPSG:{1,2}4326|4258|WGS[_ ]?(19)?84|ETRS[_ ]?(19)?89/i.test(name))
    return 'EPSG:4326'
  throw wrong(
    file,
    'These boundaries are in another map projection. Export them again in British National Grid or WGS84.',
    name.slice(0, 80),
  )
}

/**
 * Reference system of coordinates: the declared one if they fit it, else the one they can only be in.
 * Errors: `projection_wrong`.
 */
export const crsOf = (box: Box, declared: Crs | undefined, file: string): { crs: Crs; words: string } => {
  const inBritain = isInBritain(box[0], box[1]) && isInBritain(box[2], box[3])
  // Degrees of other countries would pass for metres at the corner of the grid, in the sea.
  const mayBeDegrees = Math.max(...box.map(Math.abs)) <= 180
  const onGrid = !mayBeDegrees && isOnGrid(box[0], box[1]) && isOnGrid(box[2], box[3])
  if (inBritain && declared !== 'EPSG:27700') {
    return {
      crs: 'EPSG:4326',
      words: `longitude and latitude, ${declared ? 'as the file says' : 'by its coordinates'}`,
    }
  }
  if (onGrid && !inBritain && declared !== 'EPSG:4326') {
    return {
      crs: 'EPSG:27700',
      words: `British National Grid, ${declared ? 'as the file says' : 'by its coordinates'}`,
    }
  }
  if (isInBritain(box[1], box[0]) && isInBritain(box[3], box[2])) {
    throw wrong(file, 'Latitude and longitude stand in the wrong order in these boundaries.', boxText(box))
  }
  throw wrong(
    file,
    declared
      ? `These boundaries say that they are in ${declared}, but their coordinates are not.`
      : 'These coordinates are neither British National Grid nor longitude and latitude in Great Britain.',
    boxText(box),
  )
}

/** Closed rings as flat easting, northing in metres. Errors: `geometry_invalid`. */
export const ringsOf = (polygon: readonly Position[][], crs: Crs, place: ShapePlace): Float64Array[] =>
  polygon.map((positions) => {
    const first = positions[0]
    const last = positions.at(-1)
    const isClosed = first && last && first[0] === last[0] && first[1] === last[1]
    const points = isClosed || !first ? positions : [...positions, first]
    if (points.length < 4) throw invalid(place, `a ring of ${points.length} points`, 'at least 4')
    const ring = new Float64Array(points.length * 2)
    for (const [at, [x = NaN, y = NaN]] of points.entries()) {
      const [easting, northing] = crs === 'EPSG:4326' ? toGrid(x, y) : [x, y]
      if (!Number.isFinite(easting) || !Number.isFinite(northing))
        throw invalid(place, `${x}, ${y}`, 'coordinates')
      ring[at * 2] = easting
      ring[at * 2 + 1] = northing
    }
    return ring
  })

/** Twice the signed area of a ring and its first moments, about its first point to keep the digits. */
const moments = (ring: Float64Array): { area: number; x: number; y: number } => {
  const [x0 = 0, y0 = 0] = ring
  let [area, x, y] = [0, 0, 0]
  for (let at = 0; at + 3 < ring.length; at += 2) {
    const [x1, y1] = [(ring[at] as number) - x0, (ring[at + 1] as number) - y0]
    const [x2, y2] = [(ring[at + 2] as number) - x0, (ring[at + 3] as number) - y0]
    const cross = x1 * y2 - x2 * y1
    area += cross
    x += (x1 + x2) * cross
    y += (y1 + y2) * cross
  }
  return { area, x: x0 * area * 3 + x, y: y0 * area * 3 + y }
}

/** Centroid of an area, holes taken out; undefined when it has no extent. */
export const centroidOf = (polygons: readonly Float64Array[][]): [number, number] | undefined => {
  let [area, x, y] = [0, 0, 0]
  for (const polygon of polygons) {
    for (const [at, ring] of polygon.entries()) {
      const part = moments(ring)
      const sign = (at === 0 ? 1 : -1) * Math.sign(part.area)
      area += sign * part.area
      x += sign * part.x
      y += sign * part.y
    }
  }
  return area > 0 ? [x / (3 * area), y / (3 * area)] : undefined
}

export const boxOf = (polygons: readonly Float64Array[][]): Box => {
  const box = emptyBox()
  for (const ring of polygons.flat()) {
    for (let at = 0; at < ring.length; at += 2) {
      box[0] = Math.min(box[0], ring[at] as number)
      box[1] = Math.min(box[1], ring[at + 1] as number)
      box[2] = Math.max(box[2], ring[at] as number)
      box[3] = Math.max(box[3], ring[at + 1] as number)
    }
  }
  return box
}
