import { pictureLimits, type Read } from './picture.ts'

/** Markers of ITU-T T.81, table B.1, without their first byte. */
const marker = {
  fill: 0xff,
  begin: 0xd8,
  end: 0xd9,
  huffman: 0xc4,
  scan: 0xda,
  quantization: 0xdb,
  restarts: 0xdd,
  exif: 0xe1,
  adobe: 0xee,
  comment: 0xfe,
} as const
/** Baseline, extended and progressive, by Huffman codes: what browsers show. */
const frames = new Set([0xc0, 0xc1, 0xc2])

const notWhole = { fault: 'not whole' } as const
const unusual = { fault: 'unusual' } as const

type Frame = { width: number; height: number }

/** A frame header of 8 bits a sample and one, three or four components. */
const frameOf = (body: Buffer): Frame | undefined => {
  if (body.length < 6) return undefined
  const components = body.readUInt8(5)
  const isUsual =
    body.readUInt8(0) === 8 && [1, 3, 4].includes(components) && body.length === 6 + 3 * components
  return isUsual ? { height: body.readUInt16BE(1), width: body.readUInt16BE(3) } : undefined
}

/** Whether a segment is tables of 64 numbers of one byte or two, and nothing else. */
const isQuantization = (body: Buffer): boolean => {
  let at = 0
  while (at < body.length) {
    const head = body.readUInt8(at)
    if (head >> 4 > 1 || (head & 15) > 3) return false
    at += 1 + 64 * (1 + (head >> 4))
  }
  return at === body.length
}

/** Whether a segment is tables of codes by their lengths, and nothing else. */
const isHuffman = (body: Buffer): boolean => {
  let at = 0
  while (at + 17 <= body.length) {
    const head = body.readUInt8(at)
    if (head >> 4 > 1 || (head & 15) > 3) return false
    const codes = body.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0)
    if (codes > 256) return false
    at += 17 + codes
  }
  return at === body.length
}

const isScan = (body: Buffer): boolean =>
  body.length > 0 &&
  body.readUInt8(0) >= 1 &&
  body.readUInt8(0) <= 4 &&
  body.length === 4 + 2 * body.readUInt8(0)

/** Where coded data end: at the next marker that is no restart. Undefined where there is none. */
const endOfScan = (bytes: Buffer, from: number): number | undefined => {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 2)
  ) {
    const next = bytes.readUInt8(at + 1)
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at
  }
  return undefined
}

/** Which way up a picture is to be shown, 1 to 8 (Exif 2.32, tag 274); undefined where a segment does not say. */
const orientationOf = (body: Buffer): number | undefined => {
  const tiff = body.subarray(6)
  if (body.toString('latin1', 0, 6) !== 'Exif\0\0' || tiff.length < 8) return undefined
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const two = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (first + 2 > tiff.length) return undefined
  const entries = Math.min(two(first), Math.floor((tiff.length - first - 2) / 12))
  for (let entry = 0; entry < entries; entry++) {
    const at = first + 2 + 12 * entry
    const value = two(at + 8)
    if (two(at) === 274) return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An Exif segment of one entry: which way up. */
const exifOf = (orientation: number): Buffer => {
  const entry = Buffer.from('011200030000000100000000', 'hex')
  entry.writeUInt16BE(orientation, 8)
  const table = Buffer.concat([Buffer.of(0, 1), entry, Buffer.alloc(4)])
  return Buffer.concat([Buffer.from('ffe100224578696600004d4d002a00000008', 'hex'), table])
}

const neededIf = (isSound: boolean): 'needed' | 'unusual' => (isSound ? 'needed' : 'unusual')

/** What a segment is to be: needed for the picture, and as long as it must be; left out; or what no usual picture has. */
const judge = (kind: number, body: Buffer): 'needed' | 'left out' | 'unusual' => {
  if (frames.has(kind)) return neededIf(frameOf(body) !== undefined)
  if (kind === marker.scan) return neededIf(isScan(body))
  if (kind === marker.quantization) return neededIf(isQuantization(body))
  if (kind === marker.huffman) return neededIf(isHuffman(body))
  if (kind === marker.restarts) return neededIf(body.length === 2)
  // How its colours are coded: without it some are shown wrong.
  if (kind === marker.adobe && body.length === 12 && body.toString('latin1', 0, 5) === 'Adobe')
    return 'needed'
  return (kind >= 0xe0 && kind <= 0xef) || kind === marker.comment ? 'left out' : 'unusual'
}

/**
 * A JPEG of the segments that its picture is made of (ITU-T T.81), each of the length that it must have. Of what cameras write
 * beside it only which way up it was held is kept, written anew.
 */
export const readJpeg = (bytes: Buffer): Read => {
  const kept: Buffer[] = []
  let frame: Frame | undefined
  let said: number | undefined
  let scans = 0
  let at = 2
  for (let parts = 0; ; parts++) {
    if (parts > pictureLimits.parts) return unusual
    if (at + 2 > bytes.length || bytes.readUInt8(at) !== 0xff) return notWhole
    const kind = bytes.readUInt8(at + 1)
    if (kind === marker.end) break
    if (kind === marker.fill) {
      at++
      continue
    }
    if (at + 4 > bytes.length) return notWhole
    const next = at + 2 + bytes.readUInt16BE(at + 2)
    if (next > bytes.length || next < at + 4) return notWhole
    const body = bytes.subarray(at + 4, next)
    const judged = judge(kind, body)
    if (judged === 'unusual') return unusual
    // XMP has the same marker and follows it: the first that says counts.
    if (kind === marker.exif) said ??= orientationOf(body)
    if (frames.has(kind)) {
      if (frame) return unusual
      frame = frameOf(body)
    }
    const end = kind === marker.scan ? endOfScan(bytes, next) : next
    if (end === undefined) return notWhole
    if (kind === marker.scan) {
      if (!frame) return unusual
      scans++
    }
    if (judged === 'needed') kept.push(bytes.subarray(at, end))
    at = end
  }
  if (!frame || scans === 0) return notWhole
  const { width, height } = frame
  const orientation = said ?? 1
  const isTurned = orientation >= 5
  return {
    kind: 'jpeg',
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    bytes: Buffer.concat([
      Buffer.of(0xff, marker.begin),
      ...(orientation === 1 ? [] : [exifOf(orientation)]),
      ...kept,
      Buffer.of(0xff, marker.end),
    ]),
  }
}
