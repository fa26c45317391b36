import type { FeatureCollection, Geometry } from 'geojson'
import { feature as featureOf } from 'topojson-client'
import type { Topology } from 'topojson-specification'
import { MetTraceError } from '../../foundation/errors.ts'
import type { Layer } from './boundary-geometry.ts'
import { refuseOtherJson, refuseParts, unreadableText } from './boundary-refusals.ts'
import { systemOfName, type ReferenceSystem } from './reference-system.ts'
import type { SourceFile } from './source-files.ts'
import { textOf } from './text.ts'

/**
 * Layers of a GeoJSON or TopoJSON file.
 * Errors: `file_truncated` (also for a download that says itself that it is a part), `file_wrong_kind`,
 * `geometry_invalid` (arcs that are missing), `file_too_large` for one that is too large, and those of `textOf`.
 */
export const jsonLayers = async (file: SourceFile): Promise<Layer[]> => {
  const json = parsedJson(await wholeText(file), file.name)
  if (json.type === 'Topology') {
    return Object.values(json.objects).map((object) => {
      const collection = featuresOf(json, object, file.name)
      const features = collection.type === 'FeatureCollection' ? collection.features : [collection]
      return { file: file.name, shapes: features.map(shapeOf), declared: declaredSystem(object, file.name) }
    })
  }
  refuseParts(json, file.name)
  return [{ file: file.name, shapes: json.features.map(shapeOf), declared: declaredSystem(json, file.name) }]
}

type GivenFeature = {
  id?: string | number | undefined
  properties?: object | null
  geometry: Geometry | null
}

/** The id of a feature stands beside its properties (RFC 7946, 3.2), and may be the only code that there is. */
const shapeOf = ({ properties, geometry, id }: GivenFeature): Layer['shapes'][number] => ({
  properties: { ...(id === undefined ? {} : { id }), ...properties },
  geometry: geometry ?? null,
})

/**
 * Signs that JSON may have: every one of them becomes something in memory. The small areas of England and Wales,
 * generalised, have 5 million points.
 */
const mostSigns = { text: 400_000_000, '[': 20_000_000, '{': 3_000_000, '"': 20_000_000, ',': 60_000_000 }

const wholeText = async (file: SourceFile): Promise<string> => {
  const pieces: string[] = []
  const seen = { text: 0, '[': 0, '{': 0, '"': 0, ',': 0 }
  for await (const piece of textOf(file)) {
    seen.text += piece.length
    for (let at = 0; at < piece.length; at++) {
      const sign = piece.charCodeAt(at)
      if (sign === 0x5b) seen['[']++
      else if (sign === 0x7b) seen['{']++
      else if (sign === 0x22) seen['"']++
      else if (sign === 0x2c) seen[',']++
    }
    const over = (Object.keys(mostSigns) as (keyof typeof mostSigns)[]).find(
      (each) => seen[each] > mostSigns[each],
    )
    if (over !== undefined)
      throw tooLong(file.name, over === 'text' ? 'characters' : `signs ${over}`, mostSigns[over])
    pieces.push(piece)
  }
  return pieces.join('')
}

const tooLong = (file: string, what: string, most: number): MetTraceError =>
  new MetTraceError(
    'file_too_large',
    'This file of boundaries is too large to be read at once. Use a generalised version, or export it by region.',
    { file, found: `more than ${most} ${what}`, expected: 'a smaller file, or a zipped Shapefile' },
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

const declaredSystem = (object: object, file: string): ReferenceSystem | undefined => {
  const { crs } = object as { crs?: { properties?: { name?: unknown } } | null }
  const name = crs?.properties?.name
  return typeof name === 'string' ? systemOfName(name, file) : undefined
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

const parsedJson = (text: string, file: string): FeatureCollection<Geometry> | Topology => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw unreadableText(text, file, cause)
  }
  const content = (json ?? {}) as { type?: unknown; features?: unknown; objects?: unknown; arcs?: unknown }
  const { type, features } = content
  const isCollection = Array.isArray(features) && features.every(isObject) && !('geometryType' in content)
  const isTopology = type === 'Topology' && isObject(content.objects) && Array.isArray(content.arcs)
  if ((isCollection && type === 'FeatureCollection') || isTopology)
    return json as FeatureCollection<Geometry> | Topology
  throw refuseOtherJson(json, file)
}
