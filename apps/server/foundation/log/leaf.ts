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
  operation: Operation
  kind: string
  subject: Buffer | null
  list_root: Buffer | null
  list_size: number | null
  salt: Buffer
  recipient: Buffer | null
  reason: Buffer | null
}

/** What a leaf is made of, of `log.entry e`. */
export const entryColumns = `e.id, e.epoch, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  e.actor, e.role, e.purpose, e.operation, e.kind, e.subject, e.list_root, e.list_size, e.salt, e.recipient, e.reason`

const hexOrNull = (bytes: Buffer | null): string | null => bytes?.toString('hex') ?? null

/**
 * An entry as it is published: JSON in UTF-8 without spaces, keys always all there and in this order. Who, to whom and
 * why are salted digests, whose record a keyed one: nothing in it names anybody. docs/decisions/log.md.
 */
export const leafOf = (row: EntryRow): Buffer =>
  Buffer.from(
    JSON.stringify({
      v: 1,
      id: row.id,
      epoch: row.epoch,
      at: row.at,
      actor: saltedDigest(row.salt, 'actor', row.actor).toString('hex'),
      role: row.role,
      purpose: row.purpose,
      operation: row.operation,
      kind: row.kind,
      subject: hexOrNull(row.subject),
      list: row.list_root ? { root: row.list_root.toString('hex'), size: row.list_size } : null,
      to: hexOrNull(row.recipient),
      reason: hexOrNull(row.reason),
    }),
  )

/** Id of the entry that a leaf is of; undefined for what is none of ours. */
export const entryIdOf = (leaf: Uint8Array): string | undefined => {
  try {
    const { id } = JSON.parse(Buffer.from(leaf).toString()) as { id?: unknown }
    return typeof id === 'string' ? id : undefined
  } catch {
    return undefined
  }
}
