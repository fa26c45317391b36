import { homesWanted } from './homes-to-go.ts'
import { smallestRule, type LotErrors, type LotRule } from './lot-quality.ts'
import { verifiedShare } from './verified.ts'
import type { DrawSize } from './draw-doors.ts'

export type WidthQuestion = {
  /** Homes of the area that are reported protected, and its others. */
  readonly homes: DrawSize
  /** Half of the interval that is wished for: 0.1 for ten points either way. */
  readonly halfWidth: number
  readonly level?: number
}

/**
 * Shares that a draw is planned for, until something is found: nine in ten of the homes reported protected, and one in
 * twenty of the others. They decide how many doors are drawn, and enter no result.
 */
const planned = { reported: 0.9, others: 0.05 }

/** Spread of a stratum as it is planned: doors go where the homes are, and where they differ (Neyman 1934). */
const spread = (homes: number, share: number): number => homes * Math.sqrt(share * (1 - share))

/** So many doors shared out over both strata, at least one of each that has a home. */
const sharedOut = (doors: number, { reported, others }: DrawSize): DrawSize => {
  const [one, other] = [spread(reported, planned.reported), spread(others, planned.others)]
  const wanted = Math.round((doors * one) / (one + other))
  const least = Math.max(Math.min(1, reported), doors - others)
  const most = Math.min(reported, doors - Math.min(1, others))
  const first = Math.min(Math.max(wanted, least), most)
  return { reported: first, others: doors - first }
}

/** Half of the exact interval, if shares are found as they are planned. */
const expectedHalfWidth = (homes: DrawSize, size: DrawSize, level: number): number => {
  const checked = (of: 'reported' | 'others') => ({
    homes: homes[of],
    checked: size[of],
    found: Math.round(size[of] * planned[of]),
  })
  const { exact } = verifiedShare({ reported: checked('reported'), others: checked('others'), level })!
  return (exact.high - exact.low) / 2
}

/**
 * Doors of each stratum for an interval that is as narrow as it is wished, if shares are found as they are planned; all homes
 * where fewer would not do. Whole doors make the width go up and down a little: a few fewer might do as well.
 * Throws RangeError for an area without homes, or a half width that is not between 0 and a half.
 */
export const sizeForWidth = ({ homes, halfWidth, level = 0.95 }: WidthQuestion): DrawSize => {
  const all = homes.reported + homes.others
  if (all === 0) throw new RangeError('an area without homes has no doors')
  if (!(halfWidth > 0 && halfWidth < 0.5))
    throw new RangeError(`half a width lies between 0 and a half, found ${halfWidth}`)
  const isNarrow = (doors: number): boolean =>
    expectedHalfWidth(homes, sharedOut(doors, homes), level) <= halfWidth
  let [low, high] = [Number(homes.reported > 0) + Number(homes.others > 0), all]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isNarrow(middle)) high = middle
    else low = middle + 1
  }
  return sharedOut(high, homes)
}

export type ErrorsQuestion = {
  readonly homes: number
  /** Share that is good enough, and one that is not. */
  readonly target: number
  readonly poor: number
  /** Largest chance of either error. */
  readonly error: number
}

/**
 * The smallest rule that tells an area of so many homes at the target from a poor one, with both its errors. Null where even
 * all homes would not do: then the two are the same number of homes.
 * Throws RangeError for shares and errors that `smallestRule` or `homesWanted` refuse.
 */
export const ruleForErrors = ({
  homes,
  target,
  poor,
  error,
}: ErrorsQuestion): (LotRule & LotErrors) | null => {
  const [good, bad] = [homesWanted(homes, target), Math.floor(poor * homes)]
  if (good <= bad) return null
  return smallestRule({
    good: { homes, covered: good },
    bad: { homes, covered: bad },
    missed: error,
    falselyAccepted: error,
  })
}
