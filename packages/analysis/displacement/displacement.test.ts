import fc from 'fast-check'
import { expect, test } from 'vitest'
import { centroidDistances, outlineDistances, type Outline } from './distances.ts'
import { beyond, covered, ringsOf, untold } from './rings.ts'

const square = (west: number, south: number, side: number): Outline => [
  Float64Array.from([
    west,
    south,
    west + side,
    south,
    west + side,
    south + side,
    west,
    south + side,
    west,
    south,
  ]),
]

test('outlines are as far apart as their nearest points, those that touch not at all', () => {
  const outlines = [
    square(0, 0, 100),
    square(100, 0, 100),
    square(400, 0, 100),
    square(500, 400, 100),
    square(5000, 0, 10),
  ]
  const distances = outlineDistances(outlines, [1, 0, 0, 0, 0], 750)
  expect([...distances]).toEqual([0, 0, 300, 500, Infinity])
})

test('a point of one that lies along a side of the other is nearest to the side', () => {
  const triangle: Outline = [Float64Array.from([150, 50, 250, 0, 250, 100, 150, 50])]
  expect(outlineDistances([square(0, 0, 100), triangle], [1, 0], 750)[1]).toBeCloseTo(50, 12)
  expect(outlineDistances([square(0, 0, 100), triangle], [0, 1], 750)[0]).toBeCloseTo(50, 12)
})

test('squares apart in both directions are as far as their corners, at any scale', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (east, north) => {
      const outlines = [square(0, 0, 100), square(100 + east, 100 + north, 50)]
      expect(outlineDistances(outlines, [0, 1], 1000)[0]).toBeCloseTo(Math.hypot(east, north), 9)
    }),
  )
})

test('centroids are as far as the nearest of those marked', () => {
  const distances = centroidDistances([0, 300, 1000], [0, 400, 0], [1, 0, 0])
  expect([...distances]).toEqual([0, 500, 1000])
  expect([...centroidDistances([0, 1], [0, 0], [0, 0])]).toEqual([Infinity, Infinity])
})

test('what lies in no ring has a code of its own, below every ring', () => {
  const codes = [covered, beyond, untold]
  expect(new Set(codes).size).toBe(3)
  expect(Math.max(...codes)).toBeLessThan(0)
})

test('rings hold their outer edge', () => {
  expect([...ringsOf([0, 0, 250, 250.1, 500, 750, 750.1, Infinity], [1, 0, 0, 0, 0, 0, 0, 0])]).toEqual([
    covered,
    0,
    0,
    1,
    1,
    2,
    beyond,
    beyond,
  ])
})

test('where no outline is marked, none is near one', () => {
  expect([...outlineDistances([square(0, 0, 100), square(100, 0, 100)], [0, 0], 750)]).toEqual([
    Infinity,
    Infinity,
  ])
})
