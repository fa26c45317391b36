import { bandOf } from './bands.ts'

export type Metric = 'manhattan' | 'euclidean'

export type ClosePairs = {
  /** Event at each place of the spatial order; neighbours in space are mostly neighbours here. */
  readonly order: Uint32Array
  /** For each distance band, the pairs as places in the spatial order: first[band][k] with second[band][k]. */
  readonly first: readonly Uint32Array[]
  readonly second: readonly Uint32Array[]
}

/** Eight bytes a pair: beyond this the table would not fit an ordinary machine. */
const mostPairs = 250_000_000

type Grid = {
  readonly order: Uint32Array
  /** Place where each cell starts, cells row by row, and one more for the end. */
  readonly starts: Uint32Array
  readonly cellOf: Uint32Array
  readonly columns: number
  readonly rows: number
}

const spread = (values: Float64Array): readonly [number, number] => {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}

// Cells are at least as wide as the reach, so that every close pair lies in the same or in touching cells, and
// there are about as many cells as events, however far an outlier lies.
const gridOf = (x: Float64Array, y: Float64Array, reach: number): Grid => {
  const n = x.length
  const [west, east] = spread(x)
  const [south, north] = spread(y)
  const across = Math.max(1, Math.ceil(Math.sqrt(n)))
  // A hair above the reach: rounding in the division must not push a close pair two cells apart.
  const side = Math.max(reach * (1 + 1e-9), (east - west) / across, (north - south) / across)
  const columns = Math.floor((east - west) / side) + 1
  const rows = Math.floor((north - south) / side) + 1
  const cellOf = new Uint32Array(n)
  const starts = new Uint32Array(columns * rows + 1)
  for (let i = 0; i < n; i++) {
    const cell = Math.floor((y[i]! - south) / side) * columns + Math.floor((x[i]! - west) / side)
    cellOf[i] = cell
    starts[cell + 1]!++
  }
  for (let cell = 0; cell < columns * rows; cell++) starts[cell + 1]! += starts[cell]!
  const next = starts.slice(0, -1)
  const order = new Uint32Array(n)
  for (let i = 0; i < n; i++) order[next[cellOf[i]!]!++] = i
  return { order, starts, cellOf, columns, rows }
}

type Visit = (from: number, begin: number, end: number) => void

// Each pair once: places after this one in its cell and the next, then the three cells of the row above, which
// lie side by side in the order.
const visitNeighbourhoods = (grid: Grid, visit: Visit): void => {
  const { order, starts, cellOf, columns, rows } = grid
  for (let place = 0; place < order.length; place++) {
    const cell = cellOf[order[place]!]!
    const column = cell % columns
    const last = column === columns - 1 ? cell : cell + 1
    visit(place, place + 1, starts[last + 1]!)
    if (cell < columns * (rows - 1)) {
      const above = cell + columns
      visit(place, starts[column === 0 ? above : above - 1]!, starts[last + columns + 1]!)
    }
  }
}

/**
 * All pairs of events whose distance falls in one of the half-open bands, each pair once.
 * x, y in metres; edges checked by `checkBands`. Time grows with the pairs found, memory is eight bytes a pair.
 * Throws RangeError where a coordinate is not a number or there are more pairs than memory can be expected to hold.
 */
export const closePairs = (
  x: Float64Array,
  y: Float64Array,
  edges: readonly number[],
  metric: Metric,
): ClosePairs => {
  const n = x.length
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(x[i]!) || !Number.isFinite(y[i]!)) {
      throw new RangeError(`event ${i} has no usable coordinates: ${x[i]}, ${y[i]}`)
    }
  }
  const bands = edges.length - 1
  if (n < 2) {
    const none = Array.from({ length: bands }, () => new Uint32Array(0))
    return { order: Uint32Array.from({ length: n }, (_, i) => i), first: none, second: none }
  }
  const reach = edges[bands]!
  const grid = gridOf(x, y, reach)
  const xs = Float64Array.from(grid.order, (event) => x[event]!)
  const ys = Float64Array.from(grid.order, (event) => y[event]!)
  const manhattan = metric === 'manhattan'
  const bandBetween = (a: number, b: number): number => {
    const east = Math.abs(xs[a]! - xs[b]!)
    const north = Math.abs(ys[a]! - ys[b]!)
    const distance = manhattan ? east + north : Math.sqrt(east * east + north * north)
    return distance < reach ? bandOf(edges, distance) : -1
  }

  // Two passes over the neighbourhoods, so that the arrays have their exact size from the start.
  const sizes = new Float64Array(bands)
  visitNeighbourhoods(grid, (from, begin, end) => {
    for (let to = begin; to < end; to++) {
      const band = bandBetween(from, to)
      if (band >= 0) sizes[band]!++
    }
  })
  const pairs = sizes.reduce((sum, size) => sum + size, 0)
  if (pairs > mostPairs) {
    throw new RangeError(`${pairs} pairs of events lie within ${reach} m: too many; use shorter distances`)
  }
  const first = Array.from(sizes, (size) => new Uint32Array(size))
  const second = Array.from(sizes, (size) => new Uint32Array(size))
  const filled = new Uint32Array(bands)
  visitNeighbourhoods(grid, (from, begin, end) => {
    for (let to = begin; to < end; to++) {
      const band = bandBetween(from, to)
      if (band < 0) continue
      const at = filled[band]!++
      first[band]![at] = from
      second[band]![at] = to
    }
  })
  return { order: grid.order, first, second }
}
