import { saltedDigest } from './digests.ts'
import type { Operation } from './operations.ts'

/** A row of log.entry, as `entryColumns` reads it. */
export type EntryRow = {
  id: string
  epoch: number
  /** UTC to the microsecond, ISO 8601. */
  at: string
  actor: string
  role: string
  purpose: string
  /** Null, with the kind, where nobody's record was dealt with. */
  operation: Operation | null
  kind: string | null
  subject: Buffer | null
  list_root: Buffer | null
  list_size: number | null
  salt: Buffer
  recipient: Buffer | null
  reason: Buffer | null
  version: number
  content: Buffer | null
  content_size: number | null
}

/** An entry at its place: the first of each head also says which heads and epochs there were before it, as JSON. */
export type SealedRow = EntryRow & { before: string | null }

/** What a leaf is made of, of `log.entry e`. */
export const entryColumns = `e.id, e.epoch, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  e.actor, e.role, e.purpose, e.operation, e.kind, e.subject, e.list_root, e.list_size, e.salt, e.recipient, e.reason,
  e.version, e.content, e.content_size`

const hexOrNull = (bytes: Buffer | null): string | null => bytes?.toString('hex') ?? null

/**
 * An entry as it is published: JSON in UTF-8 without spaces, keys always all there and in this order. Who, to whom, why
 * and what rows held are salted digests, whose record a keyed one: nothing in it names anybody. Version 1 has neither
 * content nor what was before. docs/decisions/log.md.
 */
export const leafOf = (row: SealedRow): Buffer => {
  const { version, salt } = row
  const since2 = {
    content: row.content ? { root: row.content.toString('hex'), size: row.content_size } : null,
    before: row.before === null ? null : (JSON.parse(row.before) as unknown),
  }
  return Buffer.from(
    JSON.stringify({
      v: version,
      id: row.id,
      epoch: row.epoch,
      at: row.at,
      actor: saltedDigest(salt, 'actor', row.actor).toString('hex'),
      role: row.role,
      purpose: row.purpose,
      operation: row.operation,
      kind: row.kind,
      subject: hexOrNull(row.subject),
      list: row.list_root ? { root: row.list_root.toString('hex'), size: row.list_size } : null,
      to: hexOrNull(row.recipient),
      reason: hexOrNull(row.reason),
      ...(version >= 2 ? since2 : {}),
    }),
  )
}

/** What can be read of a leaf that is one of ours. */
export type ReadLeaf = { id: string; version: number; purpose: string; kind: string | null; before: unknown }

/** Reads a leaf; undefined for what is none of ours. */
export const readLeaf = (leaf: Uint8Array): ReadLeaf | undefined => {
  try {
    const read = JSON.parse(Buffer.from(leaf).toString()) as Record<string, unknown>
    const { id, v, purpose, kind, before } = read
    if (typeof id !== 'string' || typeof v !== 'number' || typeof purpose !== 'string') return undefined
    return { id, version: v, purpose, kind: typeof kind === 'string' ? kind : null, before: before ?? null }
  } catch {
    return undefined
  }
}
