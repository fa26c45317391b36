import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** Every file of a zip bears this time, by whatever clock: the same files make the same bytes. */
const noTime = new Date(1980, 0, 1)

/** Files as a zip, in the order of their paths, stored as they are: most of them are compressed already. */
export const zipStream = (files: ReadonlyMap<string, Uint8Array>): Readable => {
  const zip = new ZipFile()
  for (const [path, bytes] of [...files].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    zip.addBuffer(Buffer.from(bytes), path, {
      mtime: noTime,
      mode: 0o100644,
      compress: false,
      forceDosTimestamp: true,
    })
  zip.end()
  return zip.outputStream as Readable
}
