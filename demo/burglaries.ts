import type { Areas } from './areas.ts'
import { planProgramme, type Programme } from './programme.ts'
import { Chance } from './random.ts'
import type { Shape } from './shape.ts'

export type Burglary = {
  area: number
  /** Months from the first of the history. */
  month: number
  /** Day of the month, from 1. */
  day: number
  hour: number
  /** Whether a home was burgled, and not a shop or a shed. */
  home: boolean
  /** Whether it followed another one nearby. */
  repeat: boolean
}

export type History = {
  burglaries: Burglary[]
  programme: Programme
}

/** Burglaries for each home in a year, and how they change in one. */
const yearlyRate = 0.023
const yearlyTrend = -0.035
const homeShare = 0.74
/** Burglaries that one brings after it, within two weeks and nearby. */
const followers = 0.14
const shortMemory = 0.82
const shortSpread = 0.42

const season = (month: number): number => 1 + 0.13 * Math.cos((2 * Math.PI * (month - 0.5)) / 12)

/** What lasts: the middle of the city is worse, neighbours are alike, and each place is its own. */
const lastingLogRates = ({ middle }: Areas, shape: Shape, chance: Chance): Float64Array => {
  const hills = Array.from({ length: 8 }, () => ({
    at: middle[chance.below(middle.length)]!,
    height: 0.5 * chance.normal(),
    reach: shape.radius * chance.between(0.15, 0.4),
  }))
  const logs = Float64Array.from(middle, (point) => {
    const out = shape.out(point)
    const near = hills.reduce((sum, { at, height, reach }) => {
      const distance = Math.hypot(point[0] - at[0], point[1] - at[1]) / reach
      return sum + height * Math.exp(-distance * distance)
    }, 0)
    return 0.5 * Math.exp(-3 * out * out) + near + 0.38 * chance.normal()
  })
  const mean = logs.reduce((sum, log) => sum + Math.exp(log), 0) / logs.length
  return logs.map((log) => log - Math.log(mean))
}

/** Share of its burglaries that a place is left with: what kits prevent there, and what comes from next door. */
export const factorsOf = (
  { effect, halfLife, displacement, areas }: Programme,
  neighbours: readonly (readonly number[])[],
  month: number,
): Map<number, number> => {
  const factors = new Map<number, number>()
  for (const { area, month: begun } of areas) {
    if (month < begun) continue
    const left = effect * 0.5 ** ((month - begun) / halfLife)
    factors.set(area, (factors.get(area) ?? 1) * (1 - left))
    const beside = neighbours[area] ?? []
    for (const other of beside) {
      factors.set(other, (factors.get(other) ?? 1) * (1 + (displacement * left) / beside.length))
    }
  }
  return factors
}

/**
 * Burglaries of so many months, and of the days that have gone by since: places differ for good and for a while, with
 * season, trend and near repeats; a programme runs in the last three years, in the places that the year before made
 * look worst. Months are the same however many days follow them.
 */
export const makeHistory = (
  areas: Areas,
  shape: Shape,
  neighbours: readonly (readonly number[])[],
  months: number,
  daysSince: number,
  seed: number,
): History => {
  const chance = new Chance(seed)
  const lasting = lastingLogRates(areas, shape, chance)
  const short = lasting.map(() => shortSpread * chance.normal())
  const burglaries: Burglary[] = []
  const yearBefore = new Float64Array(lasting.length)
  let programme: Programme = { effect: 0, halfLife: 1, displacement: 0, areas: [] }
  for (let month = 0; month < months + Math.sign(daysSince); month++) {
    const lastDay = month < months ? 28 : daysSince
    if (month === months - 36) programme = planProgramme(areas, yearBefore, months, seed)
    const factors = factorsOf(programme, neighbours, month)
    const level = (yearlyRate / 12) * season(month) * (1 + yearlyTrend) ** (month / 12) * (1 - followers)
    for (const [area, log] of lasting.entries()) {
      short[area] =
        shortMemory * short[area]! + shortSpread * Math.sqrt(1 - shortMemory ** 2) * chance.normal()
      const rate = Math.exp(log + short[area]! - shortSpread ** 2 / 2)
      const first = chance.poisson(areas.homes[area]! * level * rate * (factors.get(area) ?? 1))
      for (let each = 0; each < first; each++) {
        let [day, followed] = [1 + chance.below(28), false]
        for (;;) {
          if (day > 28) break
          const hour = Math.floor((9 + 9 * Math.abs(chance.normal())) % 24)
          const home = chance.happens(homeShare)
          if (day <= lastDay) burglaries.push({ area, month, day, hour, home, repeat: followed })
          if (month >= months - 48 && month < months - 36) yearBefore[area]!++
          if (!chance.happens(followers)) break
          ;[day, followed] = [day + 1 + chance.below(13), true]
        }
      }
    }
  }
  return { burglaries, programme }
}
