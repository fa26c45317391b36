import { expectedBurglaries, type RiskForecast } from '../../risk/expected-burglaries.ts'
import type { RiskInputs } from '../../risk/inputs.ts'
import { setContrast } from '../../risk/set-total.ts'
import { normalQuantile } from '../../special/normal-quantile.ts'
import { partInside, partOutside } from './inside-outside.ts'

/** What was expected of a programme's areas and of the rest on the day the areas were chosen. */
export type FrozenExpectation = {
  /** Burglaries of each area over the whole period after; length n. */
  expected: Float64Array
  /** The same summed inside and outside. */
  inside: number
  outside: number
  /** Variance of log(inside/outside) given the history, before the chance of single burglaries. */
  logVariance: number
}

export type CorrectedEffect = { estimate: number; low: number; high: number }

/**
 * The expectation of a programme's areas, from data up to the day of selection only: the history in `risk` must end
 * there. Most of a bad year does not last, and the risk model knows how much of it, because it keeps persistent and
 * short-lived risk apart; given the whole history that the areas were chosen on, its expectation needs no further
 * correction for having chosen them (Dawid 1994, "Selection paradoxes of Bayesian inference").
 *
 * `part`: partInside, partOutside or partLeftOut for each of n areas. Throws RangeError as `expectedBurglaries` does.
 */
export const freezeExpectation = (risk: RiskInputs, part: ArrayLike<number>): FrozenExpectation =>
  expectationOf(expectedBurglaries(risk), part)

/** The same from a forecast at hand, for several programmes chosen on one day. */
export const expectationOf = (forecast: RiskForecast, part: ArrayLike<number>): FrozenExpectation => {
  const { one, other, logVariance } = setContrast(
    forecast,
    areasOf(part, partInside),
    areasOf(part, partOutside),
  )
  return { expected: forecast.expected, inside: one, outside: other, logVariance }
}

/**
 * (inside observed / inside predicted) / (outside observed / outside predicted) − 1, with its interval at `level`.
 *
 * The city's level, which nobody can foretell, cancels. The interval holds the chance of single burglaries and what
 * stays uncertain about the risk of the areas, where neighbours and the areas of a borough move together, so that
 * places side by side do not count as so many witnesses. Normal on the log scale.
 *
 * Null where nothing was counted or nothing expected on one side: then nothing can be told.
 */
export const correctedEffect = (
  { inside, outside, logVariance }: Pick<FrozenExpectation, 'inside' | 'outside' | 'logVariance'>,
  observed: { inside: number; outside: number },
  level: number,
): CorrectedEffect | null => {
  if (!(inside > 0 && outside > 0 && observed.inside > 0 && observed.outside > 0)) return null
  const centre = Math.log(observed.inside / inside) - Math.log(observed.outside / outside)
  const chance = 1 / observed.inside + 1 / observed.outside
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(logVariance + chance)
  return {
    estimate: Math.expm1(centre),
    low: Math.expm1(centre - reach),
    high: Math.expm1(centre + reach),
  }
}

const areasOf = (part: ArrayLike<number>, wanted: number): Int32Array =>
  Int32Array.from(Array.from({ length: part.length }, (_, i) => i).filter((i) => part[i] === wanted))
