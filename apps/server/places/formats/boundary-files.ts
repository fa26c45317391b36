import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FeatureCollection, Geometry } from 'geojson'
import { open as openShapefile } from 'shapefile'
import { feature as featureOf } from 'topojson-client'
import type { Topology } from 'topojson-specification'
import { MetTraceError } from '../../foundation/errors.ts'
import { boundaryColumns, type BoundaryKind } from './boundary-columns.ts'
import {
  boxOf,
  centroidOf,
  crsOf,
  crsOfName,
  emptyBox,
  growBox,
  polygonsOf,
  ringsOf,
  type Crs,
} from './boundary-geometry.ts'
import { sourceFiles, type SourceFile } from './source-files.ts'
import { textOf } from './text.ts'

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
  codeColumn: string
  nameColumn: string | null
  /** Reference system, and how it was told. */
  crsFound: string
}

type Shape = { properties: Record<string, unknown>; geometry: Geometry | null }
/** Shapes of one file, before code and reference system are known. */
type Layer = { file: string; shapes: Shape[]; declared: Crs | undefined }

/**
 * Boundaries at a path: GeoJSON, TopoJSON or a Shapefile, plain, compressed, in a folder or a zip; files of one archive
 * make one set. Features that share a code are parts of one area.
 * Errors: `file_wrong_kind`, `file_truncated`, `column_missing`, `projection_wrong`, `geometry_invalid`, and those of
 * the readers below.
 */
export const readBoundaries = async (
  path: string,
  wanted: { kind: BoundaryKind; code?: string; name?: string },
): Promise<BoundaryFile> => {
  const layers = await layersAt(path)
  const [first] = layers
  if (!first) {
    throw new MetTraceError('file_wrong_kind', 'There are no boundaries here.', {
      file: path.split('/').at(-1) ?? path,
      expected: 'GeoJSON, TopoJSON or a zipped Shapefile',
    })
  }
  // An archive may hold centres, tables and other kinds of area beside the ones asked for.
  const areaLayers = layers.filter(({ shapes }) =>
    shapes.some(({ geometry }) => geometry?.type.endsWith('Polygon')),
  )
  const usable = areaLayers.filter((layer) => hasColumns(layer, wanted))
  const chosen = usable.length > 0 ? usable : areaLayers.length > 0 ? areaLayers : layers
  const columns = boundaryColumns([...new Set(chosen.flatMap(propertiesOf))], wanted, first.file)
  const parts = new Map<string, { name: string | null; outlines: Map<string, Float64Array[][]> }>()
  const words = new Set<string>()
  let repeats = 0
  for (const layer of chosen) {
    for (const { code, name, polygons } of partsOf(layer, columns, words)) {
      const area = parts.get(code) ?? { name, outlines: new Map<string, Float64Array[][]>() }
      const outline = polygons.flat().join()
      if (area.outlines.has(outline)) repeats++
      area.outlines.set(outline, polygons)
      parts.set(code, area)
    }
  }
  return {
    features: [...parts].map(([code, { name, outlines }]) =>
      boundaryOf(code, name, [...outlines.values()].flat()),
    ),
    repeats,
    codeColumn: columns.code,
    nameColumn: columns.name,
    crsFound: [...words].join('; '),
  }
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

const boundaryOf = (code: string, name: string | null, polygons: Float64Array[][]): Boundary => ({
  code,
  name,
  polygons,
  bbox: boxOf(polygons),
  centre: centroidOf(polygons),
  vertices: polygons.flat().reduce((sum, ring) => sum + ring.length / 2, 0),
})

const cellText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''

const partsOf = function* (
  { file, shapes, declared }: Layer,
  columns: { code: string; name: string | null },
  words: Set<string>,
): Generator<{ code: string; name: string | null; polygons: Float64Array[][] }> {
  const box = emptyBox()
  const read = shapes.map(({ properties, geometry }, at) => {
    const place = { file, feature: at + 1, code: cellText(properties[columns.code]) }
    if (place.code === '') {
      throw new MetTraceError('value_invalid', `Feature ${at + 1} has no code.`, {
        file,
        column: columns.code,
        found: 'an empty code',
        expected: 'a code for each area',
      })
    }
    const polygons = polygonsOf(geometry, place)
    growBox(box, polygons)
    return { place, polygons, name: columns.name === null ? '' : cellText(properties[columns.name]) }
  })
  const { crs, words: how } = crsOf(box, declared, file)
  words.add(how)
  for (const { place, polygons, name } of read) {
    yield {
      code: place.code,
      name: name || null,
      polygons: polygons.map((rings) => ringsOf(rings, crs, place)),
    }
  }
}

const shapefilePart = /\.(shp|dbf|prj|cpg)$/i
const jsonPart = /\.(geo|topo)?json$/i

const layersAt = async (path: string): Promise<Layer[]> => {
  const layers: Layer[] = []
  const shapefiles = new Map<string, Map<string, SourceFile>>()
  let alone: SourceFile | undefined
  let files = 0
  for await (const file of sourceFiles(path)) {
    files++
    alone = file
    const extension = shapefilePart.exec(file.path)?.[1]?.toLowerCase()
    if (extension !== undefined) {
      const stem = file.path.slice(0, -4)
      const parts = shapefiles.get(stem) ?? new Map<string, SourceFile>()
      parts.set(extension, await heldInMemory(file))
      shapefiles.set(stem, parts)
    } else if (jsonPart.test(file.path)) layers.push(...(await jsonLayers(file)))
  }
  for (const parts of shapefiles.values()) {
    const layer = await shapefileLayer(parts)
    if (layer) layers.push(layer)
  }
  // A file that stands alone may be named anything.
  if (layers.length === 0 && files === 1 && alone && shapefiles.size === 0)
    layers.push(...(await jsonLayers(alone)))
  return layers.filter(({ shapes }) => shapes.length > 0)
}

/** Members of a zip can be read only while it is open; the parts of a Shapefile are read together. */
const heldInMemory = async (file: SourceFile): Promise<SourceFile> => {
  const bytes = await buffer(await file.open())
  return { ...file, open: async () => Readable.from([bytes]) }
}

const jsonLayers = async (file: SourceFile): Promise<Layer[]> => {
  let text = ''
  for await (const piece of textOf(file)) text += piece
  const json = parsedJson(text, file.name)
  if (json.type === 'Topology') {
    return Object.values(json.objects).map((object) => {
      const collection = featureOf(json, object)
      const features = collection.type === 'FeatureCollection' ? collection.features : [collection]
      return {
        file: file.name,
        shapes: features.map(({ properties, geometry, id }) => ({
          properties: { id, ...properties },
          geometry,
        })),
        declared: declaredCrs(object, file.name),
      }
    })
  }
  return [
    {
      file: file.name,
      shapes: json.features.map(({ properties, geometry }) => ({ properties: properties ?? {}, geometry })),
      declared: declaredCrs(json, file.name),
    },
  ]
}

const declaredCrs = (object: object, file: string): Crs | undefined => {
  const { crs } = object as { crs?: { properties?: { name?: unknown } } | null }
  const name = crs?.properties?.name
  return typeof name === 'string' ? crsOfName(name, file) : undefined
}

const parsedJson = (text: string, file: string): FeatureCollection<Geometry> | Topology => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    const isCut = /^\s*\{/.test(text) && !/\}\s*$/.test(text)
    throw isCut
      ? new MetTraceError(
          'file_truncated',
          'This file ends in the middle. Was the download broken off?',
          { file },
          { cause },
        )
      : new MetTraceError(
          'file_wrong_kind',
          'This is not a file of boundaries.',
          {
            file,
            found: `text that begins ${JSON.stringify(text.trim().slice(0, 30))}`,
            expected: 'GeoJSON, TopoJSON or a zipped Shapefile',
          },
          { cause },
        )
  }
  const type = (json as { type?: unknown } | null)?.type
  const isCollection =
    type === 'FeatureCollection' && Array.isArray((json as { features?: unknown }).features)
  if (isCollection || type === 'Topology') return json as FeatureCollection<Geometry> | Topology
  throw new MetTraceError('file_wrong_kind', 'This JSON holds no boundaries.', {
    file,
    found: typeof type === 'string' ? type : 'other JSON',
    expected: 'a FeatureCollection or a Topology',
  })
}

const shapefileLayer = async (parts: Map<string, SourceFile>): Promise<Layer | undefined> => {
  const shp = parts.get('shp')
  const dbf = parts.get('dbf')
  const [any] = parts.values()
  if (!shp && !dbf) return undefined
  if (!shp || !dbf) {
    throw new MetTraceError(
      'file_wrong_kind',
      `This Shapefile has no .${shp ? 'dbf' : 'shp'} beside it. Zip all of its files together.`,
      {
        file: any?.name ?? '',
        found: [...parts.keys()].map((extension) => `.${extension}`).join(', '),
        expected: '.shp, .dbf and .prj',
      },
    )
  }
  const encoding = await textIn(parts.get('cpg'))
  const prj = await textIn(parts.get('prj'))
  const shapes: Shape[] = []
  try {
    const source = await openShapefile(await buffer(await shp.open()), await buffer(await dbf.open()), {
      encoding: encoding === undefined ? 'windows-1252' : encodingLabel(encoding),
    })
    for (;;) {
      const { done, value } = await source.read()
      if (done) break
      shapes.push({ properties: value.properties ?? {}, geometry: value.geometry })
    }
  } catch (cause) {
    if (cause instanceof MetTraceError) throw cause
    throw new MetTraceError(
      'file_truncated',
      'This Shapefile is damaged or cut off.',
      { file: shp.name },
      { cause },
    )
  }
  return {
    file: shp.name,
    shapes,
    declared: prj === undefined ? undefined : crsOfName(prj, parts.get('prj')?.name ?? shp.name),
  }
}

const textIn = async (file: SourceFile | undefined): Promise<string | undefined> =>
  file && (await buffer(await file.open())).toString('latin1').trim()

/** What .cpg files call encodings, as TextDecoder knows them. */
const encodingLabel = (cpg: string): string => {
  const plain = cpg.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  if (plain === 'utf8' || plain === '65001') return 'utf-8'
  return plain.includes('88591') ? 'iso-8859-1' : 'windows-1252'
}
