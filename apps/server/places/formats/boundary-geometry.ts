import type { Geometry, Position } from 'geojson'
import { MetTraceError } from '../../foundation/errors.ts'
import { crossingOf } from './boundary-rings.ts'
import { emptyBox, type Box, type ReferenceSystem } from './reference-system.ts'

export type Shape = { properties: Record<string, unknown>; geometry: Geometry | null }
/** Shapes of one file, before code and reference system are known. */
export type Layer = { file: string; shapes: Shape[]; declared: ReferenceSystem | undefined }

/** Where in a file a shape stands, for messages. */
export type ShapePlace = { file: string; feature: number; code: string }

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

/**
 * Closed rings as flat easting, northing in metres; `toMetres` turns a point into them. Errors: `geometry_invalid`, also
 * for a ring that crosses itself: of such nobody can tell what is inside, and its centre may lie far outside.
 */
export const ringsOf = (
  polygon: readonly Position[][],
  toMetres: (x: number, y: number) => [number, number] | undefined,
  place: ShapePlace,
): Float64Array[] =>
  polygon.map((positions) => {
    const first = positions[0]
    const last = positions.at(-1)
    const isClosed = first && last && first[0] === last[0] && first[1] === last[1]
    const points = isClosed || !first ? positions : [...positions, first]
    if (points.length < 4) throw invalid(place, `a ring of ${points.length} points`, 'at least 4')
    const ring = new Float64Array(points.length * 2)
    for (const [at, [x = NaN, y = NaN]] of points.entries()) {
      const [easting = NaN, northing = NaN] = toMetres(x, y) ?? []
      if (!Number.isFinite(easting) || !Number.isFinite(northing))
        throw invalid(place, `${x}, ${y}`, 'coordinates')
      ring[at * 2] = easting
      ring[at * 2 + 1] = northing
    }
    const crossing = crossingOf(ring)
    if (crossing) {
      const where = `${crossing.easting.toFixed(1)}, ${crossing.northing.toFixed(1)}`
      throw invalid(
        place,
        `a ring that crosses itself at ${where}`,
        'a ring that does not; repair it in a GIS ("fix geometries")',
      )
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
