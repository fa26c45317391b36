import { binomialUpperP } from '../special/binomial.ts'
import { hypergeometric, upperTails } from '../special/hypergeometric.ts'
import { smallestWhere } from './intervals.ts'

/** So many doors are checked, and the area is accepted where at least so many are found protected. */
export type LotRule = { readonly checked: number; readonly atLeast: number }

/** What is true of an area: a share of very many homes, or a number of its homes. */
export type Truth = { readonly share: number } | { readonly homes: number; readonly covered: number }

/** What a rule does in an area that is good enough, and in one that is not. */
export type LotErrors = {
  /** Chance that an area that is good enough is not accepted. */
  readonly missed: number
  /** Chance that one that is not is accepted. */
  readonly falselyAccepted: number
}

const shareOf = (truth: Truth): number => ('share' in truth ? truth.share : truth.covered / truth.homes)

const checkRule = ({ checked, atLeast }: LotRule): void => {
  if (!(Number.isInteger(checked) && Number.isInteger(atLeast) && checked >= 1 && atLeast >= 0))
    throw new RangeError(`a rule has whole numbers of doors, found ${atLeast} of ${checked}`)
}

/**
 * Chance that an area is accepted by a rule: binomial for a share, hypergeometric for a number of homes.
 * Throws RangeError for a rule or a truth that cannot be, or more doors than homes.
 */
export const acceptance = (rule: LotRule, truth: Truth): number => {
  checkRule(rule)
  const { checked, atLeast } = rule
  if ('homes' in truth)
    return atLeast > checked ? 0 : upperTails(hypergeometric(truth.homes, truth.covered, checked))[atLeast]!
  if (!(truth.share >= 0 && truth.share <= 1))
    throw new RangeError(`a share is from 0 to 1, found ${truth.share}`)
  return binomialUpperP(atLeast, checked, truth.share)
}

/** Both errors of a rule that is to tell a good area from a bad one. Throws RangeError as `acceptance` does. */
export const errorsOf = (rule: LotRule, good: Truth, bad: Truth): LotErrors => ({
  missed: 1 - acceptance(rule, good),
  falselyAccepted: acceptance(rule, bad),
})

export type LotQuestion = {
  /** An area that should be accepted, and one that should not. Both in the same manner; numbers of the same homes. */
  readonly good: Truth
  readonly bad: Truth
  /** Largest chances of the two errors. */
  readonly missed: number
  readonly falselyAccepted: number
}

/** More doors than anybody checks in one area. */
const mostDoors = 5000

/**
 * The rule with the fewest doors under which both errors are small enough (lot quality assurance sampling: Dodge and Romig
 * 1929; Valadez 1991, "Assessing child survival programs in developing countries"). It says nothing of areas between the two.
 * Null where more than 5,000 doors, or all homes of the area, would not do.
 * Throws RangeError for errors outside 0 to 1, a good area that is not better than the bad one, or truths of two manners.
 */
export const smallestRule = (question: LotQuestion): (LotRule & LotErrors) | null => {
  const { good, bad, missed, falselyAccepted } = question
  if (![missed, falselyAccepted].every((error) => error > 0 && error < 1))
    throw new RangeError(`errors lie between 0 and 1, found ${missed} and ${falselyAccepted}`)
  const homes = 'homes' in good ? good.homes : undefined
  if (homes !== ('homes' in bad ? bad.homes : undefined))
    throw new RangeError('good and bad must be shares, or numbers of the same homes')
  if (!(shareOf(good) > shareOf(bad)))
    throw new RangeError(`good must be better than bad, found ${shareOf(good)} and ${shareOf(bad)}`)
  for (let checked = 1; checked <= Math.min(homes ?? mostDoors, mostDoors); checked++) {
    const missedBy = (atLeast: number): number => 1 - acceptance({ checked, atLeast }, good)
    // The strictest that does not miss a good area too often.
    const atLeast = smallestWhere(0, checked, (found) => missedBy(found + 1) > missed)
    const rule = { checked, atLeast }
    const errors = errorsOf(rule, good, bad)
    if (errors.falselyAccepted <= falselyAccepted) return { ...rule, ...errors }
  }
  return null
}
