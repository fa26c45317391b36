import { createHmac, createSecretKey, hash } from 'node:crypto'
import { leafHash } from '@mettrace/ledger/tree/hash'
import { GrowingTree } from '@mettrace/ledger/tree/growing-tree'
import type { Secrets } from '../secrets.ts'

/** Tells whose record: HMAC-SHA-256 of kind and id, 32 bytes. Without the key it cannot be guessed from an id. */
export type SubjectDigest = (kind: string, id: string) => Buffer

export const subjectDigestOf = (secrets: Secrets): SubjectDigest => {
  // As bytes, the key would be made ready anew for each record, which takes five times as long as its digest.
  const key = createSecretKey(secrets.derive('subject digest'))
  // A kind holds no newline, so that two different records never read the same.
  return (kind, id) => createHmac('sha256', key).update(`${kind}\n${id}`).digest()
}

/** Root of the tree of these subjects, in their order (RFC 9162, 2.1.1). */
export const subjectListRoot = (subjects: readonly Uint8Array[]): Uint8Array => {
  const tree = new GrowingTree()
  for (const subject of subjects) tree.append(leafHash(subject))
  return tree.root()
}

export type SaltedField = 'actor' | 'to' | 'reason' | 'content'

/** Bytes of an entry's salt. */
export const saltLength = 16

/** Salt of one field: shown with its words, it opens that field and no other. */
export const fieldSalt = (salt: Uint8Array, field: SaltedField): Buffer =>
  createHmac('sha256', salt).update(field).digest()

/** Stands for words in the published log: SHA-256 of the field's salt and the words in UTF-8. */
export const saltedDigest = (salt: Uint8Array, field: SaltedField, words: string): Buffer =>
  hash('sha256', Buffer.concat([fieldSalt(salt, field), Buffer.from(words)]), 'buffer')
