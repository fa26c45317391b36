import { inflateSync } from 'fflate'
import { isPath } from '../contents/contents.ts'

/** Bytes of the fixed parts of a zip (APPNOTE 6.3.10: 4.3.7, 4.3.12, 4.3.16), and how each begins. */
const local = { length: 30, begins: 0x04034b50 }
const entry = { length: 46, begins: 0x02014b50 }
const end = { length: 22, begins: 0x06054b50 }

const damaged = (): RangeError => new RangeError('The zip is damaged, or it is no zip.')

/** Bytes that are asked for. Errors: RangeError where there are not so many. */
const slice = (bytes: Uint8Array, from: number, length: number): Uint8Array => {
  if (from + length > bytes.length) throw damaged()
  return bytes.subarray(from, from + length)
}

const numbersOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
const nameOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

/** What lies at a place that the directory names. */
const fileAt = (bytes: Uint8Array, directory: DataView, name: string): Uint8Array => {
  const [method, packedLength, length] = [
    directory.getUint16(10, true),
    directory.getUint32(20, true),
    directory.getUint32(24, true),
  ]
  const at = directory.getUint32(42, true)
  const head = numbersOf(slice(bytes, at, local.length))
  const nameLength = head.getUint16(26, true)
  if (head.getUint32(0, true) !== local.begins) throw damaged()
  if (nameOf(slice(bytes, at + local.length, nameLength)) !== name) throw damaged()
  const packed = slice(bytes, at + local.length + nameLength + head.getUint16(28, true), packedLength)
  if (method !== 0 && method !== 8) throw damaged()
  const file = method === 0 ? packed.slice() : inflateSync(packed)
  if (file.length !== length) throw damaged()
  return file
}

const read = (bytes: Uint8Array): Map<string, Uint8Array> => {
  const files = new Map<string, Uint8Array>()
  const endAt = bytes.length - end.length
  if (endAt < 0) throw damaged()
  // No comment is allowed behind it, so that no other end can be found.
  const last = numbersOf(slice(bytes, endAt, end.length))
  const count = last.getUint16(10, true)
  if (
    last.getUint32(0, true) !== end.begins ||
    last.getUint16(8, true) !== count ||
    last.getUint16(20, true) !== 0
  )
    throw damaged()
  let at = last.getUint32(16, true)
  for (let each = 0; each < count; each++) {
    const directory = numbersOf(slice(bytes, at, entry.length))
    if (directory.getUint32(0, true) !== entry.begins) throw damaged()
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => directory.getUint16(place, true)) as [
      number,
      number,
      number,
    ]
    const name = nameOf(slice(bytes, at + entry.length, nameLength))
    if (!isPath(name)) throw new RangeError(`The zip has a file called ${name}, which no bundle has.`)
    if (files.has(name)) throw new RangeError(`The zip has two files called ${name}.`)
    files.set(name, fileAt(bytes, directory, name))
    at += entry.length + nameLength + extra + comment
  }
  if (at !== endAt) throw damaged()
  return files
}

/**
 * Files of a zip, each as its directory names it. What two programs could read as two things is refused: a name twice or one that
 * no bundle has, a directory that does not end where the zip's end begins, a comment. Errors: RangeError for that, and where it is
 * no zip or is damaged.
 */
export const filesOfZip = (bytes: Uint8Array): Map<string, Uint8Array> => {
  try {
    return read(bytes)
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw damaged()
  }
}
