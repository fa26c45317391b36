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
  const inside = marked(forecast, chosen)
  const others = Int32Array.from(inside.keys()).filter((area) => inside[area] === 0)
  return totalOf(forecast, spreadOf(forecast, chosen), spreadOf(forecast, others), level)
}

/** Share of the city up to which what lies outside a set is as good as the whole city. */
const SMALL = 0.1

/**
 * As `setTotal`, for many sets at once. A set that expects little of the city's burglaries is held against the whole
 * city in place of what lies outside it, which is worked out once: the error is of the order of the set's share.
 */
export function setTotals(
  forecast: RiskForecast,
  sets: readonly ArrayLike<number>[],
  level: number,
): { expected: number; low: number; high: number }[] {
  const whole = spreadOf(forecast, Int32Array.from(forecast.expected.keys()))
  return sets.map((set) => {
    marked(forecast, set)
    const part = spreadOf(forecast, set)
    if (part.expected > SMALL * whole.expected) return setTotal(forecast, set, level)
    return totalOf(forecast, part, { ...whole, expected: whole.expected - part.expected }, level)
  })
}

function totalOf(
  forecast: RiskForecast,
  { expected, variance }: Spread,
  rest: Spread,
  level: number,
): { expected: number; low: number; high: number } {
  if (expected === 0) return { expected: 0, low: 0, high: 0 }
  // log share = log inside − log(inside + outside): its variance is (1 − share)² times that of the difference.
  const outside = rest.expected / (expected + rest.expected)
  const logVariance = outside * outside * (variance + rest.variance) + forecast.city.logVariance
  return {
    expected,
    ...countInterval(expected, expected + expected * expected * Math.expm1(logVariance), level),
  }
}

/**
 * Expected burglaries of two sets without common areas, and the variance of the logarithm of their ratio before the
 * chance of single burglaries. The city's level cancels. What the two sets share through neighbours and boroughs
 * would cancel too and is left in, so the variance is too large rather than too small.
 *
 * Throws RangeError for an index outside the forecast, given twice, or in both sets.
 */
export function setContrast(
  forecast: RiskForecast,
  one: ArrayLike<number>,
  other: ArrayLike<number>,
): { one: number; other: number; logVariance: number } {
  marked(forecast, [...Array.from(one), ...Array.from(other)])
  const [first, second] = [spreadOf(forecast, one), spreadOf(forecast, other)]
  return { one: first.expected, other: second.expected, logVariance: first.variance + second.variance }
}

/** 1 for each area of a set. Throws RangeError for an index outside the forecast or given twice. */
function marked({ expected }: RiskForecast, set: ArrayLike<number>): Uint8Array {
  const inside = new Uint8Array(expected.length)
  for (let k = 0; k < set.length; k++) {
    const area = set[k]!
    if (!(Number.isInteger(area) && area >= 0 && area < inside.length))
      throw new RangeError(`no area ${area} among ${inside.length}`)
    if (inside[area] === 1) throw new RangeError(`area ${area} is given twice`)
    inside[area] = 1
  }
  return inside
}

type Spread = { expected: number; variance: number }

/** Expectation and relative variance of the total of a set of areas, city left out. */
function spreadOf(forecast: RiskForecast, set: ArrayLike<number>): Spread {
  const { expected, logVariance, nearVariance, groupVariance, groups } = forecast
  let sum = 0
  let alone = 0
  const byGroup = new Map<number, number>()
  for (let k = 0; k < set.length; k++) {
    const i = set[k]!
    const mean = expected[i]!
    sum += mean
    alone += mean * mean * Math.max(0, logVariance[i]! - nearVariance[i]! - groupVariance[i]!)
    byGroup.set(groups[i]!, (byGroup.get(groups[i]!) ?? 0) + mean * Math.sqrt(groupVariance[i]!))
  }
  let shared = 0
  for (const value of byGroup.values()) shared += value * value
  const near = nearSpread(forecast, set)
  return { expected: sum, variance: sum > 0 ? (alone + shared + near) / (sum * sum) : 0 }
}

/**
 * Σᵢⱼ μᵢμⱼ sᵢsⱼ exp(−dᵢⱼ/reach), with areas gathered into square cells of one reach so that the cost is linear.
 */
function nearSpread(forecast: RiskForecast, set: ArrayLike<number>): number {
  const { expected, nearVariance, eastings, northings, components } = forecast
  const side = components.reach
  type Cell = { column: number; row: number; mass: number; squares: number; east: number; north: number }
  const cells = new Map<string, Cell>()
  for (let k = 0; k < set.length; k++) {
    const i = set[k]!
    const mass = expected[i]! * Math.sqrt(nearVariance[i]!)
    if (!(mass > 0)) continue
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
