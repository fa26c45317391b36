import { isAscii, isUtf8 } from 'node:buffer'
import { buffer } from 'node:stream/consumers'
import { open as openShapefile } from 'shapefile'
import { MetTraceError } from '../../foundation/errors.ts'
import type { Layer } from './boundary-geometry.ts'
import { systemOfName } from './reference-system.ts'
import type { SourceFile } from './source-files.ts'

/**
 * The layer of a Shapefile's parts by extension; undefined when there is neither outline nor table.
 * Errors: `file_wrong_kind` (a part is missing), `file_truncated`, `projection_wrong`.
 */
export const shapefileLayer = async (parts: Map<string, SourceFile>): Promise<Layer | undefined> => {
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
  const shapes: Layer['shapes'] = []
  const [outlines, table] = [await buffer(await shp.open()), await buffer(await dbf.open())]
  if (outlines.length < declaredLength.shp(outlines)) throw cutOff(shp)
  if (table.length < declaredLength.dbf(table)) throw cutOff(dbf)
  try {
    const source = await openShapefile(outlines, table, {
      encoding: encoding === undefined ? usualEncoding(table) : encodingLabel(encoding),
    })
    for (;;) {
      const { done, value } = await source.read()
      if (done) break
      shapes.push({ properties: value.properties ?? {}, geometry: value.geometry })
    }
  } catch (cause) {
    throw cutOff(shp, cause)
  }
  return {
    file: shp.name,
    shapes,
    declared: prj === undefined ? undefined : systemOfName(prj, parts.get('prj')?.name ?? shp.name),
  }
}

/** Bytes that a file's own header promises (ESRI Shapefile Technical Description, 1998; dBASE III). */
const declaredLength = {
  shp: (bytes: Buffer): number => (bytes.length < 100 ? 100 : bytes.readInt32BE(24) * 2),
  dbf: (bytes: Buffer): number =>
    bytes.length < 32 ? 32 : bytes.readUInt16LE(8) + bytes.readUInt32LE(4) * bytes.readUInt16LE(10),
}

const cutOff = (part: SourceFile, cause?: unknown): MetTraceError =>
  new MetTraceError('file_truncated', 'This Shapefile is damaged or cut off.', { file: part.name }, { cause })

const textIn = async (file: SourceFile | undefined): Promise<string | undefined> =>
  file && (await buffer(await file.open())).toString('latin1').trim()

/** Without a .cpg: what no other text would be by chance is UTF-8, as QGIS and PostGIS write it. */
const usualEncoding = (table: Buffer): string => {
  const rows = table.subarray(table.readUInt16LE(8))
  return !isAscii(rows) && isUtf8(rows) ? 'utf-8' : 'windows-1252'
}

/** What .cpg files call encodings, as TextDecoder knows them. */
const encodingLabel = (cpg: string): string => {
  const plain = cpg.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  if (plain === 'utf8' || plain === '65001') return 'utf-8'
  return plain.includes('88591') ? 'iso-8859-1' : 'windows-1252'
}
