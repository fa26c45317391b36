/** Kinds of hands that an exhibit can be in, and where it ends. */
export const handKinds = ['store', 'person', 'officer', 'courier', 'laboratory', 'court', 'gone'] as const
export type HandKind = (typeof handKinds)[number]

/**
 * Whose hand: `store:North`, `person:<id>` with an account here; `officer:<name and number>`, `courier:<firm>`,
 * `laboratory:<name>` and `court:<name>` without one; `gone:destroyed`, `gone:owner`, `gone:auction` and `gone:police use`.
 */
export type Hand = `${HandKind}:${string}`

/** Where an exhibit can end. */
export const ends = ['destroyed', 'owner', 'auction', 'police use'] as const
export type End = (typeof ends)[number]

export const handKind = (hand: Hand): HandKind => hand.slice(0, hand.indexOf(':')) as HandKind
export const handName = (hand: Hand): string => hand.slice(hand.indexOf(':') + 1)

/** Whoever has no account here confirms on paper. */
export const signsOnPaper = (hand: Hand): boolean =>
  ['officer', 'courier', 'laboratory', 'court'].includes(handKind(hand)) || hand === 'gone:owner'

/** Nothing happens to an exhibit after this. */
export const isGone = (hand: Hand): boolean => handKind(hand) === 'gone'

/** Reads a hand; undefined where it is none. */
export const handFrom = (text: string): Hand | undefined => {
  const kind = handKinds.find((each) => text.startsWith(`${each}:`))
  if (!kind || text.length === kind.length + 1) return undefined
  if (kind === 'gone' && !ends.some((end) => text === `gone:${end}`)) return undefined
  return text as Hand
}

const kindWords: Readonly<Record<Exclude<HandKind, 'gone'>, string>> = {
  store: 'Store',
  person: 'Colleague',
  officer: 'Officer',
  courier: 'Courier',
  laboratory: 'Laboratory',
  court: 'Court',
}
const endWords: Readonly<Record<End, string>> = {
  destroyed: 'Destroyed',
  owner: 'Returned to its owner',
  auction: 'Sold at auction',
  'police use': 'Kept for police use',
}

/** A hand in words; `nameOf` knows what a person with an account is called. */
export const handInWords = (hand: Hand, nameOf: (person: string) => string): string => {
  const kind = handKind(hand)
  if (kind === 'gone') return endWords[handName(hand) as End]
  return kind === 'person' ? nameOf(hand) : `${kindWords[kind]}, ${handName(hand)}`
}
