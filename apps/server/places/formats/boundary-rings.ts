/** A ring that is closed: easting, northing, easting … */
type Ring = Float64Array

type Crossing = { easting: number; northing: number }

/**
 * Where a ring crosses itself: two of its edges share a point within both. A ring that only touches itself, as
 * generalised outlines do at a corner, does not. Undefined where it never does.
 */
export const crossingOf = (ring: Ring): Crossing | undefined => {
  const count = ring.length / 2 - 1
  const low = (edge: number): number => Math.min(ring[edge * 2] as number, ring[edge * 2 + 2] as number)
  const high = (edge: number): number => Math.max(ring[edge * 2] as number, ring[edge * 2 + 2] as number)
  const edges = Uint32Array.from({ length: count }, (_, edge) => edge).toSorted(
    (one, other) => low(one) - low(other),
  )
  let near: number[] = []
  for (const edge of edges) {
    const west = low(edge)
    const kept: number[] = []
    for (const other of near) {
      if (high(other) < west) continue
      kept.push(other)
      const found = crossingOfEdges(ring, edge, other)
      if (found) return found
    }
    kept.push(edge)
    near = kept
  }
  return undefined
}

/** Twice the area of a triangle, positive where it turns left. */
const turn = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

const crossingOfEdges = (ring: Ring, one: number, other: number): Crossing | undefined => {
  const [ax, ay, bx, by] = ring.subarray(one * 2, one * 2 + 4) as unknown as [number, number, number, number]
  const [cx, cy, dx, dy] = ring.subarray(other * 2, other * 2 + 4) as unknown as [
    number,
    number,
    number,
    number,
  ]
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return undefined
  const [c, d] = [turn(ax, ay, bx, by, cx, cy), turn(ax, ay, bx, by, dx, dy)]
  if (c === 0 || d === 0 || c > 0 === d > 0) return undefined
  const [a, b] = [turn(cx, cy, dx, dy, ax, ay), turn(cx, cy, dx, dy, bx, by)]
  if (a === 0 || b === 0 || a > 0 === b > 0) return undefined
  const share = c / (c - d)
  const point = { easting: cx + share * (dx - cx), northing: cy + share * (dy - cy) }
  const ends = [
    [ax, ay],
    [bx, by],
    [cx, cy],
    [dx, dy],
  ] as const
  // Nearer to a corner than the corners are drawn, rounding cannot be told from crossing.
  const isAtCorner = ends.some(([x, y]) => Math.hypot(x - point.easting, y - point.northing) < leastMetres)
  return isAtCorner ? undefined : point
}

const leastMetres = 0.5
