import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../test/shared-data.ts'
import { readBoundaries } from './formats/boundary-files.ts'
import { sharedBorders } from './shared-borders.ts'
import type { MultiPolygon } from './wkb.ts'

/** A rectangle from its south-west to its north-east corner, metres. */
const box = (x1: number, y1: number, x2: number, y2: number): MultiPolygon => [
  [Float64Array.of(x1, y1, x2, y1, x2, y2, x1, y2, x1, y1)],
]
const sorted = (pairs: readonly (readonly [number, number])[]): string[] =>
  pairs.map(([one, other]) => `${one}-${other}`).toSorted()

describe('areas', () => {
  test.each<[string, MultiPolygon[], string[]]>([
    ['with a common edge', [box(0, 0, 100, 100), box(100, 0, 200, 100)], ['0-1']],
    ['that meet along a part of an edge', [box(0, 0, 100, 100), box(100, 60, 200, 160)], ['0-1']],
    ['drawn a metre apart', [box(0, 0, 100, 100), box(101, 0, 200, 100)], ['0-1']],
    ['that overlap by a metre', [box(0, 0, 101, 100), box(100, 0, 200, 100)], ['0-1']],
    ['that meet at a corner', [box(0, 0, 100, 100), box(100, 100, 200, 200)], []],
    ['that nearly meet at a corner', [box(0, 0, 100, 100), box(101, 101, 200, 200)], []],
    ['with a river between', [box(0, 0, 100, 100), box(110, 0, 200, 100)], []],
    [
      'of which one lies in a hole of the other',
      [[[...box(0, 0, 100, 100)[0]!, ...box(40, 40, 60, 60)[0]!]], box(40, 40, 60, 60)],
      ['0-1'],
    ],
    ['of several parts', [[...box(0, 0, 10, 10), ...box(500, 0, 600, 100)], box(600, 0, 700, 100)], ['0-1']],
  ])('%s', (_, outlines, pairs) => {
    expect(sorted(sharedBorders(outlines))).toEqual(pairs)
  })

  test('without any outline, or alone, have no neighbours', () => {
    expect(sharedBorders([])).toEqual([])
    expect(sharedBorders([box(0, 0, 1, 1)])).toEqual([])
  })

  test('of a grid whose corners were moved have those to the four sides, and no others', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 98, maxLength: 98 }),
        (columns, rows, moved) => {
          const corner = (column: number, row: number): [number, number] => {
            const at = (row * 7 + column) * 2
            return [column * 100 + moved[at]!, row * 100 + moved[at + 1]!]
          }
          const cell = (column: number, row: number): MultiPolygon => {
            const points = [
              corner(column, row),
              corner(column + 1, row),
              corner(column + 1, row + 1),
              corner(column, row + 1),
            ]
            return [[Float64Array.from([...points, points[0]!].flat())]]
          }
          const cells = Array.from({ length: rows * columns }, (_, at) =>
            cell(at % columns, Math.floor(at / columns)),
          )
          const expected = cells.flatMap((_, at) => [
            ...((at + 1) % columns === 0 ? [] : [[at, at + 1] as const]),
            ...(at + columns < cells.length ? [[at, at + columns] as const] : []),
          ])
          expect(sorted(sharedBorders(cells))).toEqual(sorted(expected))
        },
      ),
    )
  })
})

describe('London', () => {
  const file = sharedData('boundaries', 'LSOA_2011_London_gen_MHW_shapefile.zip')
  test.skipIf(!file)('has about six neighbours to an area, each on its own side of the Thames', async () => {
    const { features } = await readBoundaries(file ?? '', { kind: 'lsoa' })
    const pairs = sharedBorders(features.map(({ polygons }) => polygons))
    expect((2 * pairs.length) / features.length).toBeCloseTo(5.76, 1)
    expect(new Set(pairs.flat()).size).toBe(features.length)
    const between = (one: string, other: string): boolean =>
      pairs.some(([a, b]) => {
        const names = [features[a]?.name ?? '', features[b]?.name ?? '']
        return names.some((name) => name.startsWith(one)) && names.some((name) => name.startsWith(other))
      })
    expect(between('Lambeth', 'Southwark')).toBe(true)
    expect(between('Tower Hamlets', 'Southwark')).toBe(false)
    expect(between('Newham', 'Greenwich')).toBe(false)
  })
})
