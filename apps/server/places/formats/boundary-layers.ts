import { Readable } from 'node:stream'
import { MetTraceError } from '../../foundation/errors.ts'
import { geopackageLayers, isSqlite } from './boundary-geopackage.ts'
import type { Layer } from './boundary-geometry.ts'
import { jsonLayers } from './boundary-json.ts'
import { refuseByBeginning } from './boundary-refusals.ts'
import { shapefileLayer } from './boundary-shapefile.ts'
import { plainText } from './plain-text.ts'
import { sourceFiles, type SourceFile } from './source-files.ts'

const shapefilePart = /\.(shp|dbf|prj|cpg)$/i
const jsonPart = /\.(geo|topo)?json$/i
const geographic = /\.(kml|gml|gpkg|xml|gpx|mif|tab|fgb|parquet|svg)$/i

/**
 * The layers of boundaries at a path, of every format that is read; what lies beside them in a folder or an archive is
 * passed over. Errors: where there is no layer, what the files that might have been one are; those of the readers.
 */
export const boundaryLayers = async (path: string): Promise<Layer[]> => {
  const layers: Layer[] = []
  const shapefiles = new Map<string, Map<string, SourceFile>>()
  const faults: MetTraceError[] = []
  let alone: SourceFile | undefined
  let files = 0
  for await (const file of sourceFiles(path)) {
    files++
    alone = undefined
    const extension = shapefilePart.exec(file.path)?.[1]?.toLowerCase()
    if (extension !== undefined) {
      const stem = file.path.slice(0, -4)
      const parts = shapefiles.get(stem) ?? new Map<string, SourceFile>()
      parts.set(extension, await heldInMemory(file))
      shapefiles.set(stem, parts)
    } else if (jsonPart.test(file.path) || geographic.test(file.path)) {
      layers.push(...(await layersOrFault(file, faults)))
    } else if (files === 1) alone = await heldInMemory(file)
  }
  for (const parts of shapefiles.values()) {
    const layer = await shapefileLayer(parts)
    if (layer) layers.push(layer)
  }
  const filled = layers.filter(({ shapes }) => shapes.length > 0)
  if (filled.length > 0) return filled
  const [fault] = faults
  if (fault) throw fault
  // A file that stands alone may be named anything.
  return alone ? (await layersOf(alone)).filter(({ shapes }) => shapes.length > 0) : []
}

/** What is wrong with a file beside the boundaries: settings, a style, metadata. Beside none, it is what is said. */
const layersOrFault = async (file: SourceFile, faults: MetTraceError[]): Promise<Layer[]> => {
  try {
    return await layersOf(file)
  } catch (fault) {
    const isOther =
      fault instanceof MetTraceError && ['file_wrong_kind', 'file_encoding'].includes(fault.code)
    if (!isOther) throw fault
    faults.push(fault)
    return []
  }
}

const layersOf = async (file: SourceFile): Promise<Layer[]> => {
  const start = await startOf(file)
  if (isSqlite(start)) return geopackageLayers(file.name, await bytesOf(file))
  const refusal = refuseByBeginning(start.toString('utf8').replace('\uFEFF', ''), file.name)
  if (refusal) throw refusal
  return jsonLayers(file)
}

const startOf = async (file: SourceFile): Promise<Buffer> => {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of plainText(file)) {
    pieces.push(piece)
    length += piece.length
    if (length >= startBytes) break
  }
  return Buffer.concat(pieces).subarray(0, startBytes)
}
const startBytes = 4096

/** The outlines of all small areas of England and Wales, in full, are half of it. */
const mostBytes = 512 * 2 ** 20

const bytesOf = async (file: SourceFile): Promise<Buffer> => {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of (await file.open()) as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > mostBytes) {
      throw new MetTraceError(
        'file_too_large',
        'This file of boundaries is too large to be read at once. Use a generalised version, or export it by region.',
        { file: file.name, found: `more than ${mostBytes} bytes`, expected: 'a smaller file' },
      )
    }
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** Members of a zip can be read only while it is open; the parts of a Shapefile are read together. */
const heldInMemory = async (file: SourceFile): Promise<SourceFile> => {
  const bytes = await bytesOf(file)
  return { ...file, open: async () => Readable.from([bytes]) }
}
