import { areaTraits } from './area-traits.ts'
import { effectColumns, effectFactor, type EffectColumns, type Hindcast } from './learnt-effects.ts'
import { relativeForecast, type Estimated, type History, type RelativeForecast } from './relative-forecast.ts'

/** Observed months that must lie before a past forecast, and how many are made at most. */
const leastMemory = 12
const mostHindcasts = 4

/**
 * Forecasts that the model would have made at earlier times for as many months as now, each beside what
 * followed; at least half a year apart. The variances are those of the whole history.
 */
export const hindcastsOf = (history: History, monthShare: Float64Array, estimated: Estimated): Hindcast[] => {
  const { months, counts, homes } = history
  const horizon = monthShare.length
  const areas = homes.length
  const result: Hindcast[] = []
  let until = months[months.length - 1]! - horizon
  for (;;) {
    const length = months.findLastIndex((month) => month <= until) + 1
    if (length < leastMemory || result.length >= mostHindcasts) break
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
        columns: effectColumns(areaTraits(history, length, relative.exposure), level),
        weight: length / months.length,
      })
    }
    // Where a hole in the history is in the way, the next month back is tried.
    until -= followed ? Math.max(horizon, 6) : 1
  }
  return result
}

/** Log of the expected relative risk of every area, scaled so that the average home has 0. */
export const relativeLevel = ({ logRisk, variance, exposure }: RelativeForecast): Float64Array => {
  return centredOnHomes(
    logRisk.map((value, i) => value + variance[i]! / 2),
    exposure,
  )
}

/** The level with what is learnt from past forecasts, scaled again so that the average home has 0. */
export const correctedLevel = (
  level: Float64Array,
  columns: EffectColumns,
  effects: Float64Array,
  exposure: Float64Array,
): Float64Array =>
  centredOnHomes(
    level.map((value, i) => value + effectFactor(columns, effects, i)),
    exposure,
  )

/** Expected burglaries in proportion to exposure · exp(level), scaled to a sum. */
export const scaledTo = (sum: number, level: Float64Array, exposure: Float64Array): Float64Array => {
  const raw = level.map((value, i) => exposure[i]! * Math.exp(value))
  const mass = raw.reduce((total, value) => total + value, 0)
  return raw.map((value) => (value * sum) / mass)
}

const centredOnHomes = (level: Float64Array, exposure: Float64Array): Float64Array => {
  let homes = 0
  let mass = 0
  for (let i = 0; i < exposure.length; i++) {
    homes += exposure[i]!
    mass += exposure[i]! * Math.exp(level[i]!)
  }
  const shift = Math.log(mass / homes)
  return level.map((value) => value - shift)
}
