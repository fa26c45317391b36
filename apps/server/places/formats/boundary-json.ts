import { constants } from 'node:buffer'
import type { FeatureCollection, Geometry } from 'geojson'
import { feature as featureOf } from 'topojson-client'
import type { Topology } from 'topojson-specification'
import { MetTraceError } from '../../foundation/errors.ts'
import type { Layer } from './boundary-geometry.ts'
import { crsOfName, type Crs } from './reference-system.ts'
import type { SourceFile } from './source-files.ts'
import { textOf } from './text.ts'

/**
 * Layers of a GeoJSON or TopoJSON file.
 * Errors: `file_truncated`, `file_wrong_kind`, `geometry_invalid` (arcs that are missing), and those of `textOf`.
 */
export const jsonLayers = async (file: SourceFile): Promise<Layer[]> => {
  let text = ''
  for await (const piece of textOf(file)) {
    if (text.length + piece.length > constants.MAX_STRING_LENGTH) throw tooLong(file.name)
    text += piece
  }
  const json = parsedJson(text, file.name)
  if (json.type === 'Topology') {
    return Object.values(json.objects).map((object) => {
      const collection = featuresOf(json, object, file.name)
      const features = collection.type === 'FeatureCollection' ? collection.features : [collection]
      return {
        file: file.name,
        shapes: features.map(({ properties, geometry, id }) => ({
          properties: { ...(id === undefined ? {} : { id }), ...properties },
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

const tooLong = (file: string): MetTraceError =>
  new MetTraceError(
    'file_unreadable',
    'This file of boundaries is too large to be read at once. Use a generalised version, or export it by region.',
    {
      file,
      found: `more than ${constants.MAX_STRING_LENGTH} characters`,
      expected: 'a smaller file, or a zipped Shapefile',
    },
  )

const featuresOf = (
  topology: Topology,
  object: Topology['objects'][string],
  file: string,
): ReturnType<typeof featureOf> => {
  try {
    return featureOf(topology, object)
  } catch (cause) {
    throw new MetTraceError(
      'geometry_invalid',
      'The outlines of this TopoJSON cannot be put together.',
      { file, found: 'arcs that are missing', expected: 'every arc that an outline names' },
      { cause },
    )
  }
}

const declaredCrs = (object: object, file: string): Crs | undefined => {
  const { crs } = object as { crs?: { properties?: { name?: unknown } } | null }
  const name = crs?.properties?.name
  return typeof name === 'string' ? crsOfName(name, file) : undefined
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

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
  const content = (json ?? {}) as { type?: unknown; features?: unknown; objects?: unknown; arcs?: unknown }
  const { type } = content
  const isCollection =
    type === 'FeatureCollection' && Array.isArray(content.features) && content.features.every(isObject)
  const isTopology = type === 'Topology' && isObject(content.objects) && Array.isArray(content.arcs)
  if (isCollection || isTopology) return json as FeatureCollection<Geometry> | Topology
  throw new MetTraceError('file_wrong_kind', 'This JSON holds no boundaries.', {
    file,
    found: typeof type === 'string' ? type : 'other JSON',
    expected: 'a FeatureCollection or a Topology',
  })
}
