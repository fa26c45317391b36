import { sumOverCodes } from '../design/sum-over-codes.ts'
import { derivedPosition } from '../reading/derived.ts'
import type { Reading } from '../reading/reading.ts'
import { codeAt, compareRows, type CodeRegister } from '../register/code-register.ts'
import { likelihoodsOf, relativeChances } from '../register/scan.ts'

/** A kit that could have given a reading. */
export type Candidate = {
  /** Where its code stands in the register, from 0. */
  readonly row: number
  readonly code: string
  /** Chance that it is this kit, kits of other makers being possible. */
  readonly posterior: number
  /** Chance that it is this kit if it is one of the register. */
  readonly amongIssued: number
  /** In how many positions its code differs from all that was read there. */
  readonly differences: number
  /** Position, from 0, whose character was computed from the check and not read; it adds no weight. Null: none. */
  readonly derived: number | null
}

/** What a reading says of whose kit it is. The posteriors of `candidates`, `left` and `unknown` sum to 1. */
export type Candidates = {
  /** The likeliest first; of the same posterior, by code. */
  readonly candidates: readonly Candidate[]
  /** Kits of the register that are possible and not listed, and their posterior together. */
  readonly left: { readonly kits: number; readonly posterior: number }
  /** Chance that it is no kit of the register: one of another maker, or bought by somebody for themselves. */
  readonly unknown: number
}

export type CandidateQuestion = {
  readonly register: CodeRegister
  readonly reading: Reading
  /** Chance before the reading that a mark comes from no kit of the register; above 0 and below 1. */
  readonly unknown: number
  /** How likely each kit is before the reading, in proportion, in the register's order. Left out: all alike. */
  readonly prior?: Float64Array
  /** At most so many are listed, and none below the posterior `least`. */
  readonly most?: number
  readonly least?: number
}

/** Chance of a reading from a kit that is in no register, as `likelihoodsOf` counts it: the mean over all codes of its design. */
export const unknownLikelihood = (reading: Reading): number =>
  sumOverCodes(reading.design, relativeChances(reading)).exact /
  sumOverCodes(reading.design, new Float64Array(reading.chances.length).fill(1)).exact

const checkQuestion = ({
  register,
  reading,
  unknown,
  prior,
  most = 1,
  least = 0,
}: CandidateQuestion): void => {
  if (!sameDesign(register, reading))
    throw new RangeError('the reading is of a code of another design than the register')
  if (!(unknown > 0 && unknown < 1))
    throw new RangeError(`the chance of an unknown kit must lie between 0 and 1, found ${unknown}`)
  if (!Number.isInteger(most) || most < 1 || most > 10_000)
    throw new RangeError(`from 1 to 10,000 candidates can be listed, not ${most}`)
  if (!(least >= 0 && least <= 1))
    throw new RangeError(`the least posterior must lie from 0 to 1, found ${least}`)
  if (prior === undefined) return
  if (prior.length !== register.size)
    throw new RangeError(`the register has ${register.size} kits, the prior ${prior.length}`)
  if (prior.some((weight) => !(weight >= 0 && weight < Infinity)))
    throw new RangeError('a weight of the prior is not a finite number from 0')
}

/** Whether a reading can be held against a register. */
const sameDesign = ({ design }: CodeRegister, { design: other }: Reading): boolean =>
  design === other ||
  (design.check === other.check &&
    design.alphabets.length === other.alphabets.length &&
    design.alphabets.every((alphabet, at) => alphabet === other.alphabets[at]))

const differencesAt = ({ design, possible }: Reading, code: string): number =>
  design.alphabets.filter((alphabet, at) => !possible[design.starts[at]! + alphabet.indexOf(code[at]!)])
    .length

const total = (values: Float64Array): number => {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at]!
  return sum
}

/**
 * The rows of the highest scores, at most `most` of them and none below `floor`, highest first and then by code; and how many
 * have any score at all. A buffer of twice as many is sorted whenever it is full.
 */
const likeliestRows = (
  register: CodeRegister,
  scores: Float64Array,
  floor: number,
  most: number,
): { rows: number[]; possible: number } => {
  const order = (one: number, other: number): number =>
    scores[other]! - scores[one]! || compareRows(register, one, other)
  let rows: number[] = []
  let [possible, worst, last] = [0, floor, -1]
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!
    if (score === 0) continue
    possible++
    if (score < worst || (last >= 0 && score === worst && compareRows(register, last, row) < 0)) continue
    rows.push(row)
    if (rows.length < 2 * most) continue
    rows = rows.toSorted(order).slice(0, most)
    last = rows.at(-1)!
    worst = scores[last]!
  }
  return { rows: rows.toSorted(order).slice(0, most), possible }
}

/**
 * The kits that could have given a reading, by Bayes' theorem: prior × likelihood, over every code of the register and the
 * kits of other makers. Those are taken for drawn from all codes of the same design, which favours them, and so the
 * person whose property is not the one that is named.
 * Errors: a RangeError where the design is another, the prior does not fit or has no weight, or an option is out of range.
 */
export const candidatesOf = (question: CandidateQuestion): Candidates => {
  const { register, reading, unknown, prior, most = 100, least = 1e-6 } = question
  checkQuestion(question)
  const joint = likelihoodsOf(register, reading)
  const weights = prior ? total(prior) : register.size
  if (!(weights > 0 && weights < Infinity) && register.size > 0)
    throw new RangeError('the weights of the prior do not sum to a number above 0')
  // Shares of the weights, so that weights of any size come to the same.
  if (prior) for (let row = 0; row < joint.length; row++) joint[row]! *= prior[row]! / weights
  const sum = total(joint)
  const scale = prior ? 1 - unknown : (1 - unknown) / Math.max(1, register.size)
  const others = unknown * unknownLikelihood(reading)
  const evidence = scale * sum + others
  // No code of the design gives such a reading: then it is the code of none of these kits.
  if (!(evidence > 0)) return { candidates: [], left: { kits: 0, posterior: 0 }, unknown: 1 }

  const { rows, possible } = likeliestRows(register, joint, (least * evidence) / scale, most)
  const derived = derivedPosition(reading)
  const candidates = rows.map((row): Candidate => {
    const code = codeAt(register, row)
    return {
      row,
      code,
      posterior: (scale * joint[row]!) / evidence,
      amongIssued: joint[row]! / sum,
      differences: differencesAt(reading, code),
      derived,
    }
  })
  const listed = candidates.reduce((all, { posterior }) => all + posterior, 0)
  const kits = possible - candidates.length
  return {
    candidates,
    left: { kits, posterior: kits > 0 ? Math.max(0, (scale * sum) / evidence - listed) : 0 },
    unknown: others / evidence,
  }
}
