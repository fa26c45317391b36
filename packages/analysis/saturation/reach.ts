import { betaMoment } from '../special/beta.ts'
import {
  betaLike,
  betaSummary,
  betaUpperP,
  ratesAt,
  type RatesByBand,
  type TryRates,
} from './contact-rates.ts'
import { checkLevel } from './intervals.ts'

/**
 * Share of homes that take a kit within so many tries: (1 − refusal)(1 − (1 − contact)^tries), where every try finds somebody with
 * the same chance and who is found refuses with another. Shares from 0 to 1.
 */
export const reachAfter = (contact: number, refusal: number, tries: number): number =>
  (1 - refusal) * (1 - (1 - contact) ** tries)

/** As a part of a try: nobody could tell a target that is missed by less. */
const hair = 1e-9

/** Fewest tries after which a target above 0 is reached; null where it never is, at this refusal or without contact. */
export const triesWanted = (contact: number, refusal: number, target: number): number | null => {
  if (contact === 1) return target <= 1 - refusal ? 1 : null
  if (contact === 0 || target >= 1 - refusal) return null
  return Math.max(1, Math.ceil(Math.log1p(-target / (1 - refusal)) / Math.log1p(-contact) - hair))
}

export type ReachQuestion = {
  /** Homes of the register in the area, and those of them that are protected. */
  readonly homes: number
  readonly protected: number
  /** Homes where nobody was found yet, by the number of tries so far: first those never tried. */
  readonly open: readonly number[]
  readonly rates: RatesByBand
  /** Time band of each try, the first one first; as many as tries may be made. */
  readonly plan: readonly string[]
}

export type Reach = {
  /** Share of the homes that is protected after the last try: mean, and interval of what will be, luck at the doors included. */
  readonly share: number
  readonly low: number
  readonly high: number
  /** Visits that are to be expected from now on. */
  readonly visits: number
  /**
   * Share if the last try were made again and again until somebody is found everywhere: where it is below a target no further
   * try of its kind meets it, only fewer refusals.
   */
  readonly ceiling: number
  /** Chance that so many homes of the area or more are protected then. */
  readonly chanceOf: (homes: number) => number
}

/** A way of one home: tries that find nobody, by their group of rates, and the one that hands over a kit, if any. */
type Way = { readonly failed: ReadonlyMap<TryRates, number>; readonly takes: TryRates | null }

/** Chance that some homes go their ways together: groups are independent of each other; what a group does twice is not. */
const chanceOfWays = (...ways: readonly Way[]): number => {
  const groups = new Set(ways.flatMap(({ failed, takes }) => [...failed.keys(), ...(takes ? [takes] : [])]))
  let chance = 1
  for (const group of groups) {
    let [met, failures] = [0, 0]
    for (const { failed, takes } of ways) {
      if (takes === group) met++
      failures += failed.get(group) ?? 0
    }
    chance *= betaMoment(group.contact, met, failures) * betaMoment(group.refusal, 0, met)
  }
  return chance
}

/** The ways of a home before each of its tries to come, and after the last one, nobody found until then. */
const waysBefore = (tries: readonly TryRates[]): Way[] => {
  const failed = new Map<TryRates, number>()
  const ways: Way[] = [{ failed: new Map(), takes: null }]
  for (const group of tries) {
    failed.set(group, (failed.get(group) ?? 0) + 1)
    ways.push({ failed: new Map(failed), takes: null })
  }
  return ways
}

const sumOver = <T>(items: readonly T[], value: (item: T, at: number) => number): number =>
  items.reduce((sum, item, at) => sum + value(item, at), 0)

/** The rates of each try of a plan; null where nothing is known of one of the bands. */
const ratesOfPlan = (rates: RatesByBand, plan: readonly string[]): TryRates[] | null => {
  const groups = plan.map((band, at) => ratesAt(rates, band, at + 1))
  return groups.every((group) => group !== undefined) ? groups : null
}

/** Throws RangeError for counts that are not whole or exceed the homes, no homes, or an empty plan. */
export const checkOpenHomes = ({ homes, protected: protectedNow, open, plan }: ReachQuestion): void => {
  const known = sumOver(open, (each) => each) + protectedNow
  const isWhole = [homes, protectedNow, ...open].every((each) => Number.isSafeInteger(each) && each >= 0)
  if (!(isWhole && known <= homes && homes > 0))
    throw new RangeError(`of ${homes} homes ${protectedNow} are protected and ${open.join(', ')} open`)
  if (plan.length === 0) throw new RangeError('a plan has one try or more')
}

/**
 * What the tries of a plan can reach, from what was done so far and the area's own rates. Mean and variance are exact for
 * their posteriors: contact and refusal of a group of tries are not known, and are the same for all its tries and homes;
 * each home then has its own luck. Interval and chance are those of the beta distribution with this mean and variance, in
 * whole homes; rough where a handful of homes is open. Homes are taken to answer independently of each other.
 * Null where nothing is known of one of the bands. Throws RangeError for counts that are not whole or exceed the homes, no
 * homes, an empty plan, or a level outside 0 to 1.
 */
export const reachOf = (question: ReachQuestion, level = 0.95): Reach | null => {
  checkOpenHomes(question)
  checkLevel(level)
  const { homes, protected: protectedNow, open, rates, plan } = question
  const groups = ratesOfPlan(rates, plan)
  if (!groups) return null
  const before = open.map((_, tries) => waysBefore(groups.slice(tries)))
  const taking = before.map((ways, tries) =>
    ways.slice(0, -1).map(({ failed }, at): Way => ({ failed, takes: groups[tries + at]! })),
  )
  const takes = taking.map((ways) => sumOver(ways, (way) => chanceOfWays(way)))
  const bothTake = (one: number, other: number): number =>
    sumOver(taking[one]!, (way) => sumOver(taking[other]!, (second) => chanceOfWays(way, second)))
  const mean = sumOver(open, (number, tries) => number * takes[tries]!)
  // Of two homes of one kind both must take; one home with itself is counted once.
  const square = sumOver(open, (number, tries) =>
    sumOver(open, (others, triesOther) => {
      const pairs = number * (tries === triesOther ? others - 1 : others)
      return pairs > 0 ? pairs * bothTake(tries, triesOther) : 0
    }),
  )
  const variance = square + mean - mean ** 2
  const visits = sumOver(
    open,
    (number, tries) => number * sumOver(before[tries]!.slice(0, -1), (way) => chanceOfWays(way)),
  )
  const accepts = betaMoment(groups.at(-1)!.refusal, 0, 1)
  const inTheEnd = sumOver(open, (number, tries) => number * chanceOfWays(before[tries]!.at(-1)!) * accepts)
  const left = sumOver(open, (number, tries) => (tries < plan.length ? number : 0))
  return {
    ...spreadOf({ homes, protected: protectedNow, left, mean, variance }, level),
    visits,
    ceiling: (protectedNow + mean + inTheEnd) / homes,
  }
}

type Taken = {
  readonly homes: number
  readonly protected: number
  /** Homes that may still take a kit; mean and variance of how many will. */
  readonly left: number
  readonly mean: number
  readonly variance: number
}

/**
 * Share and interval. A whole number of homes and a draw from 0 to 1 added to it is continuous, and its share of `left` + 1
 * has a beta distribution that fits even one home.
 */
const spreadOf = (taken: Taken, level: number): Pick<Reach, 'share' | 'low' | 'high' | 'chanceOf'> => {
  const { homes, protected: protectedNow, left, mean, variance } = taken
  const spread = betaLike((mean + 1 / 2) / (left + 1), (variance + 1 / 12) / (left + 1) ** 2)
  const shareAt = (quantile: number): number =>
    (protectedNow + Math.min(left, Math.floor(quantile * (left + 1)))) / homes
  const { low, high } = left === 0 ? { low: 0, high: 0 } : betaSummary(spread, level)
  return {
    share: (protectedNow + mean) / homes,
    low: shareAt(low),
    high: shareAt(high),
    chanceOf: (wanted) => {
      const missing = wanted - protectedNow
      if (missing <= 0) return 1
      return missing > left ? 0 : betaUpperP(missing / (left + 1), spread)
    },
  }
}
