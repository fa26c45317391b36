/**
 * Why an area is in the plan or just outside it, in plain words. Only homes, burglaries and time are known here:
 * the plan is an offer of help to homes, never a judgement of the people in them (Equality Act 2010, s.149).
 */

/** What is said about one area; burglaries and homes of the whole city beside it for comparison. */
export interface AreaFacts {
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

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const counted = (number: number, singular: string, plural: string): string =>
  `${whole.format(number)} ${number === 1 ? singular : plural}`

const ordinals = new Intl.PluralRules('en-GB', { type: 'ordinal' })
const suffixes = { zero: 'th', one: 'st', two: 'nd', few: 'rd', many: 'th', other: 'th' } as const
const ordinal = (place: number): string => `${whole.format(place)}${suffixes[ordinals.select(place)]}`

const period = (months: number): string => {
  if (months === 12) return 'the coming year'
  return months === 1 ? 'the coming month' : `the coming ${whole.format(months)} months`
}

const against = (ratio: number): string => {
  const tenths = oneDecimal.format(ratio)
  return tenths === '1.0' ? "about the city's rate" : `${tenths} times the city's rate`
}

/**
 * Sentences such as "Expects 21.4 burglaries among its 612 homes in the coming year: 3.2 times the city's rate, the
 * 14th highest of 4,829." Throws RangeError where the area has no homes.
 */
export const areaReasons = (facts: AreaFacts): string[] => {
  const { homes, expected, months, lastTwelveMonths, rank, areas, cityExpected, cityHomes } = facts
  if (!(homes > 0)) throw new RangeError(`an area of ${homes} homes has no rate to explain`)
  const place = rank === 1 ? 'the highest' : `the ${ordinal(rank)} highest`
  const cityRate = cityHomes > 0 ? cityExpected / cityHomes : 0
  const comparison = cityRate > 0 ? `${against(expected / homes / cityRate)}, ` : ''
  const burglaries = oneDecimal.format(expected)
  const amongHomes = `among its ${counted(homes, 'home', 'homes')} in ${period(months)}`
  const reasons = [
    `Expects ${burglaries} burglaries ${amongHomes}: ${comparison}${place} of ${whole.format(areas)}.`,
  ]
  if (lastTwelveMonths !== null) {
    reasons.push(
      `${counted(lastTwelveMonths, 'burglary was', 'burglaries were')} recorded here in the last 12 months.`,
    )
  }
  return reasons
}

/** Why an area near the top was not chosen: what it needs against what the chosen areas leave. */
export const nearMissReason = (kitsNeeded: number, kitsLeft: number): string =>
  `Needs ${counted(kitsNeeded, 'kit', 'kits')} where ${counted(Math.floor(kitsLeft), 'is', 'are')} left; ` +
  'no exchange with the chosen areas was found that covers more.'

/**
 * Place of each area by expected burglaries per home, 1 the highest; equal rates share the higher place; 0 for areas
 * without homes, which have no rate.
 */
export const ranksByRate = (expected: Float64Array, homes: Float64Array): Int32Array => {
  const rates = expected.map((burglaries, area) => burglaries / homes[area]!)
  const order = [...homes.keys()]
    .filter((area) => homes[area]! > 0)
    .toSorted((a, b) => rates[b]! - rates[a]! || a - b)
  const ranks = new Int32Array(homes.length)
  order.forEach((area, place) => {
    const before = place > 0 ? order[place - 1]! : undefined
    ranks[area] = before !== undefined && rates[before] === rates[area] ? ranks[before]! : place + 1
  })
  return ranks
}

/**
 * Areas not chosen, those with the most expected burglaries per kit first, at most `count` of them: the ones a planner
 * will ask about. Areas without homes or without expected burglaries are no misses; nor are excluded ones.
 */
export const nearMisses = (
  expected: Float64Array,
  kits: Float64Array,
  chosen: readonly number[],
  exclude: readonly number[],
  count: number,
): number[] => {
  const settled = new Set([...chosen, ...exclude])
  const perKit = (area: number): number => expected[area]! / kits[area]!
  return [...expected.keys()]
    .filter((area) => kits[area]! > 0 && expected[area]! > 0 && !settled.has(area))
    .toSorted((a, b) => perKit(b) - perKit(a) || a - b)
    .slice(0, count)
}
