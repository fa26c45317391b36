import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { betaQuantile } from '../special/beta.ts'
import { ratesAt, type TryRates } from './contact-rates.ts'
import { homesToGo } from './homes-to-go.ts'
import { checkOpenHomes, type ReachQuestion } from './reach.ts'

export type ForecastQuestion = ReachQuestion & {
  /** Share of the homes that is aimed at. */
  readonly target: number
  /** Visits on each of the last days that were worked here; each day to come is as one of them. */
  readonly pace: readonly number[]
  readonly seed: number
  readonly paths?: number
  /** Days of work to look ahead. */
  readonly horizon?: number
}

/** In days of work from now, 1 the next one. */
export type Forecast = {
  /** Share of the paths that meet the target within the horizon. */
  readonly met: number
  /** Share of the paths on which every home was met or had all its tries, and the target was not. */
  readonly exhausted: number
  /** Days by which a tenth, a half and nine tenths of the paths meet it; null where so many never do. */
  readonly from: number | null
  readonly middle: number | null
  readonly to: number | null
}

/** The day after which so large a share of the paths has met the target. */
const dayOf = (sorted: Float64Array, share: number): number | null => {
  const day = sorted[Math.ceil(share * sorted.length) - 1]!
  return Number.isFinite(day) ? day : null
}

/**
 * When the target is met, by simulation from the area's own pace: every path draws contact and refusal of each group of
 * tries from what is known of them, then goes day by day. Homes with the fewest tries are visited first, each once a day.
 * The same seed gives the same answer. Null where nothing is known of one of the bands of the plan, or no day was worked.
 * Throws RangeError as `reachOf` and `homesToGo` do, and for a pace that is not in whole visits.
 */
export const forecastOf = (question: ForecastQuestion): Forecast | null => {
  checkOpenHomes(question)
  const { homes, open, rates, plan, pace, seed, paths = 500, horizon = 260 } = question
  const wanted = homesToGo(homes, question.protected, question.target)
  if (!pace.every((visits) => Number.isSafeInteger(visits) && visits >= 0))
    throw new RangeError(`a pace is in whole visits a day, found ${pace.join(', ')}`)
  const groups = plan.map((band, at) => ratesAt(rates, band, at + 1))
  if (pace.length === 0 || !groups.every((group) => group !== undefined)) return null
  const random = xoroshiro128plus(seed)
  const unit = (): number => ((random.next() >>> 0) + 0.5) / 0x1_0000_0000
  const start = Float64Array.from(plan, (_, tries) => open[tries] ?? 0)
  const daysOfPath = (): number => {
    const drawn = new Map<TryRates, { contact: number; refusal: number }>()
    for (const group of groups)
      if (!drawn.has(group))
        drawn.set(group, {
          contact: betaQuantile(unit(), group.contact),
          refusal: betaQuantile(unit(), group.refusal),
        })
    const chances = groups.map((group) => drawn.get(group)!)
    const waiting = start.slice()
    let missing = wanted
    for (let day = 0; ; day++) {
      if (missing <= 0) return day
      if (day === horizon) return Infinity
      let visits = pace[Math.floor(unit() * pace.length)]!
      // From the most tries down, so that nobody is visited twice on a day; who is visited was settled in the morning.
      const visited = waiting.map((number) => {
        const now = Math.min(number, visits)
        visits -= now
        return now
      })
      for (let tries = plan.length - 1; tries >= 0; tries--) {
        const { contact, refusal } = chances[tries]!
        for (let visit = visited[tries]!; visit > 0; visit--) {
          waiting[tries]!--
          if (unit() >= contact) {
            if (tries + 1 < plan.length) waiting[tries + 1]!++
          } else if (unit() >= refusal) missing--
        }
      }
      if (missing > 0 && waiting.every((number) => number === 0)) return Number.NaN
    }
  }
  const days = Float64Array.from({ length: paths }, daysOfPath)
  const exhausted = days.filter((day) => Number.isNaN(day)).length / paths
  const sorted = days.map((day) => (Number.isNaN(day) ? Infinity : day)).toSorted()
  return {
    met: sorted.filter((day) => Number.isFinite(day)).length / paths,
    exhausted,
    from: dayOf(sorted, 0.1),
    middle: dayOf(sorted, 0.5),
    to: dayOf(sorted, 0.9),
  }
}
