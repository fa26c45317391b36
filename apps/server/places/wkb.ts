/**
 * Outlines as Well-Known Binary (OGC 06-103r4, 8.2): a MultiPolygon, little-endian, two dimensions, metres.
 * A polygon is its rings, outer first; a ring is easting, northing, easting, northing …, closed.
 */
export type MultiPolygon = Float64Array[][]

const lineType = 2
const polygonType = 3
const multiPolygonType = 6

export const encodeWkb = (multiPolygon: MultiPolygon): Buffer => {
  const rings = multiPolygon.flat()
  const coordinates = rings.reduce((sum, ring) => sum + ring.length, 0)
  const bytes = Buffer.alloc(9 + multiPolygon.length * 9 + rings.length * 4 + coordinates * 8)
  let at = bytes.writeUInt8(1, 0)
  at = bytes.writeUInt32LE(multiPolygonType, at)
  at = bytes.writeUInt32LE(multiPolygon.length, at)
  for (const polygon of multiPolygon) {
    at = bytes.writeUInt8(1, at)
    at = bytes.writeUInt32LE(polygonType, at)
    at = bytes.writeUInt32LE(polygon.length, at)
    for (const ring of polygon) {
      at = bytes.writeUInt32LE(ring.length / 2, at)
      for (const coordinate of ring) at = bytes.writeDoubleLE(coordinate, at)
    }
  }
  return bytes
}

/** Reads what `encodeWkb` wrote. Errors: RangeError on anything else. */
export const decodeWkb = (bytes: Buffer): MultiPolygon => {
  let at = 0
  const header = (type: number): number => {
    if (bytes.readUInt8(at) !== 1 || bytes.readUInt32LE(at + 1) !== type) throw new RangeError('Not our WKB.')
    at += 9
    return bytes.readUInt32LE(at - 4)
  }
  const polygons = header(multiPolygonType)
  const answer = Array.from({ length: polygons }, () =>
    Array.from({ length: header(polygonType) }, () => {
      const points = bytes.readUInt32LE(at)
      at += 4
      if (points > (bytes.length - at) / 16) throw new RangeError('This WKB is cut off.')
      const ring = new Float64Array(points * 2)
      for (let index = 0; index < ring.length; index++, at += 8) ring[index] = bytes.readDoubleLE(at)
      return ring
    }),
  )
  if (at !== bytes.length) throw new RangeError('This WKB goes on after its end.')
  return answer
}

/** A line as WKB: easting, northing, easting, northing …, metres. */
export const encodeLine = (line: Float64Array): Buffer => {
  const bytes = Buffer.alloc(9 + line.length * 8)
  let at = bytes.writeUInt8(1, 0)
  at = bytes.writeUInt32LE(lineType, at)
  at = bytes.writeUInt32LE(line.length / 2, at)
  for (const coordinate of line) at = bytes.writeDoubleLE(coordinate, at)
  return bytes
}

/** Reads what `encodeLine` wrote. Errors: RangeError on anything else. */
export const decodeLine = (bytes: Buffer): Float64Array => {
  if (bytes.length < 9 || bytes.readUInt8(0) !== 1 || bytes.readUInt32LE(1) !== lineType)
    throw new RangeError('Not our WKB.')
  const points = bytes.readUInt32LE(5)
  if (bytes.length !== 9 + points * 16) throw new RangeError('This WKB is cut off, or goes on after its end.')
  return Float64Array.from({ length: points * 2 }, (_, at) => bytes.readDoubleLE(9 + at * 8))
}
