import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeWkb, encodeWkb, type MultiPolygon } from './wkb.ts'

const ring = fc
  .array(fc.tuple(fc.double(), fc.double()), { maxLength: 8 })
  .map((points) => Float64Array.from(points.flat()))
const outline: fc.Arbitrary<MultiPolygon> = fc.array(fc.array(ring, { maxLength: 3 }), { maxLength: 4 })

test('an outline comes back as it was', () => {
  fc.assert(
    fc.property(outline, (given) => {
      expect(decodeWkb(encodeWkb(given))).toEqual(given)
    }),
  )
})

test('is the binary form of MULTIPOLYGON(((1 2,3 2,3 4,1 2)))', () => {
  const bytes = encodeWkb([[Float64Array.of(1, 2, 3, 2, 3, 4, 1, 2)]])
  const one = '000000000000f03f'
  const two = '0000000000000040'
  const three = '0000000000000840'
  const four = '0000000000001040'
  expect(bytes.toString('hex')).toBe(
    ['01', '06000000', '01000000', '01', '03000000', '01000000', '04000000'].join('') +
      [one, two, three, two, three, four, one, two].join(''),
  )
})

test('is refused when it is cut off anywhere, goes on, or is of another kind', () => {
  const bytes = encodeWkb([[Float64Array.of(1, 2, 3, 2, 3, 4, 1, 2)], []])
  for (let length = 0; length < bytes.length; length++) {
    expect(() => decodeWkb(bytes.subarray(0, length))).toThrow(RangeError)
  }
  expect(() => decodeWkb(Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow(RangeError)
  for (const at of [0, 1, 9, 10]) {
    const other = Buffer.from(bytes)
    other.writeUInt8(7, at)
    expect(() => decodeWkb(other)).toThrow('Not our WKB.')
  }
  const endless = Buffer.from(bytes)
  endless.writeUInt32LE(0xffff_ffff, 18)
  expect(() => decodeWkb(endless)).toThrow(RangeError)
})
