import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { averageOf, cohortEffect, comparisonsOf } from './synthetic-effect.ts'
import type { CohortEffect, SyntheticEffect, SyntheticQuestion } from './synthetic-effect.ts'

export interface PlaceboEffects {
  /** Effect found in each placebo, overall and for each cohort in its order. */
  readonly overall: Float64Array
  readonly cohorts: readonly Float64Array[]
  /** Miss after the start over miss before it, in each placebo. */
  readonly ratios: Float64Array
  /** Every control took its turn, so nothing was left to chance. */
  readonly exhaustive: boolean
}

/**
 * The method on controls that are treated in name only: as many as are treated, with the same starts, drawn at random
 * (Arkhangelsky et al. 2021, algorithm 4; Clarke et al. 2023, algorithm 3). A single treated unit has every control take
 * its place once where that is no more than `draws`. The weights are found anew each time.
 * Rests on treated and control units varying alike. Throws RangeError where the controls are not more than the treated.
 */
export const placeboEffects = (
  question: SyntheticQuestion,
  { draws, seed }: { draws: number; seed: number },
): PlaceboEffects => {
  const { kind } = question
  const comparisons = comparisonsOf(question)
  const { controls } = comparisons[0]!
  const treated = comparisons.reduce((sum, comparison) => sum + comparison.treated.length, 0)
  if (controls.length <= treated)
    throw new RangeError(
      `placebo inference needs more controls than treated units, found ${controls.length} and ${treated}`,
    )
  if (controls.length - treated < 2)
    throw new RangeError('placebo inference leaves a single control, of which no mixture can be made')
  const exhaustive = treated === 1 && controls.length <= draws
  const rounds = exhaustive ? controls.length : draws
  const overall = new Float64Array(rounds)
  const cohorts = comparisons.map(() => new Float64Array(rounds))
  const ratios = new Float64Array(rounds)
  const random = xoroshiro128plus(seed)
  const order = [...controls]
  for (let round = 0; round < rounds; round++) {
    if (exhaustive) {
      order.splice(0, order.length, ...controls)
      order.unshift(...order.splice(round, 1))
    } else drawFirst(order, treated, () => (random.next() >>> 0) / 0x1_0000_0000)
    const rest = order.slice(treated)
    let taken = 0
    const found = comparisons.map((comparison) => {
      const named = order.slice(taken, (taken += comparison.treated.length))
      return cohortEffect({ ...comparison, treated: named, controls: rest }, { kind, given: undefined })
    })
    overall[round] = averageOf(found)
    ratios[round] = missRatio(found)
    for (const [c, { estimate }] of found.entries()) cohorts[c]![round] = estimate
  }
  return { overall, cohorts, ratios, exhaustive }
}

/** Brings `count` members drawn at random to the front. */
const drawFirst = (order: number[], count: number, unit: () => number): void => {
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(unit() * (order.length - i))
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
}

/** Standard deviation of placebo effects about their mean. */
export const placeboError = (effects: Float64Array): number => {
  const mean = effects.reduce((sum, effect) => sum + effect, 0) / effects.length
  return Math.sqrt(effects.reduce((sum, effect) => sum + (effect - mean) ** 2, 0) / effects.length)
}

/** Root mean squared gap after the start over that before, cohorts by their treated units; 0 where nothing moves. */
export const missRatio = (cohorts: readonly CohortEffect[]): number => {
  let [before, after] = [0, 0]
  for (const { comparison, missBefore, missAfter } of cohorts) {
    before += comparison.treated.length * missBefore ** 2
    after += comparison.treated.length * missAfter ** 2
  }
  return after === 0 ? 0 : Math.sqrt(after / before)
}

/**
 * How often a unit picked at random among treated and placebos would show at least the treated's ratio of misses
 * (Abadie, Diamond & Hainmueller 2010): never below 1 / (placebos + 1).
 */
export const missRatioP = (effect: SyntheticEffect, { ratios }: PlaceboEffects): number => {
  const own = missRatio(effect.cohorts)
  return (1 + ratios.filter((ratio) => ratio >= own * (1 - 1e-12)).length) / (ratios.length + 1)
}
