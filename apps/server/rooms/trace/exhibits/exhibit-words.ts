import type { Condition, FactKind } from '@mettrace/continuity/facts/facts'
import { handInWords, type Hand } from '@mettrace/continuity/hands/hands'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords } from '../../../foundation/days.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Exhibit } from './positions.ts'

const kinds: Readonly<Record<FactKind, string>> = {
  seized: 'Seized',
  taken: 'Taken',
  sealed: 'Sealed',
  moved: 'Moved',
  opened: 'Opened',
  sampled: 'Sampled',
  split: 'Split',
  resealed: 'Resealed',
  sent: 'Sent',
  received: 'Received',
  returned: 'Returned',
  destroyed: 'Destroyed',
  disposed: 'Disposed of',
}
export const kindInWords = (kind: FactKind): string => kinds[kind]

const found: Readonly<Record<Condition, string>> = {
  intact: 'seal whole',
  broken: 'seal broken',
  absent: 'no seal',
  mismatch: 'another seal than was sent',
}
export const conditionInWords = (condition: Condition): string => found[condition]

/** How a seal can be found, to choose from. */
export const conditionChoices: { value: Condition; text: string }[] = [
  { value: 'intact', text: 'Whole' },
  { value: 'broken', text: 'Broken' },
  { value: 'absent', text: 'No seal' },
  { value: 'mismatch', text: 'Another seal' },
]

/** Names of hands and of whoever acted, for those that are shown. */
export const namesOfHands = async (
  tx: Transaction,
  hands: readonly (string | null)[],
): Promise<{ hand: (hand: Hand) => string; actor: (actor: string) => string }> => {
  const actor = await actorNames(tx, hands)
  return { actor, hand: (hand) => handInWords(hand, actor) }
}

/** When an exhibit must go or is asked about, and why, the nearest first; undefined where nothing is due. */
export const dueOf = ({
  destroyBy,
  keptFor,
  reviewOn,
  hand,
}: Exhibit): { day: string; words: string } | undefined => {
  if (hand.startsWith('gone:')) return undefined
  const dues = [
    ...(destroyBy !== null && keptFor === null
      ? [{ day: destroyBy, words: `destroy by ${dayInWords(destroyBy)} (PACE s.63R)` }]
      : []),
    ...(reviewOn !== null ? [{ day: reviewOn, words: `review on ${dayInWords(reviewOn)}` }] : []),
  ]
  return dues.toSorted((one, other) => (one.day < other.day ? -1 : 1))[0]
}
