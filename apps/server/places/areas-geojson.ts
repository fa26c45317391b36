import { Readable } from 'node:stream'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Database } from '../foundation/database.ts'
import type { Actor } from '../foundation/with-actor.ts'
import { toDegrees } from './formats/projection.ts'
import { outlinesOfCodes } from './outlines.ts'
import type { Vintage } from './place-points.ts'
import { decodeWkb, type MultiPolygon } from './wkb.ts'

/** Degrees to a tenth of a metre. */
const decimals = 1e6
const rounded = (degrees: number): number => Math.round(degrees * decimals) / decimals

/** Twice the area of a ring, positive when it runs anticlockwise. */
const turning = (ring: Float64Array): number => {
  let sum = 0
  for (let at = 0; at + 3 < ring.length; at += 2) {
    sum += ring[at]! * ring[at + 3]! - ring[at + 2]! * ring[at + 1]!
  }
  return sum
}

/** Coordinates as RFC 7946 has them: longitude before latitude, outer rings anticlockwise, holes clockwise. */
const coordinatesOf = (polygons: MultiPolygon): [number, number][][][] =>
  polygons.map((rings) =>
    rings.map((ring, at) => {
      const points: [number, number][] = []
      for (let point = 0; point < ring.length; point += 2) {
        const [longitude, latitude] = toDegrees(ring[point]!, ring[point + 1]!)
        points.push([rounded(longitude), rounded(latitude)])
      }
      return turning(ring) > 0 === (at === 0) ? points : points.toReversed()
    }),
  )

type Properties = Record<string, string | number | null>

/** A feature's properties by the code of its area, or those of several features there; areas without any are left out. */
export type PropertiesOf = ReadonlyMap<string, Properties | readonly Properties[]>

/** Areas taken from the database at once. */
const batch = 200

/** Areas of one vintage with their properties. */
export type AreasOfVintage = { vintage: Vintage; properties: PropertiesOf }

const features = async function* (
  database: Database,
  actor: Actor,
  all: readonly AreasOfVintage[],
  more: object,
): AsyncGenerator<string> {
  yield `{"type":"FeatureCollection",${JSON.stringify(more).slice(1, -1)}${Object.keys(more).length > 0 ? ',' : ''}"features":[\n`
  let written = false
  for (const { vintage, properties } of all) {
    const codes = [...properties.keys()]
    for (let first = 0; first < codes.length; first += batch) {
      const rows = await database.withActor(actor, 'outlines of areas', (tx) =>
        outlinesOfCodes(tx, vintage, codes.slice(first, first + batch)),
      )
      const lines = rows.flatMap(({ code, boundary }) => {
        const geometry = { type: 'MultiPolygon', coordinates: coordinatesOf(decodeWkb(boundary)) }
        return [properties.get(code) ?? []]
          .flat()
          .map((each) => JSON.stringify({ type: 'Feature', properties: each, geometry }))
      })
      yield `${written && lines.length > 0 ? ',\n' : ''}${lines.join(',\n')}`
      written ||= lines.length > 0
      await breathe()
    }
  }
  yield '\n]}\n'
}

/** Areas as GeoJSON (RFC 7946) in WGS84, streamed; `more` are members of the collection beside its features. */
export const areasGeoJson = (
  database: Database,
  actor: Actor,
  vintage: Vintage,
  properties: PropertiesOf,
  more: object = {},
): Readable => Readable.from(features(database, actor, [{ vintage, properties }], more))

/** The same of areas of several vintages. */
export const areasOfVintagesGeoJson = (
  database: Database,
  actor: Actor,
  all: readonly AreasOfVintage[],
): Readable => Readable.from(features(database, actor, all, {}))
