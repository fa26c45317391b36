import { createHash } from 'node:crypto'
import type { Position } from 'geojson'
import { MetTraceError } from '../../foundation/errors.ts'
import { boundaryColumns, type BoundaryKind } from './boundary-columns.ts'
import {
  boxOf,
  centroidOf,
  growBox,
  polygonsOf,
  ringsOf,
  type Layer,
  type ShapePlace,
} from './boundary-geometry.ts'
import { boundaryLayers } from './boundary-layers.ts'
import { codeOf, nameOf } from './codes.ts'
import { planeReader } from './coordinates.ts'
import { areNear, britain, planeAt, type Plane } from './projection.ts'
import { emptyBox, systemOfBox } from './reference-system.ts'

export type Boundary = {
  code: string
  name: string | null
  /** Polygons, their rings, outer first; a ring is closed, flat easting, northing in metres, EPSG:27700. */
  polygons: Float64Array[][]
  bbox: [minEasting: number, minNorthing: number, maxEasting: number, maxNorthing: number]
  centre: [easting: number, northing: number]
  vertices: number
}

export type BoundaryFile = {
  features: Boundary[]
  /** Features that stood there before, outline and all. */
  repeats: number
  /** Codes of features without an outline, which are left out. */
  withoutOutline: string[]
  codeColumn: string
  nameColumn: string | null
  /** Reference system, and how it was told. */
  crsFound: string
}

/**
 * Boundaries at a path: GeoJSON, TopoJSON, GeoPackage or a Shapefile, plain, compressed, in a folder or a zip; files of
 * one archive make one set. Features that share a code are parts of one area; those without an outline are left out.
 * `usual` is the plane that other boundaries are on already.
 * Errors: `file_wrong_kind`, `file_truncated`, `column_missing`, `projection_wrong`, `geometry_invalid` (also for one
 * outline under two codes), and those of the readers below.
 */
export const readBoundaries = async (
  path: string,
  wanted: { kind: BoundaryKind; code?: string; name?: string },
  usual?: Plane,
): Promise<BoundaryFile> => {
  const layers = await boundaryLayers(path)
  const [first] = layers
  if (!first) {
    throw new MetTraceError('file_wrong_kind', 'There are no boundaries here.', {
      file: path.split('/').at(-1) ?? path,
      expected: 'GeoJSON, TopoJSON, GeoPackage or a zipped Shapefile',
    })
  }
  // An archive may hold centres, tables and other kinds of area beside the ones asked for.
  const areaLayers = layers.filter(({ shapes }) =>
    shapes.some(({ geometry }) => geometry?.type.endsWith('Polygon')),
  )
  const usable = areaLayers.filter((layer) => hasColumns(layer, wanted))
  const chosen = usable.length > 0 ? usable : areaLayers.length > 0 ? areaLayers : layers
  const columns = boundaryColumns([...new Set(chosen.flatMap(propertiesOf))], wanted, first.file)
  const areas = new Areas(first.file)
  const words = new Set<string>()
  const place: Placing = { columns, words, plane: usual, withoutOutline: [] }
  for (const layer of chosen) for (const part of partsOf(layer, place)) areas.add(part)
  return {
    features: areas.boundaries(),
    repeats: areas.repeats,
    withoutOutline: place.withoutOutline,
    codeColumn: columns.code,
    nameColumn: columns.name,
    crsFound: [...words].join('; '),
  }
}

type Part = { code: string; name: string | null; polygons: Float64Array[][] }

/** Puts areas together of their parts. */
class Areas {
  readonly #file: string
  readonly #parts = new Map<string, { name: string | null; polygons: Float64Array[][] }>()
  /** Code of the area that has an outline, by the digest of it. */
  readonly #codes = new Map<string, string>()
  repeats = 0

  constructor(file: string) {
    this.#file = file
  }

  /** Errors: `geometry_invalid` for an outline that stood there under another code. */
  add({ code, name, polygons }: Part): void {
    const area = this.#parts.get(code) ?? { name, polygons: [] }
    this.#parts.set(code, area)
    const digest = digestOf(polygons)
    const other = this.#codes.get(digest)
    if (other === code) {
      this.repeats++
      return
    }
    if (other !== undefined) {
      throw new MetTraceError('geometry_invalid', `Two areas have the same outline: ${other} and ${code}.`, {
        file: this.#file,
        found: `one outline under ${other} and ${code}`,
        expected: 'an outline of its own for each area',
      })
    }
    this.#codes.set(digest, code)
    area.polygons.push(...polygons)
  }

  boundaries(): Boundary[] {
    return [...this.#parts].map(([code, { name, polygons }]) => boundaryOf(code, name, polygons, this.#file))
  }
}

const digestOf = (polygons: Float64Array[][]): string => {
  const digest = createHash('sha256')
  for (const rings of polygons) {
    digest.update(`${rings.length}`)
    for (const ring of rings) digest.update(new Uint8Array(ring.buffer, ring.byteOffset, ring.byteLength))
  }
  return digest.digest('base64')
}

const propertiesOf = ({ shapes }: Layer): string[] => Object.keys(shapes[0]?.properties ?? {})

const hasColumns = (layer: Layer, wanted: Parameters<typeof boundaryColumns>[1]): boolean => {
  try {
    boundaryColumns(propertiesOf(layer), wanted, layer.file)
    return true
  } catch {
    return false
  }
}

const boundaryOf = (
  code: string,
  name: string | null,
  polygons: Float64Array[][],
  file: string,
): Boundary => {
  const centre = centroidOf(polygons)
  if (!centre) {
    throw new MetTraceError('geometry_invalid', `The outline of ${code} has no extent.`, {
      file,
      found: 'an area of 0 square metres',
      expected: 'an outline that holds something',
    })
  }
  return {
    code,
    name,
    polygons,
    bbox: boxOf(polygons),
    centre,
    vertices: polygons.flat().reduce((sum, ring) => sum + ring.length / 2, 0),
  }
}

const cellText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : ''

type Placing = {
  columns: { code: string; name: string | null }
  /** How the coordinates were told. */
  words: Set<string>
  /** The plane of the boundaries, once it is known. */
  plane: Plane | undefined
  /** Codes of the features that have none. */
  withoutOutline: string[]
}

const partsOf = function* ({ file, shapes, declared }: Layer, placing: Placing): Generator<Part> {
  const { columns, words } = placing
  const box = emptyBox()
  const read: { place: ShapePlace; polygons: Position[][][]; name: string }[] = []
  for (const [at, { properties, geometry }] of shapes.entries()) {
    const feature = at + 1
    const code = codeOf(cellText(properties[columns.code]), file, feature, columns.code)
    if (code === '') {
      throw new MetTraceError('value_invalid', `Feature ${feature} has no code.`, {
        file,
        column: columns.code,
        found: 'an empty code',
        expected: 'a code for each area',
      })
    }
    const name = columns.name === null ? '' : cellText(properties[columns.name])
    if (geometry === null) {
      placing.withoutOutline.push(code)
      continue
    }
    const place = { file, feature, code }
    const polygons = polygonsOf(geometry, place)
    growBox(box, polygons)
    read.push({ place, polygons, name: nameOf(name, file, feature, columns.name ?? '') })
  }
  if (read.length === 0) return
  const { system, words: how } = systemOfBox(box, declared, file)
  words.add(how)
  const middle = system.toDegrees((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
  placing.plane = planeFor(middle, placing.plane, file)
  const { read: toMetres } = planeReader(system, placing.plane)
  for (const { place, polygons, name } of read) {
    yield {
      code: place.code,
      name: name || null,
      polygons: polygons.map((rings) => ringsOf(rings, toMetres, place)),
    }
  }
}

/** The plane that is in use, or that of the middle of the boundaries. Errors: `projection_wrong` where they are apart. */
const planeFor = ([longitude, latitude]: [number, number], usual: Plane | undefined, file: string): Plane => {
  const own = planeAt(longitude, latitude)
  if (usual === undefined || areNear(usual, own)) return usual ?? own
  throw new MetTraceError(
    'projection_wrong',
    'These boundaries are far from those that are loaded already.',
    {
      file,
      found: `longitude ${longitude.toFixed(2)}, latitude ${latitude.toFixed(2)}`,
      expected:
        usual === britain
          ? 'boundaries in Great Britain, such as British National Grid (EPSG:27700)'
          : 'boundaries of the same city, or a database of its own for another',
    },
  )
}
