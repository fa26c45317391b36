/** Widths and glyphs of a TrueType font program. */
export type TrueType = {
  glyphs: number
  /** Width of a glyph, in thousandths of the font's size. */
  width: (glyph: number) => number
  /** Glyph of a character by its Unicode number, or of a code by the symbolic table; undefined where none is. */
  glyphOf: (platform: 'unicode' | 'symbol' | 'mac', code: number) => number | undefined
}

type Lookup = (code: number) => number | undefined

/** Tables of characters in the formats that embedded fonts have: 0, 4 and 6. */
const lookupAt = (data: DataView, at: number): Lookup | undefined => {
  const format = data.getUint16(at)
  if (format === 0) return (code) => (code < 256 ? data.getUint8(at + 6 + code) : undefined)
  if (format === 6) {
    const [first, count] = [data.getUint16(at + 6), data.getUint16(at + 8)]
    return (code) =>
      code >= first && code < first + count ? data.getUint16(at + 10 + 2 * (code - first)) : undefined
  }
  if (format !== 4) return undefined
  const segments = data.getUint16(at + 6) / 2
  const [ends, starts] = [at + 14, at + 16 + 2 * segments]
  return (code) => {
    for (let segment = 0; segment < segments; segment++) {
      if (code > data.getUint16(ends + 2 * segment)) continue
      const start = data.getUint16(starts + 2 * segment)
      if (code < start) return undefined
      const delta = data.getInt16(starts + 2 * segments + 2 * segment)
      const place = starts + 4 * segments + 2 * segment
      const offset = data.getUint16(place)
      const glyph = offset === 0 ? code : data.getUint16(place + offset + 2 * (code - start))
      return offset !== 0 && glyph === 0 ? 0 : (glyph + delta) & 0xffff
    }
    return undefined
  }
}

/** Reads a TrueType font program; undefined for what is none, or is cut short. */
export const readTrueType = (bytes: Uint8Array): TrueType | undefined => {
  try {
    const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const tables = new Map<string, number>()
    for (let at = 0; at < data.getUint16(4); at++) {
      const record = 12 + 16 * at
      tables.set(
        Buffer.from(bytes.subarray(record, record + 4)).toString('latin1'),
        data.getUint32(record + 8),
      )
    }
    const [head, hhea, hmtx, maxp] = ['head', 'hhea', 'hmtx', 'maxp'].map((name) => tables.get(name))
    if (head === undefined || hhea === undefined || hmtx === undefined || maxp === undefined) return undefined
    const perEm = data.getUint16(head + 18)
    const widths = data.getUint16(hhea + 34)
    const lookups = new Map<string, Lookup>()
    const cmap = tables.get('cmap') ?? 0
    const subtables = cmap === 0 ? 0 : data.getUint16(cmap + 2)
    for (let at = 0; at < subtables; at++) {
      const [platform, encoding] = [data.getUint16(cmap + 4 + 8 * at), data.getUint16(cmap + 6 + 8 * at)]
      const lookup = lookupAt(data, cmap + data.getUint32(cmap + 8 + 8 * at))
      const kind = platform === 1 ? 'mac' : platform === 3 && encoding === 0 ? 'symbol' : 'unicode'
      if (lookup && !lookups.has(kind)) lookups.set(kind, lookup)
    }
    return {
      glyphs: data.getUint16(maxp + 4),
      width: (glyph) => (data.getUint16(hmtx + 4 * Math.min(glyph, widths - 1)) * 1000) / perEm,
      glyphOf: (platform, code) => lookups.get(platform)?.(code),
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
