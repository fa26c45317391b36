import { readJpeg } from './jpeg.ts'
import { pictureLimits, type Read } from './picture.ts'
import { readPng } from './png.ts'
import { readWebp } from './webp.ts'

/** The reader of each kind by how its bytes begin, whatever the file is called and whatever its sender says of it. */
const readerOf = (bytes: Buffer): ((bytes: Buffer) => Read) | undefined => {
  const begins = bytes.toString('latin1', 0, 12)
  if (begins.startsWith('\xff\xd8\xff')) return readJpeg
  if (begins.startsWith('\x89PNG\r\n\x1a\n')) return readPng
  return begins.startsWith('RIFF') && begins.endsWith('WEBP') ? readWebp : undefined
}

/**
 * A picture out of bytes that somebody sent. It is taken apart and only what is needed to show it is put together again: what was
 * written into it of place, time and camera, small pictures within it and whatever follows its end are not.
 */
export const readPicture = (bytes: Buffer): Read => {
  if (bytes.length === 0) return { fault: 'empty' }
  if (bytes.length > pictureLimits.bytes) return { fault: 'too many bytes' }
  const read = readerOf(bytes)?.(bytes) ?? { fault: 'no picture' }
  if ('fault' in read) return read
  const { width, height } = read
  if (width === 0 || height === 0) return { fault: 'not whole' }
  const { side, pixels } = pictureLimits
  return width > side || height > side || width * height > pixels ? { fault: 'too many pixels' } : read
}
