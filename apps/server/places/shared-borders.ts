import Flatbush from 'flatbush'
import type { MultiPolygon } from './wkb.ts'

/** Metres that two outlines of one border may lie apart: what was drawn twice never quite agrees. */
const tolerance = 2
/** Metres that a border must at least have: areas that meet at a corner are no neighbours. */
const shortestBorder = 10
/** Metres between the points at which a border that was drawn twice is looked for. */
const step = 5
/** Cosine beyond which two edges run alike. */
const alike = 0.9

type Edges = { area: Int32Array; coordinates: Float64Array }

const edgesOf = (outlines: readonly MultiPolygon[]): Edges => {
  let count = 0
  for (const outline of outlines)
    for (const polygon of outline) for (const ring of polygon) count += ring.length / 2 - 1
  const area = new Int32Array(count)
  const coordinates = new Float64Array(count * 4)
  let edge = 0
  for (const [at, outline] of outlines.entries()) {
    for (const polygon of outline) {
      for (const ring of polygon) {
        for (let point = 0; point + 3 < ring.length; point += 2) {
          area[edge] = at
          coordinates.set(ring.subarray(point, point + 4), edge++ * 4)
        }
      }
    }
  }
  return { area, coordinates }
}

/** Adds up the border of each pair of areas. */
class Borders {
  readonly #lengths = new Map<number, number>()
  readonly #areas: number

  constructor(areas: number) {
    this.#areas = areas
  }

  add(one: number, other: number, length: number): void {
    const pair = Math.min(one, other) * this.#areas + Math.max(one, other)
    this.#lengths.set(pair, (this.#lengths.get(pair) ?? 0) + length)
  }

  pairs(): [number, number][] {
    return [...this.#lengths]
      .filter(([, length]) => length >= shortestBorder)
      .map(([pair]) => [Math.floor(pair / this.#areas), pair % this.#areas])
  }
}

/**
 * Takes edges that two areas draw alike, end for end, to the decimetre; returns those that nobody else draws.
 * Most borders of published boundaries are of this kind.
 */
const matchAlike = ({ area, coordinates }: Edges, borders: Borders): number[] => {
  const unmatched = new Map<string, number>()
  const decimetres = (at: number): number => Math.round(coordinates[at]! * 10)
  for (let edge = 0; edge < area.length; edge++) {
    const at = edge * 4
    const [x1, y1, x2, y2] = [decimetres(at), decimetres(at + 1), decimetres(at + 2), decimetres(at + 3)]
    const key = x1 < x2 || (x1 === x2 && y1 < y2) ? `${x1},${y1},${x2},${y2}` : `${x2},${y2},${x1},${y1}`
    const twin = unmatched.get(key)
    if (twin === undefined || area[twin] === area[edge]) {
      unmatched.set(key, edge)
      continue
    }
    borders.add(area[twin]!, area[edge]!, Math.hypot(x2 - x1, y2 - y1) / 10)
    unmatched.delete(key)
  }
  return [...unmatched.values()]
}

/** Distance from a point to an edge, metres. */
const distance = (edges: Float64Array, at: number, x: number, y: number): number => {
  const [x1, y1] = [edges[at]!, edges[at + 1]!]
  const [dx, dy] = [edges[at + 2]! - x1, edges[at + 3]! - y1]
  const squared = dx * dx + dy * dy
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / squared))
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy)
}

const runAlike = (edges: Float64Array, one: number, other: number): boolean => {
  const [ax, ay] = [edges[one + 2]! - edges[one]!, edges[one + 3]! - edges[one + 1]!]
  const [bx, by] = [edges[other + 2]! - edges[other]!, edges[other + 3]! - edges[other + 1]!]
  return Math.abs(ax * bx + ay * by) >= alike * Math.hypot(ax, ay) * Math.hypot(bx, by)
}

/** Takes edges that run beside an edge of another area, point by point. */
const matchNear = ({ area, coordinates }: Edges, left: readonly number[], borders: Borders): void => {
  if (left.length === 0) return
  const index = new Flatbush(left.length)
  for (const edge of left) {
    const [x1, y1, x2, y2] = coordinates.subarray(edge * 4, edge * 4 + 4) as unknown as [
      number,
      number,
      number,
      number,
    ]
    index.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
  }
  index.finish()
  for (const edge of left) {
    const at = edge * 4
    const [x1, y1, x2, y2] = coordinates.subarray(at, at + 4) as unknown as [number, number, number, number]
    const near = index
      .search(
        Math.min(x1, x2) - tolerance,
        Math.min(y1, y2) - tolerance,
        Math.max(x1, x2) + tolerance,
        Math.max(y1, y2) + tolerance,
      )
      .map((found) => left[found]!)
      .filter((other) => area[other] !== area[edge] && runAlike(coordinates, at, other * 4))
    if (near.length === 0) continue
    const length = Math.hypot(x2 - x1, y2 - y1)
    const points = Math.max(1, Math.round(length / step))
    for (let point = 0; point < points; point++) {
      const share = (point + 0.5) / points
      const [x, y] = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)]
      const beside = new Set(
        near
          .filter((other) => distance(coordinates, other * 4, x, y) <= tolerance)
          .map((other) => area[other]!),
      )
      // Either side of a border finds the other: each gives half.
      for (const other of beside) borders.add(area[edge]!, other, length / points / 2)
    }
  }
}

/**
 * Pairs of areas that share a border of at least 10 m, by outlines in metres. Outlines that were drawn apart may lie up
 * to 2 m from one another; wider gaps, such as rivers, divide.
 */
export const sharedBorders = (outlines: readonly MultiPolygon[]): [number, number][] => {
  const edges = edgesOf(outlines)
  const borders = new Borders(outlines.length)
  matchNear(edges, matchAlike(edges, borders), borders)
  return borders.pairs()
}
