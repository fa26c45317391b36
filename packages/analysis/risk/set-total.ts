import { countInterval } from '../special/count-interval.ts'
import type { RiskForecast } from './expected-burglaries.ts'

/** Correlations of the near field beyond this many reaches (e⁻⁵) are left out. */
const FAR = 5

/**
 * Interval of every single area's count at `level` (0.95 = 95%), whole numbers, both bounds included: negative
 * binomial with the variance of the area's own risk and of the city's level.
 */
export function predictiveIntervals(
  forecast: RiskForecast,
  level: number,
): { low: Float64Array; high: Float64Array } {
  const areas = forecast.expected.length
  const low = new Float64Array(areas)
  const high = new Float64Array(areas)
  for (let i = 0; i < areas; i++) {
    const mean = forecast.expected[i]!
    const interval = countInterval(mean, mean + mean * mean * areaRelativeVariance(forecast, i), level)
    low[i] = interval.low
    high[i] = interval.high
  }
  return { low, high }
}

/** Squared coefficient of variation of an area's underlying expectation. */
export function areaRelativeVariance({ expected, logVariance, city }: RiskForecast, area: number): number {
  // Risks are relative to the city's mean: an area that is the whole city has no relative risk to be unsure of.
  const rest = 1 - expected[area]! / city.expected
  return Math.expm1(logVariance[area]! * rest * rest + city.logVariance)
}

/**
 * Expected burglaries and their interval at `level` for the total of a set of areas (indexes, each at most
 * once). The uncertainty of the city and of boroughs is shared and does not average out; that of neighbours
 * partly; that of single areas does. Choosing areas because their past was bad needs no further correction:
 * the expectations are shrunk already (they are conditional on that past; Dawid 1994, "Selection paradoxes of
 * Bayesian inference").
 *
 * Throws RangeError for an index outside the forecast or given twice, or a level outside (0, 1).
 */
export function setTotal(
  forecast: RiskForecast,
  chosen: ArrayLike<number>,
  level: number,
): { expected: number; low: number; high: number } {
  const areas = forecast.expected.length
  const inside = new Uint8Array(areas)
  for (let k = 0; k < chosen.length; k++) {
    const area = chosen[k]!
    if (!(Number.isInteger(area) && area >= 0 && area < areas))
      throw new RangeError(`no area ${area} among ${areas}`)
    if (inside[area] === 1) throw new RangeError(`area ${area} is given twice`)
    inside[area] = 1
  }
  const chosenPart = spreadOf(forecast, inside, 1)
  const rest = spreadOf(forecast, inside, 0)
  const { expected } = chosenPart
  if (expected === 0) return { expected: 0, low: 0, high: 0 }
  // log share = log inside − log(inside + outside): its variance is (1 − share)² times that of the difference.
  const outside = rest.expected / (expected + rest.expected)
  const logVariance = outside * outside * (chosenPart.variance + rest.variance) + forecast.city.logVariance
  return {
    expected,
    ...countInterval(expected, expected + expected * expected * Math.expm1(logVariance), level),
  }
}

/** Expectation and relative variance of the total of the areas marked `mark`, city left out. */
function spreadOf(forecast: RiskForecast, inside: Uint8Array, mark: number) {
  const { expected, logVariance, nearVariance, groupVariance, groups } = forecast
  let sum = 0
  let alone = 0
  const byGroup = new Map<number, number>()
  for (let i = 0; i < expected.length; i++) {
    if (inside[i] !== mark) continue
    const mean = expected[i]!
    sum += mean
    alone += mean * mean * Math.max(0, logVariance[i]! - nearVariance[i]! - groupVariance[i]!)
    byGroup.set(groups[i]!, (byGroup.get(groups[i]!) ?? 0) + mean * Math.sqrt(groupVariance[i]!))
  }
  let shared = 0
  for (const value of byGroup.values()) shared += value * value
  const near = nearSpread(forecast, inside, mark)
  return { expected: sum, variance: sum > 0 ? (alone + shared + near) / (sum * sum) : 0 }
}

/**
 * Σᵢⱼ μᵢμⱼ sᵢsⱼ exp(−dᵢⱼ/reach), with areas gathered into square cells of one reach so that the cost is linear.
 */
function nearSpread(forecast: RiskForecast, inside: Uint8Array, mark: number): number {
  const { expected, nearVariance, eastings, northings, components } = forecast
  const side = components.reach
  type Cell = { column: number; row: number; mass: number; squares: number; east: number; north: number }
  const cells = new Map<string, Cell>()
  for (let i = 0; i < expected.length; i++) {
    const mass = expected[i]! * Math.sqrt(nearVariance[i]!)
    if (inside[i] !== mark || !(mass > 0)) continue
    const column = Math.floor(eastings[i]! / side)
    const row = Math.floor(northings[i]! / side)
    const key = `${column},${row}`
    let cell = cells.get(key)
    if (cell === undefined) {
      cell = { column, row, mass: 0, squares: 0, east: 0, north: 0 }
      cells.set(key, cell)
    }
    cell.mass += mass
    cell.squares += mass * mass
    cell.east += mass * eastings[i]!
    cell.north += mass * northings[i]!
  }
  // Two points drawn from a square of side one reach lie 0.52 of a side apart on average.
  const withinCell = Math.exp(-0.52)
  let sum = 0
  for (const a of cells.values()) {
    sum += a.squares + withinCell * (a.mass * a.mass - a.squares)
    for (let column = a.column - FAR; column <= a.column + FAR; column++)
      for (let row = a.row - FAR; row <= a.row + FAR; row++) {
        if (column === a.column && row === a.row) continue
        const b = cells.get(`${column},${row}`)
        if (b === undefined) continue
        const metres = Math.hypot(a.east / a.mass - b.east / b.mass, a.north / a.mass - b.north / b.mass)
        sum += a.mass * b.mass * Math.exp(-metres / side)
      }
  }
  return sum
}
