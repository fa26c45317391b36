import { noSuchArea, withoutNotKnown } from '../../../crime/known-areas.ts'
import { chooseAreas, type ChosenAreas } from '@mettrace/analysis/plan/choose-areas'
import { kitsPerArea } from '@mettrace/analysis/plan/kits'
import { nearMisses, ranksByRate } from '@mettrace/analysis/plan/near-misses'
import { areaReasons, nearMissReason } from './area-reasons.ts'
import { setTotal } from '@mettrace/analysis/risk/set-total'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { AreaRisk, Plan, PlannedArea, PlanQuestion, Risk } from '../../../crime/types.ts'

const nearMissesShown = 5

/** Expected burglaries for each home; 0 where there is no home. */
export const ratePerHome = ({ expected, homes }: Pick<AreaRisk, 'expected' | 'homes'>): number =>
  homes > 0 ? expected / homes : 0

const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const whole = new Intl.NumberFormat('en-GB')
const ordinals = new Intl.PluralRules('en-GB', { type: 'ordinal' })
const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }
const ordinal = (rank: number): string => `${whole.format(rank)}${endings[ordinals.select(rank)] ?? 'th'}`

/** How a rate stands to the city's, in a few words. */
export const standingOf = (
  { homes, expected }: Pick<AreaRisk, 'homes' | 'expected'>,
  { city, cityHomes }: { city: { expected: number }; cityHomes: number },
): string => {
  const times = city.expected > 0 ? expected / homes / (city.expected / cityHomes) : 0
  return `${oneDecimal.format(times)} × the mean rate`
}

/** Places of the areas by rate, the highest first; equal rates share a place, and areas without homes have 0. */
export const placesByRate = (areas: readonly AreaRisk[]): Map<string, number> => {
  const expected = Float64Array.from(areas, (area) => area.expected)
  const homes = Float64Array.from(areas, (area) => area.homes)
  const ranks = ranksByRate(expected, homes)
  return new Map(areas.map(({ code }, at) => [code, ranks[at] ?? 0]))
}

/** Areas of a question as places in the risk; `usage` when that cannot be. */
export const conditionsOf = (
  { areas, notKnown }: Pick<Risk, 'areas' | 'notKnown'>,
  question: Pick<PlanQuestion, 'include' | 'exclude'> & { covered?: readonly string[] },
): { include: number[]; exclude: number[]; covered: number[] } => {
  const placeOf = new Map(areas.map(({ code }, at) => [code, at]))
  const places = (codes: readonly string[]): number[] =>
    codes.map((code) => {
      const at = placeOf.get(code)
      if (at === undefined) throw noSuchArea(code, notKnown)
      return at
    })
  const { covered = [] } = question
  for (const [others, words] of [
    [question.exclude, 'always and never taken'],
    [covered, 'always taken and covered already'],
  ] as const) {
    const both = question.include.find((code) => others.includes(code))
    if (both === undefined) continue
    throw new MetTraceError('usage', `The area ${both} cannot be both ${words}.`, { found: both })
  }
  const outside = (codes: readonly string[]): number[] => places(withoutNotKnown(codes, notKnown))
  return { include: places(question.include), exclude: outside(question.exclude), covered: outside(covered) }
}

const choose = (
  { areas }: Risk,
  { kits, saturation, kitRounding }: PlanQuestion,
  { include, exclude }: ReturnType<typeof conditionsOf>,
): ChosenAreas => {
  try {
    return chooseAreas({
      homes: Float64Array.from(areas, ({ homes }) => homes),
      expected: Float64Array.from(areas, ({ expected }) => expected),
      kits,
      saturation,
      rounding: kitRounding,
      include,
      exclude,
    })
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new MetTraceError(
      'usage',
      `The kits cannot be laid out so: ${cause.message}.`,
      { about: 'kits' },
      { cause },
    )
  }
}

/** Chosen areas with their reasons, the highest rate first. */
const plannedAreas = (
  { areas, city, inputs }: Risk,
  choice: ChosenAreas,
  include: readonly number[],
): PlannedArea[] => {
  const ranks = placesByRate(areas)
  const always = new Set(include)
  const cityHomes = areas.reduce((sum, { homes }) => sum + homes, 0)
  const planned = choice.chosen.map((at, index): PlannedArea => {
    const { code, name, homes, expected, low, high, lastYear } = areas[at]!
    const rank = ranks.get(code) ?? 0
    const standing = `${standingOf({ homes, expected }, { city, cityHomes })}, ${ordinal(rank)} of ${whole.format(areas.length)}`
    const reasons = areaReasons({
      homes,
      expected,
      months: inputs.months,
      lastTwelveMonths: lastYear,
      rank,
      areas: areas.length,
      cityExpected: city.expected,
      cityHomes,
    })
    return {
      code,
      name,
      homes,
      kits: choice.kits[index] ?? 0,
      expected,
      low,
      high,
      reason: always.has(at) ? `Asked for; ${standing}` : standing,
      reasons: always.has(at) ? ['Taken because it was asked for.', ...reasons] : reasons,
    }
  })
  return planned.toSorted((a, b) => ratePerHome(b) - ratePerHome(a) || (a.code < b.code ? -1 : 1))
}

/**
 * The single areas where a number of kits meets the most expected burglaries, with a proven bound.
 * Errors: `usage` for a code that there is not, one both always and never taken, and areas always taken that need
 * more kits than there are.
 */
export const planOfRisk = (risk: Risk, question: PlanQuestion): Plan => {
  const { areas, forecast, inputs, city } = risk
  const conditions = conditionsOf(risk, question)
  const choice = choose(risk, question, conditions)
  const needed = kitsPerArea(
    Float64Array.from(areas, ({ homes }) => homes),
    question.saturation,
    question.kitRounding,
  )
  const missed = nearMisses(
    Float64Array.from(areas, ({ expected }) => expected),
    needed,
    choice.chosen,
    conditions.exclude,
    nearMissesShown,
  )
  const total = setTotal(forecast, choice.chosen, inputs.level)
  return {
    areas: plannedAreas(risk, choice, conditions.include),
    nearMisses: missed.map((at) => {
      const { code, name } = areas[at]!
      return { code, name, reason: nearMissReason(needed[at] ?? 0, question.kits - choice.kitsUsed) }
    }),
    kitsUsed: choice.kitsUsed,
    ...total,
    share: city.expected > 0 ? total.expected / city.expected : 0,
    bound: choice.bound,
    gap: choice.gap,
    status: choice.status,
  }
}
