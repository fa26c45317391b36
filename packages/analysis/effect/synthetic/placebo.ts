import { seededShuffle } from '../../near-repeat/shuffle.ts'
import { NoAnswer } from '../reason.ts'
import {
  averageOf,
  cohortEffect,
  comparisonsOf,
  type CohortEffect,
  type SyntheticEffect,
  type SyntheticQuestion,
} from './synthetic-effect.ts'

export type PlaceboPlan = {
  /** Placebos to make. */
  readonly rounds: number
  /** Every control takes its turn, so that nothing is left to chance. */
  readonly exhaustive: boolean
}

/**
 * How many placebos: every control once in the place of a single treated unit where that is no more than `draws`.
 * Throws NoAnswer where the controls are not more than the treated, or leave no mixture.
 */
export const placeboPlan = (question: SyntheticQuestion, draws: number): PlaceboPlan => {
  const comparisons = comparisonsOf(question)
  const controls = comparisons[0]!.controls.length
  const treated = comparisons.reduce((sum, comparison) => sum + comparison.treated.length, 0)
  if (controls - treated < 2) throw new NoAnswer({ code: 'few-placebos', controls, treated })
  const exhaustive = treated === 1 && controls <= draws
  return { rounds: exhaustive ? controls : draws, exhaustive }
}

/**
 * The method on controls that are treated in name only: as many as are treated, with the same starts, drawn at random
 * (Arkhangelsky et al. 2021, algorithm 4; Clarke et al. 2023, algorithm 3). The weights are found anew each time. Rests on
 * treated and control units varying alike.
 *
 * Answers for the placebos `from` … `to` − 1 of a seed, so that threads may share them out: of each the effect, the miss
 * after the start over the miss before it, and the effect of each cohort, one after the other.
 */
export const placeboEffects = (
  question: SyntheticQuestion,
  { exhaustive }: PlaceboPlan,
  { seed, from, to }: { seed: number; from: number; to: number },
): Float64Array => {
  const { kind } = question
  const comparisons = comparisonsOf(question)
  const { controls } = comparisons[0]!
  const width = 2 + comparisons.length
  const effects = new Float64Array((to - from) * width)
  for (let round = from; round < to; round++) {
    const order = Int32Array.from(controls)
    if (exhaustive) [order[0], order[round]] = [order[round]!, order[0]!]
    else seededShuffle((seed + Math.imul(round + 1, 0x9e37_79b1)) >>> 0)(order)
    const treated = comparisons.reduce((sum, comparison) => sum + comparison.treated.length, 0)
    const rest = Array.from(order.subarray(treated))
    let taken = 0
    const found = comparisons.map((comparison) => {
      const named = Array.from(order.subarray(taken, (taken += comparison.treated.length)))
      return cohortEffect({ ...comparison, treated: named, controls: rest }, { kind, given: undefined })
    })
    effects.set(
      [averageOf(found), missRatio(found), ...found.map(({ estimate }) => estimate)],
      (round - from) * width,
    )
  }
  return effects
}

/** One figure of every placebo: 0 the effect, 1 the ratio of misses, 2 + c the effect of cohort c. */
export const placeboFigures = (effects: Float64Array, cohorts: number, figure: number): Float64Array =>
  effects.filter((_, i) => i % (2 + cohorts) === figure)

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
export const missRatioP = (effect: SyntheticEffect, ratios: Float64Array): number => {
  const own = missRatio(effect.cohorts)
  return (1 + ratios.filter((ratio) => ratio >= own * (1 - 1e-12)).length) / (ratios.length + 1)
}
