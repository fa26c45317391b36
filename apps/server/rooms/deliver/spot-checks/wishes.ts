import type { DrawSize } from '@mettrace/analysis/saturation/draw-doors'
import { ruleForErrors, sizeForWidth } from '@mettrace/analysis/saturation/draw-size'
import type { LotErrors, LotRule } from '@mettrace/analysis/saturation/lot-quality'

/** What a spot check is to tell: a share as exactly as that, or the target from a poor area. Shares from 0 to 1. */
export type Wish = { halfWidth: number } | { poor: number; error: number }

/** A wish as it was ordered: the half width, or both others. */
export type OrderedWish = { halfWidth: number | null; poor: number | null; error: number | null }

/** What a check that was ordered is to tell. */
export const wishOf = ({ halfWidth, poor, error }: OrderedWish): Wish =>
  halfWidth === null ? { poor: poor!, error: error! } : { halfWidth }

/** What can be wished for, by the name that a form gives it. */
export const wishes: ReadonlyMap<string, Wish> = new Map<string, Wish>([
  ['poor-70', { poor: 0.7, error: 0.1 }],
  ['poor-75', { poor: 0.75, error: 0.1 }],
  ['width-10', { halfWidth: 0.1 }],
  ['width-5', { halfWidth: 0.05 }],
])

/** Doors that a wish takes: of each stratum, or of all homes alike with a rule and both its errors. */
export type Sizing = { size: DrawSize } | { rule: LotRule & LotErrors }

/** How many doors a wish takes in an area of these homes; null where no number of doors tells the two shares apart. */
export const sizingOf = (wish: Wish, homes: DrawSize, target: number): Sizing | null => {
  if ('halfWidth' in wish) return { size: sizeForWidth({ homes, halfWidth: wish.halfWidth }) }
  const rule = ruleForErrors({ homes: homes.reported + homes.others, target, ...wish })
  return rule && { rule }
}

export const doorsOf = (sizing: Sizing): number =>
  'rule' in sizing ? sizing.rule.checked : sizing.size.reported + sizing.size.others
