import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import type { Geometry, Position } from 'geojson'
import { MetTraceError } from '../../foundation/errors.ts'
import type { Layer } from './boundary-geometry.ts'
import { systemOfCode, systemOfName, type ReferenceSystem } from './reference-system.ts'

/** How every SQLite database begins (sqlite.org/fileformat.html, 1.3). */
export const isSqlite = (start: Buffer): boolean =>
  start.subarray(0, 15).toString('latin1') === 'SQLite format 3'

type Row = Record<string, SQLOutputValue>

/**
 * The layers of features in a GeoPackage (OGC 12-128r18), whose bytes were unpacked already.
 * Errors: `file_wrong_kind` for another database, `file_truncated` for a damaged one, `projection_wrong`.
 */
export const geopackageLayers = async (file: string, bytes: Buffer): Promise<Layer[]> => {
  // SQLite reads from a disk: the bytes may have come out of an archive.
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-'))
  try {
    const path = join(folder, 'boundaries.gpkg')
    await writeFile(path, bytes, { mode: 0o600 })
    return layersIn(path, file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const layersIn = (path: string, file: string): Layer[] => {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { readOnly: true })
    const tables = tablesIn(database, file)
    return tables.map((table) => layerOf(database as DatabaseSync, table, file))
  } catch (cause) {
    if (cause instanceof MetTraceError) throw cause
    throw new MetTraceError('file_truncated', 'This GeoPackage is damaged or cut off.', { file }, { cause })
  } finally {
    database?.close()
  }
}

type FeatureTable = { table: string; column: string; srs: number }

const tablesIn = (database: DatabaseSync, file: string): FeatureTable[] => {
  const known = database
    .prepare(
      "select count(*) as found from sqlite_master where name in ('gpkg_contents', 'gpkg_geometry_columns')",
    )
    .get()
  if (known?.['found'] !== 2) {
    throw new MetTraceError('file_wrong_kind', 'This is a database, but no GeoPackage.', {
      file,
      found: 'SQLite',
      expected: 'a GeoPackage',
    })
  }
  return database
    .prepare('select table_name, column_name, srs_id from gpkg_geometry_columns order by table_name')
    .all()
    .map((row) => ({
      table: String(row['table_name']),
      column: String(row['column_name']),
      srs: Number(row['srs_id']),
    }))
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

const layerOf = (database: DatabaseSync, { table, column, srs }: FeatureTable, file: string): Layer => {
  const shapes: Layer['shapes'] = []
  for (const row of database.prepare(`select * from ${quoted(table)}`).iterate()) {
    const { [column]: blob, ...properties } = row as Row
    shapes.push({ properties, geometry: blob instanceof Uint8Array ? geometryOf(Buffer.from(blob)) : null })
  }
  return { file: `${file} › ${table}`, shapes, declared: declaredSystem(database, srs, file) }
}

const declaredSystem = (database: DatabaseSync, srs: number, file: string): ReferenceSystem | undefined => {
  if (srs <= 0) return undefined
  const row = database
    .prepare(
      'select organization, organization_coordsys_id as code, definition from gpkg_spatial_ref_sys where srs_id = ?',
    )
    .get(srs)
  if (!row) return undefined
  const code = String(row['organization']).toUpperCase() === 'EPSG' ? `EPSG:${String(row['code'])}` : ''
  return systemOfCode(code) ?? systemOfName(String(row['definition']), file)
}

/** Bytes of a header by the kind of its envelope (OGC 12-128r18, 2.1.3). */
const envelopeBytes = [0, 32, 48, 48, 64]

const geometryOf = (blob: Buffer): Geometry | null => {
  const flags = blob[3] ?? 0
  const isEmpty = (flags & 0b0001_0000) !== 0
  const header = 8 + (envelopeBytes[(flags >> 1) & 0b111] ?? 0)
  return isEmpty ? null : new WellKnown(blob.subarray(header)).geometry()
}

/** Reads areas in well-known binary (OGC 06-103r4, 8.2; ISO and extended codes of heights and measures). */
class WellKnown {
  readonly #bytes: Buffer
  #at = 0
  #isLittle = true
  #ordinates = 2

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  geometry(): Geometry {
    const type = this.#begin()
    if (type === 3) return { type: 'Polygon', coordinates: this.#rings() }
    if (type === 6) return { type: 'MultiPolygon', coordinates: this.#polygons() }
    return { type: 'Point', coordinates: [] }
  }

  #begin(): number {
    this.#isLittle = this.#bytes[this.#at++] === 1
    const code = this.#count()
    const plain = code & 0x0fff_ffff
    const [hasHeight, hasMeasure] = [(code & 0x8000_0000) !== 0, (code & 0x4000_0000) !== 0]
    const thousands = Math.floor((plain & 0xffff) / 1000)
    this.#ordinates = 2 + (thousands === 3 ? 2 : thousands > 0 ? 1 : Number(hasHeight) + Number(hasMeasure))
    return (plain & 0xffff) % 1000
  }

  #count(): number {
    const count = this.#isLittle ? this.#bytes.readUInt32LE(this.#at) : this.#bytes.readUInt32BE(this.#at)
    this.#at += 4
    return count
  }

  #double(): number {
    const value = this.#isLittle ? this.#bytes.readDoubleLE(this.#at) : this.#bytes.readDoubleBE(this.#at)
    this.#at += 8
    return value
  }

  /** Of so many parts; never more than there are bytes for. */
  #list<Part>(part: () => Part): Part[] {
    const parts: Part[] = []
    for (let left = this.#count(); left > 0; left--) parts.push(part())
    return parts
  }

  #position(): Position {
    const [x, y] = [this.#double(), this.#double()]
    this.#at += (this.#ordinates - 2) * 8
    return [x, y]
  }

  #rings(): Position[][] {
    return this.#list(() => this.#list(() => this.#position()))
  }

  #polygons(): Position[][][] {
    return this.#list(() => {
      this.#begin()
      return this.#rings()
    })
  }
}
