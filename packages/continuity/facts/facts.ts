import type { Hand } from '../hands/hands.ts'

/** Everything that can happen to an exhibit. `taken` is the first fact of a sample or item, and `disposed` ends by sale or police use. */
export const factKinds = [
  'seized',
  'taken',
  'sealed',
  'moved',
  'opened',
  'sampled',
  'split',
  'resealed',
  'sent',
  'received',
  'returned',
  'destroyed',
  'disposed',
] as const
export type FactKind = (typeof factKinds)[number]

/** How a seal was found, coded: whoever receives says it. */
export const conditions = ['intact', 'broken', 'absent', 'mismatch'] as const
export type Condition = (typeof conditions)[number]

/** Where an exhibit is after its last fact. An open one has the seal ''. */
export type Position = {
  sequence: number
  at: Date
  hand: Hand
  seal: string
  isHeld: boolean
  /** Last day of a sample that must be destroyed; null where none is set by law. */
  destroyBy: string | null
  /** Offence that a sample is kept for beyond that day (PACE s.63U); null where it is not. */
  keptFor: string | null
}

/** What somebody asks to happen next. */
export type Step = {
  kind: FactKind
  at: Date
  to: Hand
  /** Seal that is put on. */
  seal?: string
  condition?: Condition
  /** What the hand that has it said: to whom, after which fact, and who said it. */
  offer?: { after: number; to: Hand; by: string }
  /** Paper with the signature of whoever has no account here. */
  paper?: string
  /** Authority of a disposal. */
  authority?: string
  /** Proof that the owner of unclaimed property was written to. */
  letters?: string
  /** Offence that a sample is used for. */
  offence?: string
  /** Why it was entered late. */
  lateBecause?: string
  by: string
}

/** A fact as it was recorded. Times are when it happened and when it was entered. */
export type Fact = {
  sequence: number
  kind: FactKind
  at: Date
  enteredAt: Date
  from: Hand | null
  to: Hand
  sealBefore: string
  seal: string
  newSeal: string | null
  condition: Condition | null
  offeredBy: string | null
  paper: string | null
  actor: string
}
