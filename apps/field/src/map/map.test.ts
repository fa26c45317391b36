import { metresBetween } from '@mettrace/protocol/words/metres-between'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../test/property-runs.ts'
import { heldPage } from '@mettrace/phone-sync/fetch/held-pages'
import { rowsAtFirst } from '../../../../test/field/station-town.ts'
import { afternoon } from '../../../../test/phone-events.ts'
import { readRound } from '../round/read-round.ts'
import { streetsOf } from '../round/streets.ts'
import { markSize } from './draw-map.ts'
import { cornersOf, groundLines } from './ground-lines.ts'
import { viewAfterKey } from './handle.ts'
import { moved, pinched, planeAround, scales, toGround, toScreen, zoomed, type Point } from './plane.ts'
import { indexOf, spotsOf, type Spot } from './spots.ts'

const pages = new Map(
  Array.from(
    Map.groupBy(rowsAtFirst(afternoon), ({ page }) => page),
    ([page, rows]) => [page, heldPage(rows.map(({ id, data }) => ({ id, version: '1-0', data })))],
  ),
)
const round = readRound(pages)
const plane = planeAround({ latitude: 51.5, longitude: -0.1 })
const { spots, names } = spotsOf(streetsOf(round.doors), plane)

const real = (most: number) => fc.double({ min: -most, max: most, noNaN: true })
const point = fc.record({ x: real(3000), y: real(3000) })
const size = fc.record({
  width: fc.integer({ min: 100, max: 1000 }),
  height: fc.integer({ min: 100, max: 1000 }),
})
const view = fc.record({
  middle: point,
  scale: fc.double({ min: scales.least, max: scales.most, noNaN: true }),
})
const screen = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 600 }) })

const near = (one: Point, other: Point, most: number): void =>
  expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeLessThan(most)

test('the plane is true to a metre over a round, and there and back is the same place', () => {
  fc.assert(
    fc.property(point, point, (one, other) => {
      const [from, to] = [plane.toDegrees(one), plane.toDegrees(other)]
      near(plane.toPoint(from), one, 1e-6)
      const straight = Math.hypot(one.x - other.x, one.y - other.y)
      expect(Math.abs(metresBetween(from, to) - straight)).toBeLessThan(1 + straight / 1000)
    }),
  )
})

test('screen and ground are one view; what is under a finger stays there, whether moved, zoomed or pinched', () => {
  fc.assert(
    fc.property(
      view,
      size,
      screen,
      screen,
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      (seen, of, at, to, factor) => {
        const under = toGround(seen, of, at)
        near(toScreen(seen, of, under), at, 1e-6)
        near(toScreen(moved(seen, { x: to.x - at.x, y: to.y - at.y }), of, under), to, 1e-6)
        near(toScreen(zoomed(seen, of, factor, at), of, under), at, 1e-6)
        const apart = { x: at.x + 50, y: at.y }
        const toOther = { x: to.x + 50 * factor, y: to.y }
        const pinch = pinched(seen, of, [at, apart], [to, toOther])
        if (pinch.scale > scales.least && pinch.scale < scales.most)
          near(toScreen(pinch, of, under), to, 1e-5)
      },
    ),
  )
  expect(
    zoomed({ middle: { x: 0, y: 0 }, scale: 1 }, { width: 9, height: 9 }, 1e9, { x: 0, y: 0 }).scale,
  ).toBe(scales.least)
})

const spotAt = (x: number, y: number): Spot => ({ ...spots[0]!, x, y })

test('what is touched is the nearest home within reach, as a search through all finds it', () => {
  const some = fc.array(
    point.map(({ x, y }) => spotAt(x / 10, y / 10)),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(some, point, fc.integer({ min: 1, max: 400 }), (all, at, metres) => {
      const here = { x: at.x / 10, y: at.y / 10 }
      const away = (spot: Point): number => Math.hypot(spot.x - here.x, spot.y - here.y)
      const found = indexOf(all).nearest(here, metres)
      const least = Math.min(Infinity, ...all.map(away))
      if (least > metres) expect(found).toBeUndefined()
      else expect(away(found!)).toBe(least)
      const box = indexOf(all).within({ x: -metres, y: -metres }, { x: metres, y: metres })
      expect(new Set(box)).toEqual(
        new Set(all.filter(({ x, y }) => Math.abs(x) <= metres && Math.abs(y) <= metres)),
      )
    }),
  )
})

test('every home is in one spot; flats of a block are one, labels stand away from the road', () => {
  expect(spots.flatMap(({ doors }) => doors)).toHaveLength(45)
  expect(
    spots.filter(({ doors }) => doors.length > 1).map(({ label, doors }) => [label, doors.length]),
  ).toEqual([['Halewood Court', 12]])
  const row = spots.filter(({ street }) => street.name === 'Tannery Row')
  const middle = row.reduce((sum, { x }) => sum + x, 0) / row.length
  for (const { x, outward } of row) expect(Math.sign(outward.x)).toBe(Math.sign(x - middle))
  expect(names.map(({ name }) => name)).toEqual(['Tannery Row', 'Weir Lane'])
  expect(Math.abs(Math.sin(names[0]!.angle))).toBeGreaterThan(0.99)
})

test('lines come as they were sent, once where two assignments have the same', () => {
  const [line] = round.ground[0]!.streets
  const corners = cornersOf(line!.line, plane)
  near(corners[0]!, plane.toPoint({ longitude: -0.0999, latitude: 51.4998 }), 0.01)
  near(corners[1]!, plane.toPoint({ longitude: -0.0999, latitude: 51.5011 }), 0.01)
  const twice = groundLines([...round.ground, ...round.ground], plane)
  expect([twice.streets.length, twice.areas.length]).toEqual([3, 1])
})

test('keys move and zoom, other keys do nothing; a home is never too small to be seen', () => {
  const seen = { middle: { x: 0, y: 0 }, scale: 1 }
  const of = { width: 300, height: 400 }
  expect(viewAfterKey(seen, of, 'ArrowRight')!.middle.x).toBeGreaterThan(0)
  expect(viewAfterKey(seen, of, 'ArrowUp')!.middle.y).toBeGreaterThan(0)
  expect(viewAfterKey(seen, of, '+')).toMatchObject({ middle: { x: 0, y: 0 }, scale: 1 / 1.5 })
  expect(viewAfterKey(seen, of, 'Tab')).toBeUndefined()
  expect([markSize(scales.most), markSize(scales.least)]).toEqual([4, 28])
})
