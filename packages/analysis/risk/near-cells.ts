import type { RiskForecast } from './expected-burglaries.ts'

/**
 * The areas gathered into square cells with sides of one reach, so that what neighbours have in common is summed in
 * linear time. Each cell stands at the centre of gravity of what its areas have in common.
 */
export type NearCells = {
  /** Cell of each area. */
  cellOf: Int32Array
  /** For each cell the cells near it, itself left out, with the correlation exp(−distance/reach). */
  near: { cells: Int32Array; correlations: Float64Array }[]
}

/** Correlations beyond this many reaches (e⁻⁵) are left out. */
const farthest = 5
/** Two points drawn from a square of side one reach lie 0.52 of a side apart on average. */
const withinCell = Math.exp(-0.52)

export const nearCells = ({
  expected,
  nearVariance,
  eastings,
  northings,
  components,
}: Pick<RiskForecast, 'expected' | 'nearVariance' | 'eastings' | 'northings' | 'components'>): NearCells => {
  const side = components.reach
  type Cell = { column: number; row: number; mass: number; east: number; north: number }
  const numbers = new Map<string, number>()
  const cells: Cell[] = []
  const result: NearCells = { cellOf: new Int32Array(expected.length), near: [] }
  for (let i = 0; i < expected.length; i++) {
    const column = Math.floor(eastings[i]! / side)
    const row = Math.floor(northings[i]! / side)
    const key = `${column},${row}`
    let number = numbers.get(key)
    if (number === undefined) {
      number = cells.length
      numbers.set(key, number)
      cells.push({ column, row, mass: 0, east: 0, north: 0 })
    }
    result.cellOf[i] = number
    // A little for areas where nothing is expected, so that every cell has a centre.
    const mass = expected[i]! * Math.sqrt(nearVariance[i]!) + 1e-9
    const cell = cells[number]!
    cell.mass += mass
    cell.east += mass * eastings[i]!
    cell.north += mass * northings[i]!
  }
  for (const a of cells) {
    const found: number[] = []
    const correlations: number[] = []
    for (let column = a.column - farthest; column <= a.column + farthest; column++)
      for (let row = a.row - farthest; row <= a.row + farthest; row++) {
        const number = numbers.get(`${column},${row}`)
        const b = number === undefined ? undefined : cells[number]
        if (number === undefined || b === undefined || b === a) continue
        const metres = Math.hypot(a.east / a.mass - b.east / b.mass, a.north / a.mass - b.north / b.mass)
        found.push(number)
        correlations.push(Math.exp(-metres / side))
      }
    result.near.push({ cells: Int32Array.from(found), correlations: Float64Array.from(correlations) })
  }
  return result
}

/**
 * Σᵢⱼ aᵢbⱼ exp(−dᵢⱼ/reach) from sums by cell. `squares`: Σ aᵢbᵢ by cell over the areas that both have, which correlate
 * with themselves altogether.
 */
export const nearProduct = (
  { near }: NearCells,
  a: ReadonlyMap<number, number>,
  b: ReadonlyMap<number, number>,
  squares: ReadonlyMap<number, number> = new Map(),
): number => {
  let sum = 0
  for (const [cell, mass] of a) {
    const { cells, correlations } = near[cell]!
    let around = withinCell * (b.get(cell) ?? 0)
    for (let k = 0; k < cells.length; k++) around += correlations[k]! * (b.get(cells[k]!) ?? 0)
    sum += mass * around
  }
  for (const square of squares.values()) sum += (1 - withinCell) * square
  return sum
}
