import { randomBytes } from 'node:crypto'
import {
  isFault,
  readSchedule,
  type PriceSchedule,
  type ScheduleFault,
} from '@mettrace/procurement/tender/price-schedule'
import { MetTraceError } from '../../../foundation/errors.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { inWordsOfTenders } from './refusals.ts'
import { sha256Of, type Said } from './register.ts'

/** Bytes of a bid at most: a price schedule is a short table. */
export const largestBid = 1_000_000

/** Checksum that a sealed bid is shown with: without the salt, nobody finds a short file by trying what it might hold. */
const sealOf = (salt: Buffer, content: Buffer): string => sha256Of(Buffer.concat([salt, content]))

/** Takes in a bid as it came, sealed. Returns its id. Errors: `usage` about `file` or `tender`. */
export const takeBid = async (
  tx: Transaction,
  actor: string,
  bid: { tender: string; supplier: string; company: string | null; content: Buffer } & Said,
): Promise<string> => {
  const { tender, supplier, company, content, madeUpAt } = bid
  if (content.length === 0 || content.length > largestBid)
    throw new MetTraceError('usage', 'The file must hold from 1 to 1,000,000 bytes', { about: 'file' })
  const id = uuidv7()
  const salt = randomBytes(32)
  const digest = sealOf(salt, content)
  await inWordsOfTenders(
    tx.query(
      `insert into account.bid (id, tender, supplier, company, digest, actor, at)
       values ($1, $2, $3, $4, $5, $6, coalesce($7, clock_timestamp()))`,
      [id, tender, supplier, company, digest, actor, madeUpAt ?? null],
    ),
  )
  await tx.query(
    'insert into account.bid_content (bid, tender, content, salt, actor) values ($1, $2, $3, $4, $5)',
    [id, tender, content, salt, actor],
  )
  // The log holds the digest: what is opened later can be shown to be what came.
  await tx.record({ operation: 'collection', kind: 'bid', subjects: [digest] })
  return id
}

/** Gives half of an opening. Errors: `usage` about `tender` before the last time for bids, and once they are open. */
export const giveKey = async (
  tx: Transaction,
  actor: string,
  { tender, madeUpAt }: { tender: string } & Said,
): Promise<void> => {
  await inWordsOfTenders(
    tx.query(
      'insert into account.bid_key (id, tender, actor, at) values ($1, $2, $3, coalesce($4, clock_timestamp()))',
      [uuidv7(), tender, actor, madeUpAt ?? null],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'opening of bids', subjects: [tender] })
}

export type Key = { actor: string; at: Date }

/** Who gave half of an opening, the last first. */
export const keysOf = async (tx: Transaction, tender: string): Promise<Key[]> => {
  const { rows } = await tx.query<Key>(
    'select actor, at from account.bid_key where tender = $1 order by at desc, id desc',
    [tender],
  )
  return rows
}

/** The two keys that opened, of all that were given, the last first: none is given once bids are open. */
export const openingPair = ([last, ...earlier]: readonly Key[]): Key[] => {
  const first = earlier.find(({ actor }) => actor !== last?.actor)
  return last && first ? [first, last] : []
}

export type Gate = 'equality' | 'data protection'
type Check = { passed: boolean; reason: string; actor: string }
type Conflict = { actor: string; words: string }
export type Bid = {
  id: string
  tender: string
  supplier: string
  company: string | null
  /** Bytes of the file; null while it is sealed. */
  size: number | null
  /** Random bytes that the checksum begins with, in hexadecimal; null while it is sealed. */
  salt: string | null
  digest: string
  actor: string
  at: Date
  /** Whether it passed, by gate; null where that was not checked. */
  checks: Record<Gate, Check | null>
  /** What whoever asks declared; null where they declared nothing. */
  declared: boolean | null
  conflicts: Conflict[]
}

type BidRow = Omit<Bid, 'checks' | 'conflicts'> & {
  equality: Check | null
  protection: Check | null
  conflicts: Conflict[] | null
}

/** What was found last of a gate, as JSON. */
const lastCheck = (gate: Gate): string =>
  `(select jsonb_build_object('passed', c.passed, 'reason', c.reason, 'actor', c.actor)
    from account.bid_check c where c.bid = b.id and c.gate = '${gate}' order by c.at desc, c.id desc limit 1)`

/** Bids of a tender as they came, without what they say. */
export const bidsOf = async (tx: Transaction, tender: string, actor: string): Promise<Bid[]> => {
  const { rows } = await tx.query<BidRow>(
    `select b.id, b.tender, b.supplier, b.company, octet_length(c.content) as size, encode(c.salt, 'hex') as salt, b.digest, b.actor, b.at,
            ${lastCheck('equality')} as equality, ${lastCheck('data protection')} as protection,
            (select bool_or(i.conflict) from account.bid_interest i where i.bid = b.id and i.actor = $2) as declared,
            (select jsonb_agg(jsonb_build_object('actor', i.actor, 'words', i.words) order by i.at)
             from account.bid_interest i where i.bid = b.id and i.conflict) as conflicts
     from account.bid b left join account.bid_content c on c.bid = b.id where b.tender = $1 order by b.at, b.id`,
    [tender, actor],
  )
  return rows.map((row) =>
    Object.assign(row, {
      checks: { equality: row.equality, 'data protection': row.protection },
      conflicts: row.conflicts ?? [],
    }),
  )
}

/** Whether a supplier passed on both; null where one was not checked. */
export const passes = ({ checks }: Pick<Bid, 'checks'>): boolean | null => {
  const both = [checks.equality, checks['data protection']]
  return both.includes(null) ? null : both.every((check) => check?.passed)
}

/** What a bid offers, or why its file cannot be read. */
export type Offer = { schedule: PriceSchedule } | { fault: ScheduleFault | 'changed' }

/**
 * What bids of a tender offer, by bid: nothing while they are sealed. A file that is not the one that came is told as `changed`.
 */
export const offersOf = async (
  tx: Transaction,
  tender: string,
  lots: readonly string[],
): Promise<Map<string, Offer>> => {
  const { rows } = await tx.query<{ bid: string; content: Buffer; salt: Buffer; digest: string }>(
    `select c.bid, c.content, c.salt, b.digest from account.bid_content c join account.bid b on b.id = c.bid where c.tender = $1`,
    [tender],
  )
  if (rows.length > 0)
    await tx.record({ operation: 'consultation', kind: 'bid', subjects: rows.map(({ bid }) => bid) })
  return new Map(
    rows.map(({ bid, content, salt, digest }): [string, Offer] => {
      if (sealOf(salt, content) !== digest) return [bid, { fault: 'changed' }]
      const read = readSchedule(content.toString('utf8'), lots)
      return [bid, isFault(read) ? { fault: read } : { schedule: read }]
    }),
  )
}
