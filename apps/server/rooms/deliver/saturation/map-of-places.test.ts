import { expect, test } from 'vitest'
import { encodeWkb } from '../../../places/wkb.ts'
import { mapOfPlaces } from './map-of-places.ts'

const square = (west: number, side: number) => ({
  code: 'A',
  name: null,
  easting: west + side / 2,
  northing: side / 2,
  boundary: encodeWkb([[Float64Array.of(west, 0, west + side, 0, west + side, side, west, side, west, 0)]]),
})

test('areas are drawn to scale, each with its class, its number and its share in whole per cent, never rounded up', () => {
  const map = mapOfPlaces(
    [
      { number: 1, share: 0.8499, outline: square(0, 1000) },
      { number: 2, share: 0.85, outline: square(1000, 1000) },
      { number: 3, share: null, outline: square(2000, 1000) },
      { number: 4, share: 0.1, outline: square(3000, 20) },
    ],
    0.85,
  )!
  expect(map.areas.map(({ shade, label }) => [shade, label?.text])).toEqual([
    ['near', '1: 84%'],
    ['reached', '2: 85%'],
    ['none', '3'],
    ['low', undefined],
  ])
  expect(map.legend.map(({ words }) => words)).toEqual([
    '85% or more',
    '70% to 85%',
    'below 40%',
    'no homes counted',
  ])
  // 3,020 m over 588 units: a kilometre is 194.7.
  expect(map.areas[0]!.path).toBe('M6.0 200.7L200.7 200.7L200.7 6.0L6.0 6.0L6.0 200.7Z')
  expect(map.height).toBe(207)
})

test('no outlines, no map; a low target has fewer classes', () => {
  expect(mapOfPlaces([], 0.85)).toBeUndefined()
  expect(mapOfPlaces([{ number: 1, share: 0.1, outline: square(0, 10) }], 0.3)!.legend).toEqual([
    { name: 'low', words: 'below 30%' },
  ])
})
