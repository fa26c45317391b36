import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pictureLimits, type Read } from './picture.ts'
import { readPicture } from './read-picture.ts'

const two = (value: number): Buffer => Buffer.of(value >> 8, value & 255)
const segment = (kind: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.of(0xff, kind), two(body.length + 2), body])

/** Where somebody lives, as a camera writes it; and a picture within the picture. */
const secret = 'GPSLatitude 51.5074 N'
const exif = (orientation: number, order: 'MM' | 'II' = 'MM'): Buffer => {
  const head = Buffer.from(
    order === 'MM'
      ? '4d4d002a00000008000101120003000000010000000000000000'
      : '49492a0008000000010012010300010000000000000000000000',
    'hex',
  )
  if (order === 'MM') head.writeUInt16BE(orientation, 18)
  else head.writeUInt16LE(orientation, 18)
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), head, Buffer.from(secret)]))
}

const jpeg = (
  over: { width?: number; height?: number; before?: Buffer; after?: Buffer; scan?: Buffer } = {},
): Buffer =>
  Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    over.before ?? Buffer.alloc(0),
    segment(0xdb, Buffer.concat([Buffer.of(0), Buffer.alloc(64, 1)])),
    segment(
      0xc0,
      Buffer.concat([
        Buffer.of(8),
        two(over.height ?? 6),
        two(over.width ?? 9),
        Buffer.from('01011100', 'hex'),
      ]),
    ),
    segment(0xc4, Buffer.concat([Buffer.of(0), Buffer.from('0001'.padEnd(32, '0'), 'hex'), Buffer.of(0)])),
    segment(0xda, Buffer.from('010100003f00', 'hex')),
    over.scan ?? Buffer.from('12ff0034ffd056', 'hex'),
    Buffer.of(0xff, 0xd9),
    over.after ?? Buffer.alloc(0),
  ])

const chunk = (name: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
const four = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const pngBegins = Buffer.from('89504e470d0a1a0a', 'hex')
const png = (over: { width?: number; height?: number; between?: Buffer } = {}): Buffer =>
  Buffer.concat([
    pngBegins,
    chunk(
      'IHDR',
      Buffer.concat([four(over.width ?? 2), four(over.height ?? 1), Buffer.from('0802000000', 'hex')]),
    ),
    over.between ?? Buffer.alloc(0),
    chunk('IDAT', deflateSync(Buffer.alloc(7))),
    chunk('IEND', Buffer.alloc(0)),
  ])

const piece = ([name, body]: [string, Buffer]): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from(name), length, body, Buffer.alloc(body.length % 2)])
}
const riff = (...chunks: [string, Buffer][]): Buffer =>
  piece(['RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks.map(piece)])])
const lossy = Buffer.from('0000009d012a0a00070055', 'hex')
const canvas = (flags: number): Buffer => Buffer.concat([Buffer.of(flags), Buffer.alloc(9)])

const fault = (read: Read): string => ('fault' in read ? read.fault : 'taken')
const taken = (bytes: Buffer): Exclude<Read, { fault: unknown }> => {
  const read = readPicture(bytes)
  if ('fault' in read) throw new Error(read.fault)
  return read
}

describe('the kind of a picture', () => {
  test.each([
    ['jpeg', jpeg(), 9, 6],
    ['png', png(), 2, 1],
    ['webp', riff(['VP8 ', lossy]), 10, 7],
    ['webp', riff(['VP8L', Buffer.from('2f0440010000', 'hex')]), 5, 6],
  ])('is known by its content: %s', (kind, bytes, width, height) => {
    expect(taken(bytes)).toMatchObject({ kind, width, height })
  })

  test.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'no picture'],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'no picture'],
    ['a PDF', Buffer.from('%PDF-1.7\n%%EOF'), 'no picture'],
    ['a film', riff(['VP8X', canvas(2)], ['ANIM', Buffer.alloc(6)], ['VP8 ', lossy]), 'unusual'],
    [
      'arithmetic coding',
      Buffer.concat([jpeg().subarray(0, 2), segment(0xc9, Buffer.alloc(9)), jpeg().subarray(2)]),
      'unusual',
    ],
    [
      'two frames',
      jpeg({ before: segment(0xc0, Buffer.from('08000600090101110000'.slice(0, 18), 'hex')) }),
      'unusual',
    ],
    ['a table with more behind it', jpeg({ before: segment(0xdb, Buffer.alloc(66)) }), 'unusual'],
    ['a chunk that must be understood', png({ between: chunk('EVIL', Buffer.from(secret)) }), 'unusual'],
    [
      'a JPEG of a million parts',
      jpeg({ before: Buffer.alloc(6_000_000, segment(0xdd, two(0))) }),
      'unusual',
    ],
    [
      'a PNG of half a million parts',
      png({ between: Buffer.alloc(6_000_000, chunk('IDAT', Buffer.alloc(0))) }),
      'unusual',
    ],
    [
      'a WebP of 20,000 parts',
      riff(...Array.from({ length: 20_000 }, (): [string, Buffer] => ['JUNK', Buffer.alloc(0)]), [
        'VP8 ',
        lossy,
      ]),
      'not whole',
    ],
    ['more than eight megabytes', Buffer.alloc(pictureLimits.bytes + 1), 'too many bytes'],
  ])('%s is not taken', (_what, bytes, why) => {
    expect(fault(readPicture(bytes))).toBe(why)
  })
})

test.each([
  ['JPEG', jpeg({ width: 65_000, height: 65_000 })],
  ['JPEG', jpeg({ width: 12_000, height: 5_000 })],
  ['PNG', png({ width: 2 ** 31 - 1, height: 1 })],
])('a %s that would take a browser’s memory is refused by what it says of itself', (_kind, bytes) => {
  expect(fault(readPicture(bytes))).toBe('too many pixels')
})

test.each([
  ['JPEG', jpeg()],
  ['PNG', png()],
  ['WebP', riff(['VP8 ', lossy])],
])('a %s that was cut off anywhere is refused', (_kind, bytes) => {
  for (let length = 0; length < bytes.length; length++)
    expect(fault(readPicture(bytes.subarray(0, length))), String(length)).not.toBe('taken')
})

describe('what is kept of a picture', () => {
  const comment = segment(0xfe, Buffer.from(secret))
  test.each([
    ['a JPEG with Exif', jpeg({ before: exif(1) })],
    ['a JPEG with a comment', jpeg({ before: comment })],
    [
      'a JPEG with XMP',
      jpeg({ before: segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${secret}`)) }),
    ],
    ['a JPEG with something behind its end', jpeg({ after: Buffer.from(`PK\x03\x04${secret}`) })],
    ['a PNG with a text', png({ between: chunk('tEXt', Buffer.from(`Comment\0${secret}`)) })],
    ['a PNG with Exif', png({ between: chunk('eXIf', Buffer.from(secret)) })],
    ['a PNG with something behind its end', Buffer.concat([png(), Buffer.from(secret)])],
    ['a WebP with Exif', riff(['VP8X', canvas(8)], ['VP8 ', lossy], ['EXIF', Buffer.from(secret)])],
    ['a WebP with something behind its end', Buffer.concat([riff(['VP8 ', lossy]), Buffer.from(secret)])],
  ])('is nothing that was written beside it: %s', (_what, bytes) => {
    expect(bytes.includes(secret)).toBe(true)
    const { bytes: kept } = taken(bytes)
    expect(kept.includes(secret)).toBe(false)
    // Taken once more it stays as it is.
    expect(taken(kept).bytes.equals(kept)).toBe(true)
  })

  test('is which way up it was held, and its sides as they are shown', () => {
    for (const order of ['MM', 'II'] as const)
      for (let orientation = 1; orientation <= 8; orientation++) {
        const { bytes, width } = taken(jpeg({ before: exif(orientation, order) }))
        expect(bytes.includes('Exif')).toBe(orientation !== 1)
        if (orientation !== 1) expect(bytes.readUInt16BE(30)).toBe(orientation)
        expect(width).toBe(orientation >= 5 ? 6 : 9)
      }
  })

  test('is which way up it was held, whatever else stands in a segment of the same kind behind it', () => {
    const xmp = segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${secret}`))
    const { bytes, width } = taken(jpeg({ before: Buffer.concat([xmp, exif(6), xmp]) }))
    expect([bytes.readUInt16BE(30), width]).toEqual([6, 6])
    expect(bytes.includes(secret)).toBe(false)
  })

  test('is its transparency, announced anew', () => {
    const { bytes } = taken(riff(['VP8X', canvas(0x3c)], ['ALPH', Buffer.from('0102')], ['VP8 ', lossy]))
    expect(bytes.toString('latin1', 12, 16)).toBe('VP8X')
    expect(bytes.readUInt8(20)).toBe(0x10)
    expect([bytes.readUIntLE(24, 3), bytes.readUIntLE(27, 3)]).toEqual([9, 6])
  })
})

test('no byte of a picture, whatever it becomes, makes the reader fail', () => {
  const begun = [
    jpeg({ before: exif(6) }),
    png(),
    riff(['VP8X', canvas(0x10)], ['ALPH', lossy], ['VP8 ', lossy]),
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...begun),
      fc.array(fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 255 })), { maxLength: 6 }),
      fc.nat({ max: 250 }),
      (bytes, changes, length) => {
        const changed = Buffer.from(bytes)
        for (const [at, value] of changes) if (at < changed.length) changed.writeUInt8(value, at)
        expect(() => readPicture(changed.subarray(0, length))).not.toThrow()
      },
    ),
    { numRuns: 2000 },
  )
})
