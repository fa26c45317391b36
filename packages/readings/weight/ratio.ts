/** Refuses what is no chance. Errors: a RangeError. */
export const checkChance = (what: string, value: number, { above = 0, upTo = 1 } = {}): void => {
  if (!(value >= above && value <= upTo && (above > 0 || value >= 0)))
    throw new RangeError(`${what} must be a number from ${above} to ${upTo}, found ${value}`)
}

/** What a reading's chances come to under the two propositions of source. */
export type SourceChances = {
  /** Chance of the reading from the kit in question, on any scale that is the same for all three. */
  readonly given: number
  /** The sum of the same over all other kits of the register, and how many these are. */
  readonly othersSum: number
  readonly others: number
  /** The same for a kit of no register, and how much of the alternative such kits are: from 0 to below 1, or 1 without others. */
  readonly unknownChance: number
  readonly unknown: number
}

/** Chance of the reading if the mark came from another kit: the mean over the others, with unknown kits at their share. */
export const chanceOtherwise = ({ othersSum, others, unknownChance, unknown }: SourceChances): number =>
  (others > 0 ? (1 - unknown) * (othersSum / others) : 0) + unknown * unknownChance

/**
 * Likelihood ratio at source level before any limit: P(reading | this kit) / P(reading | another kit). Never to be printed:
 * it takes reader and laboratory for free of error. Infinity where no other kit could give the reading.
 * Errors: a RangeError where neither proposition gives the reading a chance, or there is no other kit.
 */
export const sourceRatio = (chances: SourceChances): number => {
  const { given, othersSum, others, unknownChance, unknown } = chances
  for (const [what, value] of Object.entries({ given, othersSum, others, unknownChance }))
    checkChance(what, value, { upTo: Number.MAX_VALUE })
  checkChance('the share of unknown kits', unknown)
  if (others === 0 && unknown === 0) throw new RangeError('there is no other kit to compare with')
  const otherwise = chanceOtherwise(chances)
  if (given === 0 && otherwise === 0)
    throw new RangeError('the reading has no chance under either proposition')
  return given / otherwise
}

/**
 * Likelihood ratio at activity level before any limit: a mark is found after contact with chance t + (1 − t)b, and without
 * with b. `transfer` t: it is left, stays and is found; `background` b: it is found for another reason.
 * Errors: a RangeError where t is not from 0 to 1, or b not above 0 and up to 1.
 */
export const activityRatio = ({ transfer, background }: { transfer: number; background: number }): number => {
  checkChance('the chance of transfer', transfer)
  checkChance('the chance of a mark for another reason', background, { above: Number.MIN_VALUE })
  return (transfer + (1 - transfer) * background) / background
}

/**
 * Likelihood ratio of a scan that found nothing: 1 − t, the chance of finding nothing after contact over that without
 * (1 − t)(1 − b)/(1 − b). Errors: a RangeError where t is not from 0 to 1.
 */
export const negativeScanRatio = (transfer: number): number => {
  checkChance('the chance of transfer', transfer)
  return 1 - transfer
}

/**
 * The most that a method with errors can show: p / (r + (1 − r)e). `given` p: it reports the match if the mark is of this
 * source; `match` r: a random other source matches; `wrong` e: it reports a match where there is none.
 * Errors: a RangeError where p is not above 0, r not from 0, e not above 0, or one above 1.
 */
export const ratioCap = ({
  given,
  match,
  wrong,
}: {
  given: number
  match: number
  wrong: number
}): number => {
  checkChance('the chance of a right report', given, { above: Number.MIN_VALUE })
  checkChance('the chance of a match at random', match)
  checkChance('the error rate', wrong, { above: Number.MIN_VALUE })
  return given / (match + (1 - match) * wrong)
}
