import { acceptance } from '@mettrace/analysis/saturation/lot-quality'
import { count, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import type { LotVerdict, SpotCheckResult, VerifiedShare } from './results.ts'
import { doorsOf, type Sizing, type Wish } from './wishes.ts'

/** A share as it is aimed at: `85%`. */
export const wholePercent = (share: number): string => `${Number((share * 100).toFixed(4))}%`

/** `8.7 times in 100`: chances are told as how often. */
export const inHundred = (chance: number): string => `${Number((chance * 100).toFixed(1))} times in 100`

export const intervalInWords = ({ low, high }: { low: number; high: number }): string =>
  `${percent(low)} to ${percent(high)}`

export const wishInWords = (wish: Wish, target: number): string =>
  'halfWidth' in wish
    ? `The share, to within ${count(Math.round(wish.halfWidth * 100), 'point')} either way`
    : `Whether it is ${wholePercent(target)} rather than ${wholePercent(wish.poor)}`

/** What a number of doors promises. */
export const sizingInWords = (sizing: Sizing): string => {
  const doors = count(doorsOf(sizing), 'door')
  if (!('rule' in sizing)) return `${doors}, shared out between homes reported protected and others`
  const { atLeast, missed, falselyAccepted } = sizing.rule
  return `${doors}; accepted from ${wholeNumber(atLeast)} with marks on. Wrongly turned down ${inHundred(missed)}, wrongly accepted ${inHundred(falselyAccepted)}`
}

/** Why no area is declared good by the rule of thumb of other campaigns. */
export const nineteenDoors = (): string =>
  `The rule of 14 of 19 doors, which is often used, cannot declare 85%: it accepts an area with 75% ${inHundred(acceptance({ checked: 19, atLeast: 14 }, { share: 0.75 }))}.`

const lotWords: Readonly<Record<LotVerdict['verdict'], string>> = {
  accepted: 'Accepted',
  'not accepted': 'Not accepted',
  'cannot tell': 'Cannot be decided',
}

/** What the rule of lot quality says, never without both its errors. */
export const lotInWords = (lot: LotVerdict, target: number): string => {
  const { verdict, marked, checked, atLeast, missed, falselyAccepted, poor } = lot
  const why = verdict === 'cannot tell' ? '; it hangs on the doors where nobody could look' : ''
  return `${lotWords[verdict]}: marks were seen at ${wholeNumber(marked)} of ${count(checked, 'door')}, and ${wholeNumber(atLeast)} are needed${why}. This rule turns down an area with ${wholePercent(target)} ${inHundred(missed)}, and accepts one with ${wholePercent(poor)} ${inHundred(falselyAccepted)}.`
}

export const againstInWords = (
  against: SpotCheckResult['against'],
  verified: VerifiedShare | null,
  target: number,
): string => {
  if (!verified) return 'No share can be told: at one kind of home nobody could look at any door.'
  const aim = wholePercent(target)
  if (against === 'above') return `The whole interval is at ${aim} or above: the area has it.`
  if (against === 'below') return `The whole interval is below ${aim}: the area does not have it.`
  return `${aim} lies within the interval: this check does not tell whether the area has it.`
}

const stateWords: Readonly<Record<string, string>> = {
  protected: 'Protected',
  delivered: 'Kit not used yet',
  refused: 'Refused',
  'come back': 'Come back',
  'no answer': 'No answer',
  'not yet': 'Not yet visited',
}
export const reportedInWords = (state: string): string => stateWords[state] ?? state
