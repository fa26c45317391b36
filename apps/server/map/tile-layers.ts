import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature, FeatureCollection, Position } from 'geojson'
import { toDegrees } from '../places/formats/projection.ts'
import { decodeLine, decodeWkb } from '../places/wkb.ts'

/** Highest zoom that tiles are cut for; beyond it the browser enlarges them. */
export const deepestTile = 14

/** A row to draw: an outline, or the line of a street. */
export type Drawn = { shape: Uint8Array; line?: true; properties: Record<string, string | number> }

/** Layers of a set of tiles by their names. */
export type Layers = Record<string, Drawn[]>

const positions = (coordinates: Float64Array): Position[] =>
  Array.from({ length: coordinates.length / 2 }, (_, at) =>
    toDegrees(coordinates[at * 2]!, coordinates[at * 2 + 1]!),
  )

const featureOf = ({ shape, line, properties }: Drawn): Feature => {
  const bytes = Buffer.from(shape)
  return {
    type: 'Feature',
    properties,
    geometry: line
      ? { type: 'LineString', coordinates: positions(decodeLine(bytes)) }
      : {
          type: 'MultiPolygon',
          coordinates: decodeWkb(bytes).map((rings) => rings.map((ring) => positions(ring))),
        },
  }
}

/** Cuts layers into vector tiles (Mapbox Vector Tile 2.1), as they are asked for. */
export class TileCutter {
  readonly #indices: [string, GeoJSONVT][]

  constructor(layers: Layers) {
    this.#indices = Object.entries(layers).map(([name, drawn]) => {
      const data: FeatureCollection = { type: 'FeatureCollection', features: drawn.map(featureOf) }
      return [name, new GeoJSONVT(data, { maxZoom: deepestTile, indexMaxZoom: 9, tolerance: 4, buffer: 64 })]
    })
  }

  /** A tile's bytes; empty where nothing is. */
  cut(z: number, x: number, y: number): Uint8Array {
    const layers = this.#indices.flatMap(([name, index]) => {
      const tile = index.getTile(z, x, y)
      return tile ? [[name, tile] as const] : []
    })
    return layers.length === 0
      ? new Uint8Array()
      : fromGeojsonVt(Object.fromEntries(layers), { version: 2, extent: 4096 })
  }
}
