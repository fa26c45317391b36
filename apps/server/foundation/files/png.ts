import { crc32 } from 'node:zlib'
import { pictureLimits, type Read } from './picture.ts'

const signatureLength = 8

/** Bits a sample for each kind of colour (PNG, third edition, 11.2.1). */
const depths = new Map([
  [0, [1, 2, 4, 8, 16]],
  [2, [8, 16]],
  [3, [1, 2, 4, 8]],
  [4, [8, 16]],
  [6, [8, 16]],
])

/** Chunks that are kept, with the length that they must have, where it is always the same. */
const needed = new Map<string, number | undefined>([
  ['IHDR', 13],
  ['PLTE', undefined],
  ['tRNS', undefined],
  ['gAMA', 4],
  ['sRGB', 1],
  ['cHRM', 32],
  ['IDAT', undefined],
  ['IEND', 0],
])

const notWhole = { fault: 'not whole' } as const
const unusual = { fault: 'unusual' } as const

const isHeader = (body: Buffer): boolean =>
  (depths.get(body.readUInt8(9))?.includes(body.readUInt8(8)) ?? false) &&
  body.readUInt8(10) === 0 &&
  body.readUInt8(11) === 0 &&
  body.readUInt8(12) <= 1

/** A PNG of the chunks that its picture needs, each with its check sum: texts, times, Exif and frames of films are left out. */
export const readPng = (bytes: Buffer): Read => {
  const kept = [bytes.subarray(0, signatureLength)]
  let size: { width: number; height: number } | undefined
  let data = 0
  let at = signatureLength
  for (let parts = 0; ; parts++) {
    if (parts > pictureLimits.parts) return unusual
    if (at + 12 > bytes.length) return notWhole
    const length = bytes.readUInt32BE(at)
    const next = at + 12 + length
    if (next > bytes.length) return notWhole
    const name = bytes.toString('latin1', at + 4, at + 8)
    const body = bytes.subarray(at + 8, next - 4)
    if (crc32(bytes.subarray(at + 4, next - 4)) !== bytes.readUInt32BE(next - 4)) return notWhole
    const isFirst = at === signatureLength
    if (isFirst !== (name === 'IHDR')) return unusual
    if (needed.has(name)) {
      if ((needed.get(name) ?? length) !== length) return unusual
      if (name === 'IHDR') {
        if (!isHeader(body)) return unusual
        size = { width: body.readUInt32BE(0), height: body.readUInt32BE(4) }
      }
      if (name === 'IDAT') data += length
      kept.push(bytes.subarray(at, next))
      if (name === 'IEND') break
      // A chunk that must be understood says so by its capital (5.4).
    } else if (/^[A-Z]/.test(name)) return unusual
    at = next
  }
  return size && data > 0 ? { kind: 'png', ...size, bytes: Buffer.concat(kept) } : notWhole
}
