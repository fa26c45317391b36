import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../../test/shared-data.ts'
import { readBoundaries } from './boundary-files.ts'
import { areaIndex, type IndexedArea } from './point-in-areas.ts'
import { tablesWith } from './tables.ts'

type Point = [x: number, y: number]

const square = (west: number, south: number, side: number): Float64Array => {
  const [east, north] = [west + side, south + side]
  return Float64Array.of(west, south, east, south, east, north, west, north, west, south)
}

/** A closed ring round a centre that each ray from there meets once. */
const starRing = (x: number, y: number, radii: readonly number[]): Float64Array =>
  Float64Array.from(
    [...radii, radii[0] ?? 0].flatMap((radius, at) => {
      const angle = (2 * Math.PI * (at % radii.length)) / radii.length + 0.1
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
    }),
  )

/** The same ring, walked the other way round. */
const turnedRound = (ring: Float64Array): Float64Array =>
  ring.map((_, at) => ring[ring.length - 2 - at + 2 * (at % 2)] ?? NaN)

const star = fc
  .record({
    x: fc.integer({ min: 0, max: 60 }),
    y: fc.integer({ min: 0, max: 60 }),
    radii: fc.array(fc.integer({ min: 4, max: 20 }), { minLength: 3, maxLength: 9 }),
    hasHole: fc.boolean(),
    isTurned: fc.boolean(),
  })
  .map(({ x, y, radii, hasHole, isTurned }) => {
    const outer = isTurned ? turnedRound(starRing(x, y, radii)) : starRing(x, y, radii)
    const halves = radii.map((radius) => radius / 2)
    return hasHole ? [outer, starRing(x, y, halves)] : [outer]
  })

const areas: fc.Arbitrary<IndexedArea[]> = fc
  .array(fc.array(star, { minLength: 1, maxLength: 3 }), { maxLength: 12 })
  .map((all) => all.map((polygons, at) => ({ code: `E${(at * 7) % 12}`, polygons })))
const points = fc.array(fc.tuple(fc.integer({ min: -25, max: 85 }), fc.integer({ min: -25, max: 85 })), {
  maxLength: 30,
})

const edgesOf = (ring: Float64Array): [Point, Point][] =>
  Array.from({ length: ring.length / 2 - 1 }, (_, at) => [
    [ring[at * 2] ?? NaN, ring[at * 2 + 1] ?? NaN],
    [ring[at * 2 + 2] ?? NaN, ring[at * 2 + 3] ?? NaN],
  ])

/** Turns of a ring about a point, by the angles under which its edges are seen: another way than the even–odd rule. */
const turnsAbout = (ring: Float64Array, [x, y]: Point): number => {
  const seen = edgesOf(ring).map(([[x1, y1], [x2, y2]]) => {
    const [ax, ay, bx, by] = [x1 - x, y1 - y, x2 - x, y2 - y]
    return Math.atan2(ax * by - ay * bx, ax * bx + ay * by)
  })
  return Math.round(seen.reduce((sum, angle) => sum + angle, 0) / (2 * Math.PI))
}

const isNearEdge = (ring: Float64Array, [x, y]: Point): boolean =>
  edgesOf(ring).some(([[x1, y1], [x2, y2]]) => {
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    const along = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / (length || 1)))
    return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)) < 1e-6
  })

const byHand = (all: readonly IndexedArea[], point: Point): string | undefined =>
  all
    .filter(({ polygons }) =>
      polygons.some(
        ([outer, ...holes]) =>
          outer !== undefined &&
          turnsAbout(outer, point) !== 0 &&
          holes.every((hole) => turnsAbout(hole, point) === 0),
      ),
    )
    .map(({ code }) => code)
    .toSorted((one, other) => (one < other ? -1 : 1))[0]

describe('areaIndex', () => {
  test('finds what asking every area finds', () => {
    fc.assert(
      fc.property(areas, points, (all, asked) => {
        const index = areaIndex(all)
        const rings = all.flatMap(({ polygons }) => polygons.flat())
        for (const point of asked.filter((each) => !rings.some((ring) => isNearEdge(ring, each)))) {
          expect(index.find(...point)).toBe(byHand(all, point))
        }
      }),
    )
  })

  test('does not depend on the order of the areas, on borders either', () => {
    const grid = Array.from({ length: 36 }, (_, at) => ({
      code: `E${(at * 5) % 36}`,
      polygons: [[square((at % 6) * 10, Math.floor(at / 6) * 10, 10)]],
    }))
    const asked = fc.array(fc.tuple(fc.integer({ min: -5, max: 65 }), fc.integer({ min: -5, max: 65 })))
    fc.assert(
      fc.property(fc.shuffledSubarray(grid, { minLength: 36 }), asked, (shuffled, all) => {
        const [one, other] = [areaIndex(grid), areaIndex(shuffled)]
        for (const point of all) expect(other.find(...point)).toBe(one.find(...point))
      }),
    )
  })

  test('of two areas that hold a point, the lower code, by code units', () => {
    const same = [[square(0, 0, 10)]]
    for (const codes of [
      ['E2', 'E10'],
      ['E10', 'E2'],
      ['a', 'B'],
    ]) {
      expect(areaIndex(codes.map((code) => ({ code, polygons: same }))).find(5, 5)).toBe(codes.toSorted()[0])
    }
  })

  test('a hole is outside, and another area may stand in it', () => {
    const ringRoad = { code: 'E1', polygons: [[square(0, 0, 30), square(10, 10, 10)]] }
    expect(areaIndex([ringRoad]).find(15, 15)).toBeUndefined()
    const index = areaIndex([ringRoad, { code: 'E2', polygons: [[square(10, 10, 10)]] }])
    expect(index.find(15, 15)).toBe('E2')
    expect(index.find(5, 15)).toBe('E1')
  })

  test('nothing is in no area, and no place is nowhere', () => {
    expect(areaIndex([]).find(0, 0)).toBeUndefined()
    const index = areaIndex([{ code: 'E1', polygons: [[square(0, 0, 10)]] }])
    expect(index.find(NaN, 5)).toBeUndefined()
    expect(index.find(Infinity, 5)).toBeUndefined()
  })
})

describe('the published boundaries', () => {
  const boundaries = sharedData('boundaries', 'LSOA_2011_London_gen_MHW_shapefile.zip')
  const postcodes = sharedData('postcodes', 'codepoint_open_2014-08_london_with_lsoa11.csv.gz')

  // The areas in this table were themselves derived from outlines, so this holds the index, not the outlines.
  test.skipIf(!boundaries || !postcodes)('postcodes lie in the area named beside them', async () => {
    const { features } = await readBoundaries(boundaries!, { kind: 'lsoa' })
    const index = areaIndex(features)
    const counts = { rows: 0, unnamed: 0, same: 0 }
    for await (const { columns, rows: read } of tablesWith(postcodes!, ['EA', 'NO', 'LSOA11CD_derived'])) {
      const [eastingAt = 0, northingAt = 0, codeAt = 0] = columns
      for await (const { rows } of read()) {
        for (const row of rows) {
          counts.rows++
          const named = row[codeAt] ?? ''
          if (named === '') counts.unnamed++
          else if (index.find(Number(row[eastingAt]), Number(row[northingAt])) === named) counts.same++
        }
      }
    }
    expect(counts).toEqual({ rows: 181_563, unnamed: 34, same: 181_529 })
  })
})
