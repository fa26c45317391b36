import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'

/** A zip of these files, in their order. `stored` leaves them uncompressed. */
export const zipOf = (
  files: Record<string, string | Buffer>,
  options: { stored?: boolean } = {},
): Promise<Buffer> => {
  const zip = new yazl.ZipFile()
  for (const [path, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), path, { compress: !options.stored, mtime: new Date(2015, 0, 1) })
  }
  zip.end()
  return buffer(zip.outputStream)
}

const localHeader = 0x04034b50
const centralHeader = 0x02014b50

/** Offsets of the headers of a kind; made-up content does not hold their signatures by chance. */
const headersOf = (zip: Buffer, signature: number): number[] => {
  const wanted = Buffer.alloc(4)
  wanted.writeUInt32LE(signature)
  const found: number[] = []
  for (let at = zip.indexOf(wanted); at !== -1; at = zip.indexOf(wanted, at + 4)) found.push(at)
  return found
}

/** The same zip with the bit set, in both headers of every file, that says it is encrypted (APPNOTE 4.4.4). */
export const markedEncrypted = (zip: Buffer): Buffer => {
  const marked = Buffer.from(zip)
  for (const at of headersOf(zip, localHeader)) marked[at + 6] = (marked[at + 6] ?? 0) | 1
  for (const at of headersOf(zip, centralHeader)) marked[at + 8] = (marked[at + 8] ?? 0) | 1
  return marked
}

/** The same zip with a path of its files changed for one as long: what no packing program would write. */
export const renamedInside = (zip: Buffer, from: string, to: string): Buffer => {
  if (from.length !== to.length) throw new RangeError('The two paths must be of one length.')
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1')
}

/** The same zip with one bit changed, so many bytes before the end of its first file's packed content. */
export const flippedBit = (zip: Buffer, beforeEnd: number): Buffer => {
  const flipped = Buffer.from(zip)
  const [central = 0] = headersOf(zip, centralHeader)
  const packed = zip.readUInt32LE(central + 20)
  const at = 30 + zip.readUInt16LE(26) + zip.readUInt16LE(28) + packed - beforeEnd
  flipped[at] = (flipped[at] ?? 0) ^ 0b0000_0001
  return flipped
}
