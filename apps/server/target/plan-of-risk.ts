import { chooseAreas } from '@mettrace/analysis/plan/choose-areas'
import { setTotal } from '@mettrace/analysis/risk/set-total'
import { MetTraceError } from '../foundation/errors.ts'
import type { AreaRisk, Plan, PlannedArea, PlanQuestion, Risk } from './types.ts'

/** Expected burglaries for each home; 0 where there is no home. */
export const ratePerHome = ({ expected, homes }: Pick<AreaRisk, 'expected' | 'homes'>): number =>
  homes > 0 ? expected / homes : 0

const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const whole = new Intl.NumberFormat('en-GB')

const ordinal = (rank: number): string => {
  const tens = rank % 100
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th')
  return `${whole.format(rank)}${ending}`
}

/** Places of the areas by rate, highest first, ties by code; the first is 1. */
export const ranksByRate = (areas: readonly AreaRisk[]): Map<string, number> =>
  new Map(
    areas
      .toSorted((a, b) => ratePerHome(b) - ratePerHome(a) || (a.code < b.code ? -1 : 1))
      .map(({ code }, at) => [code, at + 1]),
  )

/**
 * The single areas where a number of kits meets the most expected burglaries, with a proven bound.
 * Errors: `usage` for a code that there is not, one both always and never taken, and areas always taken that need
 * more kits than there are.
 */
export const planOfRisk = (risk: Risk, question: PlanQuestion): Plan => {
  const { areas, forecast, inputs, city } = risk
  const placeOf = new Map(areas.map(({ code }, at) => [code, at]))
  const places = (codes: readonly string[]): number[] =>
    codes.map((code) => {
      const at = placeOf.get(code)
      if (at === undefined) throw new MetTraceError('usage', `There is no area ${code}.`, { found: code })
      return at
    })
  const include = places(question.include)
  const exclude = places(question.exclude)
  const both = question.include.find((code) => question.exclude.includes(code))
  if (both !== undefined) {
    throw new MetTraceError('usage', `The area ${both} cannot be both always and never taken.`, {
      found: both,
    })
  }
  let choice: ReturnType<typeof chooseAreas>
  try {
    choice = chooseAreas({
      homes: Float64Array.from(areas, ({ homes }) => homes),
      expected: Float64Array.from(areas, ({ expected }) => expected),
      kits: question.kits,
      saturation: question.saturation,
      rounding: question.kitRounding,
      include,
      exclude,
    })
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new MetTraceError('usage', `The kits cannot be laid out so: ${cause.message}.`, {}, { cause })
  }
  const ranks = ranksByRate(areas)
  const always = new Set(include)
  const chosen = choice.chosen.map((at, index): PlannedArea => {
    const area = areas[at]!
    const rank = ranks.get(area.code) ?? 0
    const rate = `${oneDecimal.format(1000 * ratePerHome(area))} expected for each 1,000 homes, ${ordinal(rank)} of ${whole.format(areas.length)}`
    return {
      code: area.code,
      name: area.name,
      homes: area.homes,
      kits: choice.kits[index] ?? 0,
      expected: area.expected,
      low: area.low,
      high: area.high,
      reason: always.has(at) ? `Always taken, as asked: ${rate}` : rate,
    }
  })
  const total = setTotal(forecast, choice.chosen, inputs.level)
  return {
    areas: chosen.toSorted((a, b) => (ranks.get(a.code) ?? 0) - (ranks.get(b.code) ?? 0)),
    kitsUsed: choice.kitsUsed,
    ...total,
    share: city.expected > 0 ? total.expected / city.expected : 0,
    bound: choice.bound,
    gap: choice.gap,
    status: choice.status,
  }
}
