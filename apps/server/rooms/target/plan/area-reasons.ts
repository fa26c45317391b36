import { count, oneDecimal, wholeNumber } from '../../../foundation/words/figures.ts'

/**
 * Why an area is in the plan or just outside it, in plain words. Only homes, burglaries and time are known here:
 * the plan is an offer of help to homes, never a judgement of the people in them (Equality Act 2010, s.149).
 */

/** What is said about one area; burglaries and homes of the whole city beside it for comparison. */
export type AreaFacts = {
  readonly homes: number
  /** Burglaries expected here over the coming period. */
  readonly expected: number
  /** Months in that period. */
  readonly months: number
  /** Burglaries recorded here in the latest 12 months; null where not known. */
  readonly lastTwelveMonths: number | null
  /** Place by expected burglaries per home, 1 the highest, among `areas`. */
  readonly rank: number
  readonly areas: number
  readonly cityExpected: number
  readonly cityHomes: number
}

const ordinals = new Intl.PluralRules('en-GB', { type: 'ordinal' })
const suffixes = { zero: 'th', one: 'st', two: 'nd', few: 'rd', many: 'th', other: 'th' } as const
const ordinal = (place: number): string => `${wholeNumber(place)}${suffixes[ordinals.select(place)]}`

const period = (months: number): string => {
  if (months === 12) return 'the coming year'
  return months === 1 ? 'the coming month' : `the coming ${wholeNumber(months)} months`
}

const against = (ratio: number): string => {
  const tenths = oneDecimal(ratio)
  return tenths === '1.0' ? "about the city's rate" : `${tenths} times the city's rate`
}

/**
 * Sentences such as "We expect 21.4 burglaries among its 612 homes in the coming year: 3.2 times the city's rate, the
 * 14th highest of 4,829." Throws RangeError where the area has no homes.
 */
export const areaReasons = (facts: AreaFacts): string[] => {
  const { homes, expected, months, lastTwelveMonths, rank, areas, cityExpected, cityHomes } = facts
  if (!(homes > 0)) throw new RangeError(`an area of ${homes} homes has no rate to explain`)
  const place = rank === 1 ? 'the highest' : `the ${ordinal(rank)} highest`
  const cityRate = cityHomes > 0 ? cityExpected / cityHomes : 0
  const comparison = cityRate > 0 ? `${against(expected / homes / cityRate)}, ` : ''
  const burglaries = oneDecimal(expected)
  const amongHomes = `among its ${count(homes, 'home')} in ${period(months)}`
  const reasons = [
    `We expect ${burglaries} burglaries ${amongHomes}: ${comparison}${place} of ${wholeNumber(areas)}.`,
  ]
  if (lastTwelveMonths !== null) {
    reasons.push(
      `${count(lastTwelveMonths, 'burglary was', 'burglaries were')} recorded here in the last 12 months.`,
    )
  }
  return reasons
}

/** Why an area near the top was not chosen: what it needs against what the chosen areas leave. */
export const nearMissReason = (kitsNeeded: number, kitsLeft: number): string =>
  `Needs ${count(kitsNeeded, 'kit')} where ${count(Math.floor(kitsLeft), 'is', 'are')} left; ` +
  'we found no better swap with the chosen areas.'
