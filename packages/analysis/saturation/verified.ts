import { hypergeometric, upperTails } from '../special/hypergeometric.ts'
import { normalQuantile } from '../special/normal-quantile.ts'
import { checkLevel, isMoreThan, smallestWhere, type Interval } from './intervals.ts'

/** Homes of an area that are reported alike, and those of them whose doors were drawn and looked at again. */
export type Checked = {
  readonly homes: number
  readonly checked: number
  /** Of those checked: found protected. */
  readonly found: number
}

export type VerifiedQuestion = {
  readonly reported: Checked
  /** Homes that are not reported as protected. */
  readonly others: Checked
  readonly level?: number
}

/** Shares of all homes of the area. */
export type Verified = {
  readonly share: number
  /** Null where one single home of several was checked: nothing tells how much they differ. */
  readonly standardError: number | null
  /** By the standard error and the normal distribution: what is usually printed, and too narrow in small strata. */
  readonly normal: Interval | null
  /** Holds the truth at least as often as the level says, also where all or none were found. */
  readonly exact: Interval
}

const checkStratum = ({ homes, checked, found }: Checked): void => {
  const inOrder = found >= 0 && found <= checked && checked <= homes
  if (!(inOrder && [homes, checked, found].every((each) => Number.isSafeInteger(each))))
    throw new RangeError(`found ${found} of ${checked} checked of ${homes} homes`)
}

/** Variance of the homes found, carried to the stratum, without putting back (Cochran 1977, "Sampling techniques", 3.2). */
const varianceOf = ({ homes, checked, found }: Checked): number => {
  if (checked === homes) return 0
  const share = found / checked
  return homes ** 2 * (1 - checked / homes) * ((share * (1 - share)) / (checked - 1))
}

/**
 * Exact lower bound of the protected homes of both strata: the fewest under which so many or more would be found with
 * more than `tail`, whichever way they are spread over the two (Wendell and Schmee 1996, Journal of the American
 * Statistical Association 91). More protected homes are never less likely to be found, so that the bound can be searched for.
 */
const fewestProtected = (a: Checked, b: Checked, tail: number): number => {
  // The estimate times whole numbers, so that equal ones are equal.
  const weightA = a.homes * Math.max(1, b.checked)
  const weightB = b.homes * Math.max(1, a.checked)
  const seen = a.found * weightA + b.found * weightB
  const needed = Array.from({ length: b.checked + 1 }, (_, found) =>
    Math.min(a.checked + 1, Math.max(0, Math.ceil((seen - found * weightB) / Math.max(1, weightA)))),
  )
  const tailsA = new Map<number, Float64Array>()
  const chancesB = new Map<number, Float64Array>()
  const chance = (markedA: number, markedB: number): number => {
    const tails = tailsA.get(markedA) ?? upperTails(hypergeometric(a.homes, markedA, a.checked))
    tailsA.set(markedA, tails)
    const chances = chancesB.get(markedB) ?? hypergeometric(b.homes, markedB, b.checked)
    chancesB.set(markedB, chances)
    let sum = 0
    for (let found = 0; found <= b.checked; found++) sum += chances[found]! * tails[needed[found]!]!
    return sum
  }
  const mostOf = ({ homes, checked, found }: Checked): number => homes - checked + found
  const isPossible = (total: number): boolean => {
    const from = Math.max(a.found, total - mostOf(b))
    const to = Math.min(mostOf(a), total - b.found)
    for (let markedA = from; markedA <= to; markedA++)
      if (isMoreThan(tail, chance(markedA, total - markedA))) return true
    return false
  }
  return smallestWhere(a.found + b.found, mostOf(a) + mostOf(b), isPossible)
}

const turned = ({ homes, checked, found }: Checked): Checked => ({ homes, checked, found: checked - found })

/**
 * Saturation as spot checks show it: (R·x_R/n_R + U·x_U/n_U) / N over the homes reported protected and the others, its
 * standard error, and two intervals.
 * Null where a stratum with homes has none checked. Time grows with the smaller stratum; some milliseconds for an area.
 * Throws RangeError for counts that are not whole or do not fit each other, no homes at all, or a level outside 0 to 1.
 */
export const verifiedShare = ({ reported, others, level = 0.95 }: VerifiedQuestion): Verified | null => {
  checkStratum(reported)
  checkStratum(others)
  const homes = reported.homes + others.homes
  if (homes === 0) throw new RangeError('an area without homes has no share')
  checkLevel(level)
  const strata = [reported, others].filter((each) => each.homes > 0)
  if (strata.some(({ checked }) => checked === 0)) return null
  const estimate = strata.reduce((sum, each) => sum + (each.homes * each.found) / each.checked, 0)
  const variance = strata.reduce((sum, each) => sum + varianceOf(each), 0)
  const share = estimate / homes
  const standardError = Number.isNaN(variance) ? null : Math.sqrt(variance) / homes
  const reach = standardError === null ? null : normalQuantile((1 + level) / 2) * standardError
  const tail = (1 - level) / 2
  return {
    share,
    standardError,
    normal: reach === null ? null : { low: Math.max(0, share - reach), high: Math.min(1, share + reach) },
    exact: {
      low: fewestProtected(reported, others, tail) / homes,
      high: (homes - fewestProtected(turned(reported), turned(others), tail)) / homes,
    },
  }
}
