import { describe, expect, test } from 'vitest'
import { cutBy } from './barriers.ts'
import { pavements, type Pavements, type Spot } from './pavements.ts'
import { streetGraph, type WalkedPieces } from './street-graph.ts'

type Piece = readonly [x: number, y: number, toX: number, toY: number]

const piecesOf = (pieces: readonly Piece[], crossable?: number[]): WalkedPieces => ({
  fromEasting: pieces.map(([x]) => x),
  fromNorthing: pieces.map(([, y]) => y),
  toEasting: pieces.map(([, , x]) => x),
  toNorthing: pieces.map(([, , , y]) => y),
  metres: pieces.map(([x, y, toX, toY]) => Math.hypot(toX - x, toY - y)),
  ...(crossable && { crossable }),
})
const never = (): boolean => false
/** Minutes are metres, and a crossing costs 5 of them. */
const walking = { metresPerMinute: 1, crossing: 5 }
const walkOn = (pieces: WalkedPieces, barriers: number[][] = []): Pavements => {
  const graph = streetGraph(pieces, cutBy(barriers))
  return pavements(graph, new Set(graph.links.keys()), walking, barriers)
}
const [left, right] = [0, 1]
const spot = (link: number, side: number, along: number): Spot => ({ link, side, along })

describe('streets between junctions', () => {
  test('go on where pieces merely continue one another, and are there once however often they are given', () => {
    const pieces = piecesOf([
      [0, 0, 50, 0],
      [100, 0, 50, 0],
      [100, 0, 200, 0],
      [100, 0, 100, 80],
      [50, 0, 0, 0],
      [7, 7, 7, 7],
    ])
    const { junctions, links } = streetGraph(pieces, never)
    expect(junctions).toBe(4)
    expect(links.map(({ line, metres }) => [[...line], [...metres]])).toEqual([
      [
        [0, 0, 50, 0, 100, 0],
        [0, 50, 100],
      ],
      [
        [100, 0, 200, 0],
        [0, 100],
      ],
      [
        [100, 0, 100, 80],
        [0, 80],
      ],
    ])
  })

  test('may be a ring that meets nothing, and may be none', () => {
    const ring = piecesOf([
      [0, 0, 50, 0],
      [50, 0, 50, 50],
      [50, 50, 0, 0],
    ])
    const { junctions, links } = streetGraph(ring, never)
    expect([junctions, links.length, links[0]!.line.length]).toEqual([1, 1, 8])
    expect(streetGraph(piecesOf([]), never)).toEqual({ junctions: 0, links: [] })
  })

  test('end where those that may not be crossed begin, and are left out where a barrier cuts them', () => {
    const pieces = piecesOf(
      [
        [0, 0, 50, 0],
        [50, 0, 100, 0],
        [100, 0, 150, 0],
      ],
      [1, 0, 1],
    )
    expect(streetGraph(pieces, never).links.map(({ crossable }) => crossable)).toEqual([true, false, true])
    const cut = streetGraph(pieces, cutBy([[75, -9, 75, 9]]))
    expect(cut.links.map(({ line }) => Array.from(line))).toEqual([
      [0, 0, 50, 0],
      [100, 0, 150, 0],
    ])
  })
})

describe('ways on pavements', () => {
  // A street from west to east of 100 m and on for 100 m more, and one that goes north from where they meet.
  const junction = walkOn(
    piecesOf([
      [0, 0, 100, 0],
      [100, 0, 200, 0],
      [100, 0, 100, 100],
    ]),
  )

  test.each([
    ['along one side', spot(0, left, 10), spot(0, left, 60), 50, 0],
    ['over the street', spot(0, left, 10), spot(0, right, 30), 30, 1],
    ['past the straight side of a junction', spot(0, right, 90), spot(1, right, 30), 40, 0],
    ['over the mouth of a street', spot(0, left, 90), spot(1, left, 30), 52, 1],
    ['round a corner', spot(0, left, 90), spot(2, left, 30), 40, 0],
    ['round the other corner', spot(1, left, 10), spot(2, right, 30), 40, 0],
    ['round the end of a dead one', spot(2, left, 98), spot(2, right, 99), 13, 0],
    ['over a street and round a corner', spot(0, right, 90), spot(2, left, 30), 50, 1],
  ])('lead %s', (_, from, to, metres, crossings) => {
    for (const [a, b] of [
      [from, to],
      [to, from],
    ] as const) {
      const way = junction.way(a, b)
      expect(way.metres).toBeCloseTo(metres, 9)
      expect(way.crossings).toBe(crossings)
      expect(way.minutes).toBeCloseTo(metres + 5 * crossings, 9)
    }
  })

  test('are the same one by one and between all', () => {
    const spots = [0, 1, 2].flatMap((link) =>
      [left, right].flatMap((side) => [3, 50, 97].map((along) => spot(link, side, along))),
    )
    const between = junction.minutesBetween(spots)
    for (const [a, from] of spots.entries()) {
      for (const [b, to] of spots.entries()) {
        expect(between[a * spots.length + b]).toBeCloseTo(junction.way(from, to).minutes, 9)
      }
    }
  })

  test('do not cross a dual carriageway, but go round it where streets lead there', () => {
    const dual = walkOn(
      piecesOf(
        [
          [0, 0, 100, 0],
          [100, 0, 100, 100],
          [100, 100, 0, 100],
          [0, 100, 0, 0],
        ],
        [0, 1, 1, 1],
      ),
    )
    // The dual carriageway runs along the south of a block: its outside is reached over the streets at its ends.
    const way = dual.way(spot(0, left, 50), spot(0, right, 50))
    expect(way.crossings).toBe(1)
    expect(way.metres).toBeGreaterThan(100)
    const alone = walkOn(piecesOf([[0, 0, 100, 0]], [0]))
    expect(alone.way(spot(0, left, 50), spot(0, right, 50)).minutes).toBe(Infinity)
    expect(alone.pieceOf(spot(0, left, 50))).not.toBe(alone.pieceOf(spot(0, right, 50)))
  })

  test('join streets that nothing joins, unless a barrier lies between', () => {
    const apart = piecesOf([
      [0, 0, 100, 0],
      [0, 50, 100, 50],
    ])
    const joined = walkOn(apart).way(spot(0, left, 50), spot(1, right, 50))
    // From pavement to pavement it is 42 m in a straight line.
    expect(joined.metres).toBeCloseTo(100 + 1.3 * 42, 9)
    const cut = walkOn(apart, [[-1000, 25, 1000, 25]])
    expect(cut.way(spot(0, left, 50), spot(1, right, 50)).minutes).toBe(Infinity)
    expect(cut.pieceOf(spot(0, left, 0))).not.toBe(cut.pieceOf(spot(1, left, 0)))
  })
})
