import { pictureLimits, type Read } from './picture.ts'

const notWhole = { fault: 'not whole' } as const
const unusual = { fault: 'unusual' } as const

type Chunk = { name: string; body: Buffer }
type Size = { width: number; height: number }

/** Chunks of a RIFF file; undefined where one reaches beyond its end, or there are too many. */
const chunksOf = (bytes: Buffer): Chunk[] | undefined => {
  const end = 8 + bytes.readUInt32LE(4)
  if (end > bytes.length) return undefined
  const chunks: Chunk[] = []
  for (let at = 12; at < end;) {
    if (at + 8 > end || chunks.length > pictureLimits.parts) return undefined
    const length = bytes.readUInt32LE(at + 4)
    if (at + 8 + length > end) return undefined
    chunks.push({ name: bytes.toString('latin1', at, at + 4), body: bytes.subarray(at + 8, at + 8 + length) })
    at += 8 + length + (length % 2)
  }
  return chunks
}

const written = ({ name, body }: Chunk): Buffer => {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

/** Pixels of a lossy key frame (RFC 6386, 9.1). */
const lossySize = (body: Buffer): Size | undefined =>
  body.length > 10 && (body.readUInt8(0) & 1) === 0 && body.readUIntBE(3, 3) === 0x9d012a
    ? { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff }
    : undefined

/** Pixels of a lossless picture (RFC 9649, 3.4). */
const losslessSize = (body: Buffer): Size | undefined => {
  if (body.length <= 5 || body.readUInt8(0) !== 0x2f) return undefined
  const bits = body.readUInt32LE(1)
  return bits >>> 29 === 0 ? { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 } : undefined
}

const hasAlpha = 0x10
const isFilm = 0x02

/** The header of a picture with transparency beside it: what else it may announce is left out. */
const extended = ({ width, height }: Size): Chunk => {
  const body = Buffer.alloc(10)
  body.writeUInt8(hasAlpha, 0)
  body.writeUIntLE(width - 1, 4, 3)
  body.writeUIntLE(height - 1, 7, 3)
  return { name: 'VP8X', body }
}

/** A WebP (RFC 9649) of its picture and its transparency alone: Exif, XMP, colour profiles and what is unknown are left out. */
export const readWebp = (bytes: Buffer): Read => {
  const chunks = chunksOf(bytes)
  if (!chunks) return notWhole
  const only = (name: string): Chunk | undefined => chunks.find((chunk) => chunk.name === name)
  const [lossy, lossless, alpha, canvas] = [only('VP8 '), only('VP8L'), only('ALPH'), only('VP8X')]
  if (canvas && (canvas.body.length !== 10 || (canvas.body.readUInt8(0) & isFilm) !== 0)) return unusual
  const image = lossy ?? lossless
  if (!image) return notWhole
  const size = lossy ? lossySize(lossy.body) : losslessSize(image.body)
  if (!size) return unusual
  const parts = lossy && alpha ? [extended(size), alpha, lossy] : [image]
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts.map(written)])
  return { kind: 'webp', ...size, bytes: written({ name: 'RIFF', body }) }
}
