import { expect, test } from 'vitest'
import type { StreetExtent } from '../../../places/street-extents.ts'
import { boxOfStreets, mapOfStreets } from './map-of-streets.ts'

/** Homes of a street at even steps along a line, counted as the database counts them. */
const along = (place: number, points: readonly (readonly [number, number])[]): StreetExtent => {
  const mean = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [easting, northing] = [mean(([east]) => east), mean(([, north]) => north)]
  return {
    place,
    homes: points.length,
    easting,
    northing,
    across: mean(([east]) => (east - easting) ** 2),
    up: mean(([, north]) => (north - northing) ** 2),
    both: mean(([east, north]) => (east - easting) * (north - northing)),
  }
}
const steps = (east: number, north: number): [number, number][] =>
  Array.from({ length: 101 }, (_, at) => [1000 + (east * at) / 100, 2000 + (north * at) / 100])

test('a street is drawn along its homes, whichever way it runs, and as long as they reach', () => {
  for (const [east, north] of [
    [200, 0],
    [0, 200],
    [150, 150],
    [150, -150],
    [200, 80],
    [-60, 190],
  ] as const) {
    const map = mapOfStreets([along(1, steps(east, north))], [0.5], [], 0.85)!
    const [{ x1, y1, x2, y2 }] = map.streets as [(typeof map.streets)[0]]
    const metre = map.width / (Math.abs(east) * Math.sqrt(1 + 2 / 100) + 80)
    expect(Math.hypot(x2 - x1, y2 - y1) / metre / Math.hypot(east, north)).toBeCloseTo(1, 1)
    // North is up, and the line has no sense of its own.
    const turned = ((x2 - x1) * north - (y1 - y2) * east) / metre / Math.hypot(east, north)
    expect(Math.abs(turned)).toBeLessThan(1)
  }
})

test('each has the class and number of its row, and the legend only what is drawn', () => {
  const rows = [along(1, steps(200, 0)), along(3, steps(0, 100)), along(4, [[1050, 2050]])]
  const map = mapOfStreets(rows, [0.85, 0.9, null, 0.1], [], 0.85)!
  expect(map.streets.map(({ shade, label }) => [shade, label.text])).toEqual([
    ['reached', '1: 85%'],
    ['none', '3'],
    ['low', '4: 10%'],
  ])
  expect(map.legend.map(({ name }) => name)).toEqual(['reached', 'low', 'none'])
  // Flats behind one door are a point.
  const { x1, x2, y1, y2 } = map.streets[2]!
  expect([x2 - x1, y2 - y1]).toEqual([0, 0])
})

test('where no home is seen there is no map', () => {
  expect(mapOfStreets([], [0.5], [], 0.85)).toBeUndefined()
  expect(boxOfStreets([])).toBeUndefined()
})
