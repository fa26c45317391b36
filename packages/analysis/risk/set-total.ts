import { multiply } from '../special/symmetric-inverse.ts'
import { countInterval } from '../special/count-interval.ts'
import type { RiskForecast } from './expected-burglaries.ts'
import { effectCount } from './learnt-effects.ts'
import { nearCells, nearProduct, type NearCells } from './near-cells.ts'

/**
 * Interval of every single area's count at `level` (0.95 = 95%), whole numbers, both bounds included: negative
 * binomial with the variance of the area's own risk and of the city's level.
 */
export const predictiveIntervals = (
  forecast: RiskForecast,
  level: number,
): { low: Float64Array; high: Float64Array } => {
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
const areaRelativeVariance = (
  { expected, logVariance, city, learnt }: RiskForecast,
  area: number,
): number => {
  // Risks are relative to the city's mean: an area that is the whole city has no relative risk to be unsure of.
  const rest = 1 - expected[area]! / city.expected
  const columns = learnt?.columns.subarray(area * effectCount, (area + 1) * effectCount)
  const common = learnt && columns ? quadratic(learnt.covariance, columns, columns) : 0
  return Math.expm1(logVariance[area]! * rest * rest + common + city.logVariance)
}

export type SetTotal = { expected: number; low: number; high: number }

/**
 * Expected burglaries and their interval at `level` for the total of a set of areas (indexes, each at most
 * once). The uncertainty of the city, of boroughs and of what is learnt from past forecasts is shared and does not
 * average out; that of neighbours partly; that of single areas does. Choosing areas because their past was bad needs no
 * further correction: the expectations are shrunk already (they are conditional on that past; Dawid 1994, "Selection
 * paradoxes of Bayesian inference").
 *
 * Throws RangeError for an index outside the forecast or given twice, or a level outside (0, 1).
 */
export const setTotal = (forecast: RiskForecast, chosen: ArrayLike<number>, level: number): SetTotal =>
  totalOf(forecast, wholeOf(forecast), chosen, level)

/** As `setTotal`, for many sets: what concerns the whole city is worked out once. */
export const setTotals = (
  forecast: RiskForecast,
  sets: readonly ArrayLike<number>[],
  level: number,
): SetTotal[] => {
  const whole = wholeOf(forecast)
  return sets.map((set) => totalOf(forecast, whole, set, level))
}

type Whole = { cells: NearCells; spread: Spread; variance: number }

const wholeOf = (forecast: RiskForecast): Whole => {
  const cells = nearCells(forecast)
  const spread = spreadOf(forecast, cells, Int32Array.from(forecast.expected.keys()))
  return { cells, spread, variance: covarianceOf(forecast, cells, spread, spread, spread) }
}

const totalOf = (
  forecast: RiskForecast,
  { cells, spread: whole, variance: wholeVariance }: Whole,
  set: ArrayLike<number>,
  level: number,
): SetTotal => {
  marked(forecast, set)
  const part = spreadOf(forecast, cells, set)
  const { expected } = part
  if (expected === 0) return { expected: 0, low: 0, high: 0 }
  // The logarithm of a set's share of the city is that of its total less that of the whole city's.
  const relative =
    covarianceOf(forecast, cells, part, part, part) / expected ** 2 -
    (2 * covarianceOf(forecast, cells, part, whole, part)) / (expected * whole.expected) +
    wholeVariance / whole.expected ** 2
  const logVariance = Math.max(0, relative) + forecast.city.logVariance
  return {
    expected,
    ...countInterval(expected, expected + expected * expected * Math.expm1(logVariance), level),
  }
}

/**
 * Expected burglaries of two sets without common areas, and the variance of the logarithm of their ratio before the
 * chance of single burglaries. The city's level cancels, and so does what the two sets share through neighbours,
 * boroughs and what is learnt from past forecasts.
 *
 * Throws RangeError for an index outside the forecast, given twice, or in both sets.
 */
export const setContrast = (
  forecast: RiskForecast,
  one: ArrayLike<number>,
  other: ArrayLike<number>,
): { one: number; other: number; logVariance: number } => {
  marked(forecast, [...Array.from(one), ...Array.from(other)])
  const cells = nearCells(forecast)
  const [first, second] = [spreadOf(forecast, cells, one), spreadOf(forecast, cells, other)]
  const relative = (a: Spread, b: Spread, both?: Spread) =>
    a.expected > 0 && b.expected > 0
      ? covarianceOf(forecast, cells, a, b, both) / (a.expected * b.expected)
      : 0
  const logVariance =
    relative(first, first, first) - 2 * relative(first, second) + relative(second, second, second)
  return { one: first.expected, other: second.expected, logVariance: Math.max(0, logVariance) }
}

/** Throws RangeError for an index outside the forecast or given twice. */
const marked = ({ expected }: RiskForecast, set: ArrayLike<number>): void => {
  const inside = new Uint8Array(expected.length)
  for (let k = 0; k < set.length; k++) {
    const area = set[k]!
    if (!(Number.isInteger(area) && area >= 0 && area < inside.length))
      throw new RangeError(`no area ${area} among ${inside.length}`)
    if (inside[area] === 1) throw new RangeError(`area ${area} is given twice`)
    inside[area] = 1
  }
}

/** A set of areas reduced to what its total has in common with itself and with that of another set. */
type Spread = {
  expected: number
  /** Σ μ² times what is an area's alone. */
  alone: number
  /** Σ μ·s by group and by cell of the near field, and Σ (μ·s)² by cell, where s is the shared deviation. */
  byGroup: Map<number, number>
  byCell: Map<number, number>
  squares: Map<number, number>
  /** Σ μ times the columns of what is learnt. */
  learnt: Float64Array
}

const add = (sums: Map<number, number>, key: number, value: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + value)
}

const spreadOf = (forecast: RiskForecast, { cellOf }: NearCells, set: ArrayLike<number>): Spread => {
  const { expected, logVariance, nearVariance, groupVariance, groups, learnt } = forecast
  const spread: Spread = {
    expected: 0,
    alone: 0,
    byGroup: new Map(),
    byCell: new Map(),
    squares: new Map(),
    learnt: new Float64Array(effectCount),
  }
  for (let k = 0; k < set.length; k++) {
    const i = set[k]!
    const mean = expected[i]!
    const near = mean * Math.sqrt(nearVariance[i]!)
    spread.expected += mean
    spread.alone += mean * mean * Math.max(0, logVariance[i]! - nearVariance[i]! - groupVariance[i]!)
    add(spread.byGroup, groups[i]!, mean * Math.sqrt(groupVariance[i]!))
    add(spread.byCell, cellOf[i]!, near)
    add(spread.squares, cellOf[i]!, near * near)
    if (learnt)
      for (let a = 0; a < effectCount; a++) spread.learnt[a]! += mean * learnt.columns[i * effectCount + a]!
  }
  return spread
}

/** Covariance of the totals of two sets, city left out; `both` holds the areas that are in both of them. */
const covarianceOf = (
  forecast: RiskForecast,
  cells: NearCells,
  a: Spread,
  b: Spread,
  both?: Spread,
): number => {
  let sum = both?.alone ?? 0
  for (const [group, mass] of a.byGroup) sum += mass * (b.byGroup.get(group) ?? 0)
  sum += nearProduct(cells, a.byCell, b.byCell, both?.squares)
  return forecast.learnt ? sum + quadratic(forecast.learnt.covariance, a.learnt, b.learnt) : sum
}

const quadratic = (matrix: Float64Array, a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const product = multiply(matrix, b, effectCount)
  return product.reduce((sum, value, k) => sum + a[k]! * value, 0)
}
