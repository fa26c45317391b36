import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { heldOut, orderOfStarts } from '../phase-in/order.ts'

export type PowerQuestion = {
  /** Burglaries by area and month: month m of area a at `a * months + m`. Its own past, before any kit. */
  readonly counts: ArrayLike<number>
  readonly areas: number
  readonly months: number
  readonly blocks: ArrayLike<number>
  readonly waves: number
  /** Months from one wave to the next, and from the last wave to the end. */
  readonly gap: number
  readonly follow: number
  readonly holdOut: number
  /** Months after which half of an effect is left; Infinity where it stays. */
  readonly halfLife: number
  /** Shares of burglaries prevented that power is asked for, rising. */
  readonly effects: readonly number[]
  /** Programmes played through for each effect, and orders that each is held against. */
  readonly plays: number
  readonly orders: number
  /** Probability of claiming an effect where there is none. */
  readonly level: number
  readonly seed: number
}

export type PowerAnswer = {
  /** For each effect: how often it would be found. */
  readonly power: { effect: number; power: number }[]
  /** Smallest effect that would be found four times out of five; null where none of those asked for would. */
  readonly detectable: number | null
  /** Variance of yearly counts about what area and year lead one to expect, over that of pure chance (Poisson). */
  readonly overdispersion: number
  /** Length of the programme in months. */
  readonly window: number
}

/** How often an effect must be found to be worth looking for. */
export const wantedPower = 0.8

/** Variance over mean of counts by area and year about their margins: 1 for chance alone. */
export const overdispersionOf = ({
  counts,
  areas,
  months,
}: Pick<PowerQuestion, 'counts' | 'areas' | 'months'>): number => {
  const years = Math.floor(months / 12)
  if (years < 2 || areas < 2) return Number.NaN
  const yearly = new Float64Array(areas * years)
  const [byArea, byYear] = [new Float64Array(areas), new Float64Array(years)]
  let total = 0
  for (let area = 0; area < areas; area++) {
    for (let month = 0; month < years * 12; month++) {
      const year = Math.floor(month / 12)
      const count = counts[area * months + (months - years * 12) + month]!
      yearly[area * years + year]! += count
      byArea[area]! += count
      byYear[year]! += count
      total += count
    }
  }
  let sum = 0
  for (let area = 0; area < areas; area++) {
    for (let year = 0; year < years; year++) {
      const expected = (byArea[area]! * byYear[year]!) / total
      if (expected > 0) sum += (yearly[area * years + year]! - expected) ** 2 / expected
    }
  }
  return sum / ((areas - 1) * (years - 1))
}

/**
 * How often a phased, randomised programme would find effects of several sizes, from the areas' own past: for each play
 * a stretch of their history as long as the programme is taken as it was, with its overdispersion and its clusters in
 * place and time; areas start in a randomised order; burglaries after a start are thinned by the effect as it fades; and
 * the order that was drawn is held against others that could have been (permutation test, two-sided). The statistic is
 * the log of burglaries in started areas over those that area and month lead one to expect.
 * Throws RangeError when the history is shorter than the programme, or there are fewer than two areas.
 */
export const phasedPower = (
  question: PowerQuestion,
  onEffect: (done: number, of: number) => void = () => undefined,
): PowerAnswer => {
  const {
    counts,
    areas,
    months,
    blocks,
    waves,
    gap,
    follow,
    holdOut,
    halfLife,
    effects,
    plays,
    orders,
    level,
  } = question
  const window = (waves - 1) * gap + follow
  if (areas < 2) throw new RangeError(`an order of starts needs two areas or more, found ${areas}`)
  if (window > months)
    throw new RangeError(`a programme of ${window} months needs as long a history, found ${months}`)
  const random = xoroshiro128plus(question.seed)
  const unit = (): number => (random.next() >>> 0) / 0x1_0000_0000
  /** First month under kits of each area, from the beginning of the programme; the window's length when never. */
  const drawStarts = (): Int32Array =>
    orderOfStarts({
      blocks,
      waves,
      holdOut,
      // Two areas with the same draw of 53 bits do not happen.
      draws: Array.from({ length: areas }, () => unit() + unit() / 0x1_0000_0000),
      turn: unit(),
    }).map((wave) => (wave === heldOut ? window : wave * gap))
  // Orders to hold against are drawn once: what could have been drawn does not depend on what happened.
  const others = Array.from({ length: orders }, drawStarts)

  const after = new Float64Array(areas * (window + 1))
  const expectedAfter = new Float64Array(areas * (window + 1))
  const thinned = new Float64Array(areas * window)
  const statistic = (starts: Int32Array): number => {
    let [found, expected] = [0, 0]
    for (let area = 0; area < areas; area++) {
      found += after[area * (window + 1) + starts[area]!]!
      expected += expectedAfter[area * (window + 1) + starts[area]!]!
    }
    // Nothing found where something was expected is −∞, the largest fall there can be.
    return expected > 0 ? Math.log(found / expected) : 0
  }
  const addUp = (): void => {
    const byArea = new Float64Array(areas)
    const byMonth = new Float64Array(window)
    let total = 0
    for (let area = 0; area < areas; area++) {
      for (let month = 0; month < window; month++) {
        const count = thinned[area * window + month]!
        byArea[area]! += count
        byMonth[month]! += count
        total += count
      }
    }
    for (let area = 0; area < areas; area++) {
      const row = area * (window + 1)
      after[row + window] = 0
      expectedAfter[row + window] = 0
      for (let month = window - 1; month >= 0; month--) {
        after[row + month] = after[row + month + 1]! + thinned[area * window + month]!
        expectedAfter[row + month] =
          expectedAfter[row + month + 1]! + (total > 0 ? (byArea[area]! * byMonth[month]!) / total : 0)
      }
    }
  }
  const isFound = (effect: number): boolean => {
    const from = Math.floor(unit() * (months - window + 1))
    const starts = drawStarts()
    for (let area = 0; area < areas; area++) {
      for (let month = 0; month < window; month++) {
        const count = counts[area * months + from + month]!
        const age = month - starts[area]!
        const share = age < 0 ? 0 : effect * 0.5 ** (age / halfLife)
        let left = count
        if (share > 0) for (let one = 0; one < count; one++) if (unit() < share) left--
        thinned[area * window + month] = left
      }
    }
    addUp()
    const drawn = Math.abs(statistic(starts))
    let asFar = 1
    for (const other of others) if (Math.abs(statistic(other)) >= drawn) asFar++
    return asFar / (orders + 1) <= level
  }
  const power = effects.map((effect, done) => {
    onEffect(done, effects.length)
    let found = 0
    for (let play = 0; play < plays; play++) if (isFound(effect)) found++
    return { effect, power: found / plays }
  })
  return { power, detectable: detectableOf(power), overdispersion: overdispersionOf(question), window }
}

/** Smallest effect with the wanted power, between two that were asked for by a straight line. */
const detectableOf = (power: readonly { effect: number; power: number }[]): number | null => {
  const at = power.findIndex((each) => each.power >= wantedPower)
  const [above, below] = [power[at], power[at - 1]]
  if (!above) return null
  if (!below || above.power === below.power) return above.effect
  return (
    below.effect + ((wantedPower - below.power) / (above.power - below.power)) * (above.effect - below.effect)
  )
}
