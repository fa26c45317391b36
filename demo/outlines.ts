import type { Blocks } from './blocks.ts'
import type { Point } from './shape.ts'

/** Rings of the polygons of one group, the outer ring of each first; closed, outer anticlockwise. */
export type Outline = Point[][][]

const decimetre = (metres: number): number => Math.round(metres * 10) / 10

/** Corners of the blocks: the middles of the circles through three of their points, to the decimetre. */
export const cornersOf = ({ delaunay }: Blocks): Point[] => {
  const { triangles, points } = delaunay
  const corners: Point[] = []
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [triangles[at]! * 2, triangles[at + 1]! * 2, triangles[at + 2]! * 2]
    const [ax, ay] = [points[a]!, points[a + 1]!]
    const [bx, by] = [points[b]! - ax, points[b + 1]! - ay]
    const [cx, cy] = [points[c]! - ax, points[c + 1]! - ay]
    const [b2, c2, twice] = [bx * bx + by * by, cx * cx + cy * cy, 2 * (bx * cy - by * cx)]
    corners.push([decimetre(ax + (cy * b2 - by * c2) / twice), decimetre(ay + (bx * c2 - cx * b2) / twice)])
  }
  return corners
}

/** Sides of blocks: the blocks on either side, and the corners at its ends, the first block to the left. */
export type Side = { left: number; right: number; from: number; to: number }

export const sidesOf = function* ({ delaunay }: Blocks): Generator<Side> {
  const { triangles, halfedges } = delaunay
  for (let edge = 0; edge < halfedges.length; edge++) {
    const twin = halfedges[edge]!
    if (twin < edge) continue
    yield {
      left: triangles[edge]!,
      right: triangles[twin]!,
      from: Math.floor(edge / 3),
      to: Math.floor(twin / 3),
    }
  }
}

const twiceArea = (ring: readonly Point[]): number => {
  let sum = 0
  for (let at = 1; at < ring.length; at++) {
    sum += ring[at - 1]![0] * ring[at]![1] - ring[at]![0] * ring[at - 1]![1]
  }
  return sum
}

const holds = (ring: readonly Point[], [x, y]: Point): boolean => {
  let inside = false
  for (let at = 1; at < ring.length; at++) {
    const [[x1, y1], [x2, y2]] = [ring[at - 1]!, ring[at]!]
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}

/**
 * Outlines of groups of blocks, traced along the sides that part them from others: areas that lie beside one another
 * share every point of their border. `of`: group of each block, −1 for none.
 */
export const outlinesOf = (blocks: Blocks, of: Int32Array, groups: number): Outline[] => {
  const corners = cornersOf(blocks)
  const next = Array.from({ length: groups }, () => new Map<number, number>())
  for (const { left, right, from, to } of sidesOf(blocks)) {
    if (of[left] === of[right]) continue
    // Seen from its left block a side runs one way round, from its right block the other.
    if (of[left]! >= 0) next[of[left]!]!.set(from, to)
    if (of[right]! >= 0) next[of[right]!]!.set(to, from)
  }
  return next.map((steps) => {
    const rings: Point[][] = []
    while (steps.size > 0) {
      const [start] = steps.keys()
      const ring: Point[] = []
      for (let corner = start; corner !== undefined && steps.has(corner);) {
        ring.push(corners[corner]!)
        const to: number = steps.get(corner)!
        steps.delete(corner)
        corner = to
      }
      ring.push(ring[0]!)
      if (ring.length > 3) rings.push(ring)
    }
    // Which way round is outside follows from the larger of the two: an outline without an outer ring is none.
    const outerSign = Math.sign(
      twiceArea(
        rings.reduce((a, b) => (Math.abs(twiceArea(b)) > Math.abs(twiceArea(a)) ? b : a), rings[0] ?? []),
      ),
    )
    const oriented = (ring: Point[], sign: number): Point[] =>
      Math.sign(twiceArea(ring)) === sign ? ring : ring.toReversed()
    const outer = rings.filter((ring) => Math.sign(twiceArea(ring)) === outerSign)
    const holes = rings.filter((ring) => Math.sign(twiceArea(ring)) !== outerSign)
    return outer.map((ring) =>
      [oriented(ring, 1)].concat(
        holes.filter((hole) => holds(ring, hole[0]!)).map((hole) => oriented(hole, -1)),
      ),
    )
  })
}
