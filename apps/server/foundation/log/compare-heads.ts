import type { Finding } from '@mettrace/ledger/verify/finding'
import type { Transaction } from '../with-actor.ts'
import { epochsDigest, headsDigest, readBefore } from './heads-before.ts'

/** Milliseconds that an entry may wait for its transaction before it looks back-dated. */
const longestDelay = 3_600_000

/** Milliseconds by which two heads may be out of order without the clock having been put back. */
const unsteady = 60_000

export type SignedAt = { size: number; root: Buffer; at: Date }

/** Every head that the database has, by size, in their order. */
export const headsBySize = async (tx: Transaction): Promise<Map<number, SignedAt>> => {
  const { rows } = await tx.query<SignedAt>('select size, root, at from log.head order by size')
  return new Map(rows.map((row) => [row.size, row]))
}

/** Holds what a leaf says of the heads and epochs before it against those that the database has. */
export const checkBefore = async (
  tx: Transaction,
  before: unknown,
  position: number,
  heads: ReadonlyMap<number, SignedAt>,
): Promise<Finding[]> => {
  const said = readBefore(before)
  if (!said) return []
  const findings: Finding[] = []
  const { heads: signed, epochs } = said
  if ((await headsDigest(tx, signed.after, position)) !== signed.digest)
    findings.push({
      where: `head of ${position} entries`,
      words: heads.has(position)
        ? `It, or one before it of more than ${Math.max(0, signed.after)} entries, was changed or deleted after it was signed.`
        : 'It was signed, and is gone from the database.',
    })
  if ((await epochsDigest(tx, epochs.after, epochs.to)) !== epochs.digest)
    findings.push({
      where:
        epochs.to - epochs.after === 1 ? `epoch ${epochs.to}` : `epochs ${epochs.after + 1} to ${epochs.to}`,
      words: 'What the database says of when and why it began was changed or deleted afterwards.',
    })
  return findings
}

const hours = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/**
 * Where the database's clock was put back: one head was signed after another and says an earlier time. Times on either
 * side of it cannot be compared; the order of the tree holds all the same.
 */
export const clockJumps = (heads: ReadonlyMap<number, SignedAt>): Finding[] => {
  const jumps: Finding[] = []
  let earlier: SignedAt | undefined
  for (const head of heads.values()) {
    const back = earlier ? earlier.at.getTime() - head.at.getTime() : 0
    if (earlier && back > unsteady)
      jumps.push({
        where: `entries ${earlier.size} to ${head.size - 1}`,
        words: `The database’s clock went back by ${hours.format(back / 3_600_000)} hours or more. Nothing was changed: the order of the entries holds, their times before and after cannot be compared.`,
      })
    earlier = head
  }
  return jumps
}

/**
 * Tells when an entry can have been written at the earliest, by the heads around its place: an hour before the earlier of
 * the two. Were the clock put back, the later head says an earlier time; an entry alone that does was back-dated.
 */
export class EarliestTimes {
  readonly #heads: SignedAt[]
  #next = 0

  constructor(heads: ReadonlyMap<number, SignedAt>) {
    this.#heads = [...heads.values()]
  }

  /** Places are asked for in rising order. */
  at(position: number): { earliest: number; signed: Date } | undefined {
    while ((this.#heads[this.#next]?.size ?? Infinity) <= position) this.#next++
    const before = this.#heads[this.#next - 1]
    if (!before || before.size === 0) return undefined
    const after = this.#heads[this.#next] ?? before
    return { earliest: Math.min(before.at.getTime(), after.at.getTime()) - longestDelay, signed: before.at }
  }
}
