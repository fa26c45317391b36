import { saltedDigest, type SaltedField } from '../../foundation/log/digests.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import type { PlacedEntry } from './log-entries.ts'

/**
 * Words of an entry: `none` where there never were any, `erased` where the entry commits to some that are gone, and
 * `altered` where they are not those that it commits to.
 */
export type Words = { state: 'none' } | { state: 'erased' } | { state: 'kept' | 'altered'; text: string }

export type EntryWords = { to: Words; reason: Words }

const wordsOf = (
  { salt }: PlacedEntry,
  field: SaltedField,
  digest: Buffer | null,
  text: string | null,
): Words => {
  if (digest === null && text === null) return { state: 'none' }
  if (text === null) return { state: 'erased' }
  const isCommitted = digest !== null && saltedDigest(salt, field, text).equals(digest)
  return { state: isCommitted ? 'kept' : 'altered', text }
}

/** To whom and why, held against what the entry commits to. */
export const wordsOfEntry = async (tx: Transaction, entry: PlacedEntry): Promise<EntryWords> => {
  const { rows } = await tx.query<{ recipient: string | null; reason: string | null }>(
    'select recipient, reason from log.entry_text where entry = $1',
    [entry.id],
  )
  const { recipient = null, reason = null } = rows[0] ?? {}
  return {
    to: wordsOf(entry, 'to', entry.recipient, recipient),
    reason: wordsOf(entry, 'reason', entry.reason, reason),
  }
}

/** Takes away the words of an entry, and says so in the log where there were any; the entry, its place and its proof stay. */
export const eraseWords = async (tx: Transaction, { id }: PlacedEntry, reason: string): Promise<void> => {
  const { rowCount } = await tx.query('delete from log.entry_text where entry = $1', [id])
  if (rowCount === 0) return
  await tx.record({ operation: 'erasure', kind: 'words of an entry', subjects: [id], reason })
}
