import { holderKind, type Holder } from './holders.ts'

/** Everything that may happen to a bottle, in the words that the ledger keeps. */
export type MovementKind =
  | 'received'
  | 'sent'
  | 'taken'
  | 'taken back'
  | 'issued'
  | 'delivered'
  | 'registered'
  | 'returned'
  | 'lost'
  | 'damaged'
  | 'expired'
  | 'quarantined'
  | 'released'
  | 'recalled'
  | 'found'
  | 'missing'
  | 'corrected'
  | 'settled'
  | 'earlier'

/** Where a bottle is, as far as rules ask. */
export type Position = {
  serial: string
  holder: string
  at: Date
  stopped: string | null
  disputed: number
}

/** What somebody asks to do with bottles that `from` has. */
export type Asked = { kind: MovementKind; from: Holder; to: Holder; at: Date }

/** A bottle that is quarantined or recalled goes back, or is written off; it is given to nobody. */
export const movesWhenStopped = ({ kind, to }: Pick<Asked, 'kind' | 'to'>): boolean =>
  kind === 'sent' ? ['store', 'bcu'].includes(holderKind(to)) : !['delivered', 'registered'].includes(kind)

/**
 * Why a bottle cannot be moved as asked, in words for whoever asks; undefined where nothing that is seen stands against it, and
 * another act was quicker. `position` is undefined where there is none that the asker may see: whose it is, is not told.
 */
export const whyNot = (position: Position | undefined, asked: Asked): string | undefined => {
  if (!position) return 'there is no such kit here'
  if (position.disputed > 0) return 'it is disputed: a sergeant decides first'
  if (position.holder !== asked.from) return 'somebody else has it'
  if (position.stopped && !movesWhenStopped(asked))
    return `it is ${position.stopped}: send it back to the store`
  if (position.at > asked.at) return 'it came here after that time'
  return undefined
}

/** Why a bottle cannot be received: `existsFrom` in milliseconds, undefined where nobody announced it. */
export const whyNotReceived = (existsFrom: number | undefined, at: Date): string => {
  if (existsFrom === undefined) return 'no supplier announced it'
  return existsFrom > at.getTime() ? 'it was made later' : 'it was received before'
}
