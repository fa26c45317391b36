import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { MetTraceError } from '../../foundation/errors.ts'
import { boundaryColumns, type BoundaryKind } from './boundary-columns.ts'
import { boxOf, centroidOf, growBox, polygonsOf, ringsOf, type Layer } from './boundary-geometry.ts'
import { jsonLayers } from './boundary-json.ts'
import { shapefileLayer } from './boundary-shapefile.ts'
import { crsOf, emptyBox } from './reference-system.ts'
import { sourceFiles, type SourceFile } from './source-files.ts'

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
      boundaryOf(code, name, [...outlines.values()].flat(), first.file),
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
    alone = files === 1 && !jsonPart.test(file.path) ? await heldInMemory(file) : undefined
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
  if (layers.length === 0 && alone && shapefiles.size === 0) layers.push(...(await jsonLayers(alone)))
  return layers.filter(({ shapes }) => shapes.length > 0)
}

/** Members of a zip can be read only while it is open; the parts of a Shapefile are read together. */
const heldInMemory = async (file: SourceFile): Promise<SourceFile> => {
  const bytes = await buffer(await file.open())
  return { ...file, open: async () => Readable.from([bytes]) }
}
