import { unknownLikelihood } from '../candidates/candidates.ts'
import type { Reading } from '../reading/reading.ts'
import type { CodeRegister } from '../register/code-register.ts'
import { likelihoodsOf } from '../register/scan.ts'
import { activityRatio, ratioCap, sourceRatio } from './ratio.ts'
import { scaleOn, supportOf, type Support, type VerbalScale } from './verbal-scale.ts'

/** A method as its validation found it. Its numbers are data of a source and a day. */
export type Method = {
  readonly name: string
  readonly version: string
  /** Chance that it reports a match where there is none; null where nobody has measured it. */
  readonly wrong: number | null
  /** Chance that it reports the match where there is one. */
  readonly right: number
  readonly source: string
}

/** What is compared. The first two are of source, the others of activity; sentences are made of them elsewhere. */
export type Proposition =
  | { readonly is: 'from this kit'; readonly row: number }
  | { readonly is: 'from another kit' }
  | { readonly is: 'contact with the marked thing' }
  | { readonly is: 'no contact with the marked thing' }

/** What the alternative is drawn from. */
export type Population = {
  /** Other kits of the register. */
  readonly others: number
  /** Share of the alternative that is kits of no register. */
  readonly unknown: number
}

/** What a finding weighs between two propositions. Nothing in it says how likely either is. */
export type Weight = {
  readonly level: 'source' | 'activity'
  /** The ratio is the chance of the finding under the first over that under the second. */
  readonly propositions: readonly [Proposition, Proposition]
  /** Null at activity level, whose chances are `assumed`. */
  readonly population: Population | null
  readonly assumed: Assumed | null
  readonly method: Method
  readonly errorRate: number
  /** Never above `cap`; towards the second proposition never below its reciprocal. */
  readonly value: number
  readonly cap: number
  /** What keeps the ratio from being larger: errors of the method, or other sources that match. */
  readonly limit: 'method' | 'population'
  /** Null where no scale had begun on the day. */
  readonly support: Support | null
}

/** Chances at activity level, each with where it is from. */
export type Assumed = {
  readonly transfer: { readonly value: number; readonly source: string }
  readonly background: { readonly value: number; readonly source: string }
}

type Words = { readonly scales: readonly VerbalScale[]; readonly on: string }

/**
 * Keeps a ratio within what the method can show. The chance of a match at random is p / ratio, so that without errors
 * the cap would be the ratio itself. Towards the second proposition the reciprocal is kept within p / e in the same way.
 */
const within = (
  ratio: number,
  given: number,
  wrong: number,
): Pick<Weight, 'value' | 'cap' | 'limit' | 'errorRate'> => {
  const match = ratio >= 1 ? Math.min(1, given / ratio) : 0
  // Where errors alone find as much, a match says nothing; it never speaks against.
  const cap = Math.max(1, ratioCap({ given, match, wrong }))
  const value = ratio >= 1 ? Math.min(ratio, cap) : Math.max(ratio, 1 / cap)
  const isOfMethod = ratio >= 1 ? (1 - match) * wrong > match : value > ratio
  return { value, cap, limit: isOfMethod ? 'method' : 'population', errorRate: wrong }
}

const supportIn = ({ scales, on }: Words, value: number): Support | null => {
  const scale = scaleOn(scales, on)
  return scale ? supportOf(scale, value) : null
}

/**
 * What a reading weighs for one kit of the register against another kit, of the register or of none, whichever. The
 * register counts as it is: every other kit, with its own chance of this reading.
 * Null without an error rate: a number would then say more than anybody knows.
 * Errors: a RangeError where there is no such row, no other kit, a chance is out of range, or neither proposition gives the
 * reading a chance.
 */
export const weighSource = (
  {
    register,
    reading,
    row,
    unknown,
    method,
  }: {
    readonly register: CodeRegister
    readonly reading: Reading
    readonly row: number
    /** Share of the alternative that is kits of no register, from 0; 0 says that the register is complete. */
    readonly unknown: number
    readonly method: Method
  },
  words: Words,
): Weight | null => {
  if (!Number.isInteger(row) || row < 0 || row >= register.size)
    throw new RangeError(`there is no row ${row}`)
  if (method.wrong === null) return null
  if (method.right <= method.wrong)
    throw new RangeError('a method that is no oftener right than wrong shows nothing')
  const likelihoods = likelihoodsOf(register, reading)
  const given = likelihoods[row]!
  // Not the total less this kit's own, which would lose the others beside it.
  likelihoods[row] = 0
  const othersSum = likelihoods.reduce((sum, likelihood) => sum + likelihood, 0)
  const population = { others: register.size - 1, unknown }
  const ratio = sourceRatio({ given, othersSum, unknownChance: unknownLikelihood(reading), ...population })
  const kept = within(ratio, method.right, method.wrong)
  return {
    level: 'source',
    propositions: [{ is: 'from this kit', row }, { is: 'from another kit' }],
    population,
    assumed: null,
    method,
    ...kept,
    support: supportIn(words, kept.value),
  }
}

/**
 * What a mark weighs for contact with the marked thing against none. Null without an error rate.
 * Errors: a RangeError where a chance is out of range.
 */
export const weighActivity = (
  { assumed, method }: { readonly assumed: Assumed; readonly method: Method },
  words: Words,
): Weight | null => {
  if (method.wrong === null) return null
  const [transfer, background] = [assumed.transfer.value, assumed.background.value]
  const ratio = activityRatio({ transfer, background })
  const kept = within(ratio, transfer + (1 - transfer) * background, method.wrong)
  return {
    level: 'activity',
    propositions: [{ is: 'contact with the marked thing' }, { is: 'no contact with the marked thing' }],
    population: null,
    assumed,
    method,
    ...kept,
    support: supportIn(words, kept.value),
  }
}
