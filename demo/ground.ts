import type { City } from './city.ts'
import { outlinesOf } from './outlines.ts'
import type { Point } from './shape.ts'

export type Ground = { kind: 'water' | 'park' | 'wood' | 'rail'; name: string; rings: Point[][] }

const samples = 240

/** The river from edge to edge, wider towards the sea. */
const riverOf = ({ shape }: City): Ground => {
  const west = 620_000 - 1.35 * shape.radius
  const step = (2.7 * shape.radius) / samples
  const bank = (side: 1 | -1): Point[] =>
    Array.from({ length: samples + 1 }, (_, at): Point => {
      const easting = west + at * step
      const half = (shape.riverWidth / 2) * (0.75 + (0.5 * at) / samples)
      return [Math.round(easting), Math.round(shape.river(easting) + side * half)]
    })
  const ring = [...bank(-1), ...bank(1).toReversed()]
  return { kind: 'water', name: 'River Sallow', rings: [[...ring, ring[0]!]] }
}

/** Open spaces: the blocks of one kind that touch. */
const greensOf = ({ blocks }: City): Ground[] => {
  const { delaunay, use } = blocks
  const of = new Int32Array(use.length).fill(-1)
  const kinds: ('park' | 'wood')[] = []
  for (const [start, kind] of use.entries()) {
    if ((kind !== 'park' && kind !== 'wood') || of[start]! >= 0) continue
    const piece = [start]
    of[start] = kinds.length
    for (const block of piece) {
      for (const other of delaunay.neighbors(block)) {
        if (use[other] !== kind || of[other]! >= 0) continue
        of[other] = kinds.length
        piece.push(other)
      }
    }
    kinds.push(kind)
  }
  return outlinesOf(blocks, of, kinds.length).flatMap((outline, at) =>
    outline.map((rings) => ({
      kind: kinds[at]!,
      name: `${kinds[at] === 'park' ? 'Park' : 'Wood'} ${at + 1}`,
      rings,
    })),
  )
}

/** A railway across the city, as a narrow strip. */
const railOf = ({ shape, seed }: City): Ground => {
  const turn = 0.5 + ((seed * 7) % 10) / 10
  const [dx, dy] = [Math.cos(turn), Math.sin(turn)]
  const line = Array.from({ length: 41 }, (_, at): Point => {
    const along = (at / 20 - 1) * 1.2 * shape.radius
    const bend = 0.06 * shape.radius * Math.sin(at / 6)
    return [620_000 + along * dx - bend * dy, 440_000 + along * dy + bend * dx]
  })
  const beside = (side: number): Point[] =>
    line.map(([x, y]): Point => [Math.round(x - side * dy), Math.round(y + side * dx)])
  const ring = [...beside(6), ...beside(-6).toReversed()]
  return { kind: 'rail', name: 'Railway', rings: [[...ring, ring[0]!]] }
}

/** What the ground of the city is, besides streets. */
export const groundOf = (city: City): Ground[] => [...greensOf(city), riverOf(city), railOf(city)]
