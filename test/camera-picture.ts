/** What a camera writes beside a picture and nobody else is to read. */
export const cameraSecret = 'GPSLatitude 51.5074 N'

const two = (value: number): Buffer => Buffer.of(value >> 8, value & 255)
const segment = (kind: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.of(0xff, kind), two(body.length + 2), body])

/** Bytes that look like a JPEG of a camera, of that length, its coded data made up from a number. Nothing that decodes them shows anything. */
export const cameraPicture = (length: number, number = 1): Buffer => {
  const head = Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(0xe1, Buffer.from(`Exif\0\0MM\0*\0\0\0\x08\0\0${cameraSecret}`, 'latin1')),
    segment(0xdb, Buffer.concat([Buffer.of(0), Buffer.alloc(64, 1)])),
    segment(0xc0, Buffer.concat([Buffer.of(8), two(600), two(800), Buffer.from('01011100', 'hex')])),
    segment(0xc4, Buffer.concat([Buffer.of(0), Buffer.from('0001'.padEnd(32, '0'), 'hex'), Buffer.of(0)])),
    segment(0xda, Buffer.from('010100003f00', 'hex')),
  ])
  const coded = Buffer.alloc(length - head.length - 2)
  for (let at = 0; at < coded.length; at++) coded[at] = (at * 7 + number * 31 + (at >> 8)) % 251
  return Buffer.concat([head, coded, Buffer.of(0xff, 0xd9)])
}
