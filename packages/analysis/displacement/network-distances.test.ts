import fc from 'fast-check'
import { expect, test } from 'vitest'
import { networkDistances } from './network-distances.ts'
import { ringsOf, untold } from './rings.ts'
import { streetNetwork, type StreetPieces } from './street-network.ts'

type Piece = [x1: number, y1: number, x2: number, y2: number, metres?: number]

const pieces = (list: readonly Piece[]): StreetPieces => ({
  fromEasting: list.map(([x]) => x),
  fromNorthing: list.map(([, y]) => y),
  toEasting: list.map(([, , x]) => x),
  toNorthing: list.map(([, , , y]) => y),
  metres: list.map(([x1, y1, x2, y2, metres]) => metres ?? Math.hypot(x2 - x1, y2 - y1)),
})

const distances = (
  list: readonly Piece[],
  points: readonly [number, number][],
  marked: readonly number[],
  reach = 750,
): number[] => [
  ...networkDistances(
    streetNetwork(pieces(list)),
    points.map(([x]) => x),
    points.map(([, y]) => y),
    marked,
    reach,
  ),
]

test('the way goes round the corner, with the steps to the street at both ends', () => {
  const corner: Piece[] = [
    [0, 0, 300, 0],
    [300, 0, 300, 400],
  ]
  expect(
    distances(
      corner,
      [
        [100, 10],
        [320, 200],
        [300, 400],
      ],
      [1, 0, 0],
    ),
  ).toEqual([0, 430, 610])
})

test('two places on one street need not go to its end', () => {
  expect(
    distances(
      [[0, 0, 1000, 0]],
      [
        [400, 5],
        [600, 7],
      ],
      [1, 0],
    ),
  ).toEqual([0, 212])
})

test('a street that is longer than the line between its ends is walked in its length', () => {
  expect(
    distances(
      [[0, 0, 100, 0, 500]],
      [
        [0, 0],
        [100, 0],
      ],
      [1, 0],
    ),
  ).toEqual([0, 500])
})

test('of two ways the shorter, however the streets are given', () => {
  const ways: Piece[] = [
    [100, 0, 0, 0, 400],
    [0, 0, 100, 0, 150],
  ]
  expect(
    distances(
      ways,
      [
        [0, 0],
        [100, 0],
      ],
      [1, 0],
    ),
  ).toEqual([0, 150])
})

test('across a river without a bridge is beyond, and so is what lies farther than the reach', () => {
  const banks: Piece[] = [
    [0, 0, 1000, 0],
    [0, 300, 1000, 300],
  ]
  expect(
    distances(
      banks,
      [
        [0, 0],
        [0, 300],
        [1000, 0],
      ],
      [1, 0, 0],
    ),
  ).toEqual([0, Infinity, Infinity])
})

test('off the network, near cannot be told and far is beyond', () => {
  const street: Piece[] = [[0, 0, 200, 0]]
  const found = distances(
    street,
    [
      [0, 0],
      [600, 0],
      [1000, 0],
    ],
    [1, 0, 0],
  )
  expect(found).toEqual([0, NaN, Infinity])
  expect([...ringsOf(found, [1, 0, 0])][1]).toBe(untold)
})

test('a covered place off the network makes those untold to which it may be the nearest', () => {
  const street: Piece[] = [[0, 0, 700, 0]]
  const found = distances(
    street,
    [
      [0, 0],
      [1000, 0],
      [100, 0],
      [650, 0],
      [550, 0],
    ],
    [1, 1, 0, 0, 0],
  )
  // 650 m from the one by street; the other is 350 m away, by a way that is not known.
  expect(found).toEqual([0, 0, 100, NaN, NaN])
})

test('a network needs streets of some length', () => {
  expect(() => streetNetwork(pieces([]))).toThrow('a network needs a street')
  expect(() => streetNetwork(pieces([[0, 0, 1, 1, NaN]]))).toThrow('piece 0 is NaN metres long')
})

/** All ways between corners (Floyd 1962, Warshall 1962). */
const allWays = (count: number, links: readonly [number, number, number][]): number[][] => {
  const ways = Array.from({ length: count }, (_, from) =>
    Array.from({ length: count }, (_other, to) => (from === to ? 0 : Infinity)),
  )
  for (const [from, to, metres] of links) {
    ways[from]![to] = Math.min(ways[from]![to]!, metres)
    ways[to]![from] = Math.min(ways[to]![from]!, metres)
  }
  for (let by = 0; by < count; by++)
    for (let from = 0; from < count; from++)
      for (let to = 0; to < count; to++)
        ways[from]![to] = Math.min(ways[from]![to]!, ways[from]![by]! + ways[by]![to]!)
  return ways
}

test('agrees with all ways between all corners', () => {
  const count = 16
  const corner = fc.integer({ min: 0, max: count - 1 })
  const link = fc
    .tuple(corner, corner, fc.integer({ min: 600, max: 3000 }))
    .filter(([from, to]) => from !== to)
  const links = fc.array(link, { minLength: 1, maxLength: 30 })
  // On a circle no street touches a corner that is not its end.
  const place = (at: number): [number, number] => [
    Math.round(300 * Math.cos((2 * Math.PI * at) / count)),
    Math.round(300 * Math.sin((2 * Math.PI * at) / count)),
  ]
  fc.assert(
    fc.property(links, fc.uniqueArray(corner, { minLength: 1, maxLength: 3 }), (given, marked) => {
      const used = [...new Set(given.flatMap(([from, to]) => [from, to]))]
      const own = marked.filter((at) => used.includes(at))
      fc.pre(own.length > 0)
      const list = given.map(([from, to, metres]): Piece => [...place(from), ...place(to), metres])
      const isOwn = used.map((at) => (own.includes(at) ? 1 : 0))
      const found = distances(list, used.map(place), isOwn, 4000)
      const ways = allWays(count, given)
      for (const [row, at] of used.entries()) {
        const least = Math.min(...own.map((source) => ways[source]![at]!))
        if (least > 4000) expect(found[row]).toBe(Infinity)
        else expect(found[row]).toBeCloseTo(least, 6)
      }
    }),
  )
})
