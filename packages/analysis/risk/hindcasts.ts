import { areaTraits } from './area-traits.ts'
import type { AreaTraits } from './area-traits.ts'
import { relativeForecast } from './relative-forecast.ts'
import type { Estimated, History, RelativeForecast } from './relative-forecast.ts'
import { traitFactor } from './trait-effects.ts'

/** One past forecast beside what followed, per area. */
export type Hindcast = {
  /** Log relative risk, and the burglaries expected by it when their sum is known. */
  logRisk: Float64Array
  expected: Float64Array
  /** Burglaries counted. */
  actual: Float64Array
  traits: AreaTraits
  /** Length of the history it was made from as a share of the history now. */
  weight: number
}

/** Months that must lie before a past forecast, and how many are made at most. */
const LEAST_MEMORY = 12
const MOST_HINDCASTS = 4

/**
 * Forecasts that the model would have made at earlier times for as many months as now, each beside what
 * followed; at least half a year apart. The variances are those of the whole history.
 */
export function hindcastsOf(history: History, monthShare: Float64Array, estimated: Estimated): Hindcast[] {
  const { months, counts, homes } = history
  const horizon = monthShare.length
  const areas = homes.length
  const result: Hindcast[] = []
  let until = months[months.length - 1]! - horizon
  while (until - months[0]! + 1 >= LEAST_MEMORY && result.length < MOST_HINDCASTS) {
    const length = months.findLastIndex((month) => month <= until) + 1
    const followed = months[length + horizon - 1] === until + horizon && months[length - 1] === until
    if (followed) {
      const relative = relativeForecast(history, length, until + 1, monthShare, estimated)
      const actual = Float64Array.from({ length: areas }, (_, i) => {
        let sum = 0
        for (let t = length; t < length + horizon; t++) sum += counts[i * months.length + t]!
        return sum
      })
      const level = relativeLevel(relative)
      const all = actual.reduce((sum, value) => sum + value, 0)
      result.push({
        logRisk: level,
        expected: scaledTo(all, level, relative.exposure),
        actual,
        traits: areaTraits(history, length, relative.exposure),
        weight: length / months.length,
      })
    }
    until -= Math.max(horizon, 6)
  }
  return result
}

/** Log of the expected relative risk of every area, scaled so that the average home has 0. */
export function relativeLevel({ logRisk, variance, exposure }: RelativeForecast): Float64Array {
  return centredOnHomes(
    logRisk.map((value, i) => value + variance[i]! / 2),
    exposure,
  )
}

/** The level with the factors of its areas' traits, scaled again so that the average home has 0. */
export function levelWithTraits(
  level: Float64Array,
  traits: AreaTraits,
  effects: Float64Array,
  exposure: Float64Array,
): Float64Array {
  return centredOnHomes(
    level.map((value, i) => value + traitFactor(traits, effects, i)),
    exposure,
  )
}

/** Expected burglaries in proportion to exposure · exp(level), scaled to a sum. */
export function scaledTo(sum: number, level: Float64Array, exposure: Float64Array): Float64Array {
  const raw = level.map((value, i) => exposure[i]! * Math.exp(value))
  const mass = raw.reduce((total, value) => total + value, 0)
  return raw.map((value) => (value * sum) / mass)
}

function centredOnHomes(level: Float64Array, exposure: Float64Array): Float64Array {
  let homes = 0
  let mass = 0
  for (let i = 0; i < exposure.length; i++) {
    homes += exposure[i]!
    mass += exposure[i]! * Math.exp(level[i]!)
  }
  const shift = Math.log(mass / homes)
  return level.map((value) => value - shift)
}
