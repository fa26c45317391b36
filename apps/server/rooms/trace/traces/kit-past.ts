import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { TracedKit } from './asked.ts'

/** Something that happened to a kit, from made to lost. */
export type PastEvent = {
  kit: string
  at: Date
  kind: string
  /** Who had it after: a colleague's account, a store or a team; null where a home, or nobody by name. */
  holder: string | null
  home: string | null
  ward: string | null
  /** Contradicts the ledger, and nobody has settled it. */
  disputed: boolean
  /** It was told, and whoever settled it did not accept it. */
  refused: boolean
  reason: string | null
  recordedAt: Date
  /** Who recorded it; null where a household said it. */
  actor: string | null
}

/** The whole life of kits, the first first. A crossing: logged with the reason. */
export const pastOfKits = (
  tx: Transaction,
  kits: readonly Pick<TracedKit, 'kit' | 'serial'>[],
  reason: string,
): Promise<PastEvent[]> =>
  readRecords<PastEvent>(
    tx,
    { operation: 'combination', kind: 'kit', subjects: kits.map(({ serial }) => serial), reason },
    'select kit, at, kind, holder, home, ward, disputed, refused, reason, actor, recorded_at as "recordedAt" from engagement.contamination($1)',
    [kits.map(({ kit }) => kit)],
  )

/** The ledger has one word for what is gone; that it was taken is said by its reason. */
const taken = /\b(stolen|stole|theft|thief|burgl\w*|robb\w*)\b/i

/** A reason may say that it was not: "mislaid, not stolen". */
const notTaken =
  /\b(not|never|no)\s+(?:(?:signs?|of|an?|any|the|been|to|be|in|by|reported|thought|as)\s+)*(stolen|stole|theft|thief|burgl\w*|robb\w*)\b/gi

const saysTaken = (reason: string): boolean => taken.test(reason.replaceAll(notTaken, ''))

/** The first report that a kit was stolen; undefined where there is none. */
export const theftIn = (past: readonly PastEvent[]): PastEvent | undefined =>
  past.find(
    ({ kind, reason, refused }) =>
      !refused && (kind === 'lost' || kind === 'missing') && saysTaken(reason ?? ''),
  )

/** Whether anything of a kit's life was ever in doubt: contradicted, also where that was refused, lost, damaged, recalled or quarantined. */
export const doubtsIn = (past: readonly PastEvent[]): PastEvent[] =>
  past.filter(
    ({ disputed, refused, kind }) =>
      disputed ||
      refused ||
      ['lost', 'missing', 'damaged', 'recalled', 'quarantined', 'settled', 'corrected'].includes(kind),
  )

/** Where a kit was on a day by its life, as far as it is known; undefined before anything is. */
export const lastBefore = (
  past: readonly PastEvent[],
  isBefore: (at: Date) => boolean,
): PastEvent | undefined =>
  past.findLast(
    ({ at, disputed, refused, holder, home }) =>
      !disputed && !refused && (holder !== null || home !== null) && isBefore(at),
  )
