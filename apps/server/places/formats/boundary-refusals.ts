import { MetTraceError } from '../../foundation/errors.ts'

const readable = 'GeoJSON, TopoJSON, GeoPackage or a zipped Shapefile'

/** Geographic formats that are not read, told by how they begin, and what to export instead. */
const otherFormats: readonly { name: string; begins: RegExp }[] = [
  { name: 'KML', begins: /<kml[\s>]/i },
  { name: 'GML', begins: /<(?:\w+:)?FeatureCollection[\s>][^]*(?:gml|wfs)|<gml:|xmlns:gml=/i },
  { name: 'GPX', begins: /<gpx[\s>]/i },
  { name: 'MapInfo MIF', begins: /^\s*version\s+\d+\s*\n?\s*charset/i },
  { name: 'FlatGeobuf', begins: /^fgb/ },
  { name: 'GeoParquet', begins: /^PAR1/ },
  { name: 'SVG', begins: /<svg[\s>]/i },
]

/** An error that a geographic server sent in the place of data (OGC 06-121r9, 8; WMS). */
const serverError = /<(?:\w+:)?(?:ExceptionReport|ServiceExceptionReport|Exception)[\s>]/i

/** The refusal of a file that begins like another format, or like a server's error; undefined for any other file. */
export const refuseByBeginning = (start: string, file: string): MetTraceError | undefined => {
  if (serverError.test(start)) {
    const words = /<(?:\w+:)?(?:ExceptionText|ServiceException)[^>]*>\s*([^<]+)/i.exec(start)?.[1]
    return fromServer(file, words?.trim())
  }
  const other = otherFormats.find(({ begins }) => begins.test(start))
  return other && refuseFormat(other.name, file)
}

export const refuseFormat = (name: string, file: string): MetTraceError =>
  new MetTraceError(
    'file_wrong_kind',
    `Boundaries in this format (${name}) are not read. Export them as ${readable}.`,
    {
      file,
      found: name,
      expected: readable,
    },
  )

const fromServer = (file: string, words: string | undefined): MetTraceError =>
  new MetTraceError(
    'file_wrong_kind',
    words === undefined
      ? 'The server answered with an error in the place of boundaries. Ask it again.'
      : `The server answered with an error in the place of boundaries: ${words.slice(0, 200)}`.replace(
          /[^.?!]$/,
          '$&.',
        ),
    { file, found: "a server's error", expected: readable },
  )

type Json = Record<string, unknown>
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** What an error message of ArcGIS, GeoServer or an OGC API says; undefined where it is none. */
const messageIn = (json: Json): string | undefined => {
  const { error } = json
  if (isRecord(error)) {
    const details = Array.isArray(error['details'])
      ? error['details'].filter((each) => typeof each === 'string')
      : []
    const words = [text(error['message']), ...details].filter((each) => each !== undefined)
    const code = typeof error['code'] === 'number' ? ` (code ${error['code']})` : ''
    return `${[...new Set(words)].join(' ') || 'no message'}${code}`
  }
  if (text(error)) return text(error)
  const report: unknown = Array.isArray(json['exceptions']) ? json['exceptions'][0] : undefined
  if (isRecord(report)) return text(report['text'])
  const isProblem = 'title' in json && ('status' in json || 'detail' in json)
  return isProblem ? (text(json['detail']) ?? text(json['title'])) : undefined
}

/** JSON that holds no boundaries that are read here. */
export const refuseOtherJson = (json: unknown, file: string): MetTraceError => {
  if (isRecord(json)) {
    const words = messageIn(json)
    if (words !== undefined) return fromServer(file, words)
    const isEsri = 'geometryType' in json || 'spatialReference' in json || 'fieldAliases' in json
    if (isEsri && 'features' in json) {
      return new MetTraceError(
        'file_wrong_kind',
        'This is Esri JSON, which is not read. Ask the server for f=geojson, or export GeoJSON.',
        { file, found: 'Esri JSON', expected: readable },
      )
    }
  }
  const type = isRecord(json) ? text(json['type']) : undefined
  return new MetTraceError('file_wrong_kind', 'This JSON holds no boundaries.', {
    file,
    found: type?.slice(0, 40) ?? 'other JSON',
    expected: 'a FeatureCollection or a Topology',
  })
}

/** Text that is no JSON: cut off, or something else. */
export const unreadableText = (content: string, file: string, cause: unknown): MetTraceError => {
  const isCut = /^\s*\{/.test(content) && !/\}\s*$/.test(content)
  return isCut
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
          found: `text that begins ${JSON.stringify(content.trim().slice(0, 30))}`,
          expected: readable,
        },
        { cause },
      )
}

/**
 * A collection that says itself that it is a part of a larger one: ArcGIS by `exceededTransferLimit`, WFS and OGC API
 * Features by their numbers or a link to the next page. Errors: `file_truncated`.
 */
export const refuseParts = (collection: object, file: string): void => {
  const json = collection as Json
  const features = Array.isArray(json['features']) ? json['features'].length : 0
  const properties = isRecord(json['properties']) ? json['properties'] : {}
  const all = [json['numberMatched'], json['totalFeatures']].find((each) => typeof each === 'number')
  const links = Array.isArray(json['links']) ? json['links'].filter(isRecord) : []
  const isPart =
    json['exceededTransferLimit'] === true ||
    properties['exceededTransferLimit'] === true ||
    (all !== undefined && Number(all) > features) ||
    links.some(({ rel }) => rel === 'next')
  if (!isPart) return
  throw new MetTraceError(
    'file_truncated',
    'This download is a part, as it says itself: the server sends only so many areas at a time. Ask for all of them, or for the rest, or download the file.',
    {
      file,
      found: `${features} areas${all === undefined ? '' : ` of ${Number(all)}`}`,
      expected: 'all areas',
    },
  )
}
