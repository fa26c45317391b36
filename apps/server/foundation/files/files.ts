import { createHash } from 'node:crypto'
import { MetTraceError } from '../errors.ts'
import { newestKeys, type KeptKey } from '../records/newest-keys.ts'
import { changeRecords, keepRecords, readRecords } from '../records/records.ts'
import { fileFields } from '../records/sealed-fields.ts'
import type { Transaction } from '../with-actor.ts'
import type { Picture, PictureKind } from './picture.ts'
import { fileUses, type FileUse } from './uses.ts'

const column = 'content'

export const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()

/** A picture that was sent. `id`: that of the row which will refer to it; `day`, `2026-11-30`: when it was taken. */
export type NewFile = { id: string; use: FileUse; day: string; picture: Picture; sentDigest: Buffer }

/** Keeps a picture, encrypted by a key of its own. The row that refers to it goes in by the same transaction: until then nobody reads it. */
export const keepFile = async (tx: Transaction, actor: string, file: NewFile): Promise<void> => {
  const { id, use, day, picture, sentDigest } = file
  const { key, sealBytes } = tx.fields.newRow(fileFields, id)
  await changeRecords(
    tx,
    { operation: 'collection', kind: 'file', subjects: [id], reason: use },
    `insert into engagement.file (id, use, kind, width, height, keep_until, digest, sent_digest, content, data_key, key_version, actor)
     values ($1, $2, $3, $4, $5, $6::date + make_interval(years => $7), $8, $9, $10, $11, $12, $13)`,
    [
      id,
      use,
      picture.kind,
      picture.width,
      picture.height,
      day,
      fileUses[use].years,
      sha256(picture.bytes),
      sentDigest,
      sealBytes(column, picture.bytes),
      key.dataKey,
      key.keyVersion,
      actor,
    ],
  )
}

/** What is told of a picture beside it. */
export type FileWords = { id: string; width: number; height: number; erased: boolean }

/** Of pictures, those that the actor may see, with their sizes. */
export const fileWords = async (tx: Transaction, ids: readonly string[]): Promise<Map<string, FileWords>> => {
  const rows = await readRecords<FileWords>(
    tx,
    { operation: 'consultation', kind: 'file', of: ({ id }) => id },
    `select id, width, height, erased_at is not null as erased from engagement.file where id = any ($1)`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** A key that was erased is null, and so are the bytes. */
type SealedFile = {
  id: string
  data_key: Buffer | null
  key_version: number
  kind: PictureKind
  content: Buffer | null
}

/**
 * The bytes of a picture. Logs that it was looked at. Errors: `not_found`, the same where there is none, where it is not the
 * actor's to see and where it was erased.
 */
export const openFile = async (
  tx: Transaction,
  id: string,
  use: FileUse,
): Promise<{ kind: PictureKind; bytes: Buffer }> => {
  const [row] = await readRecords<SealedFile>(
    tx,
    { operation: 'consultation', kind: 'file', of: (file) => file.id },
    `select id, kind, content, data_key, key_version from engagement.file where id = $1 and use = $2 and erased_at is null`,
    [id, use],
  )
  if (!row?.content || !row.data_key) throw new MetTraceError('not_found', 'There is no such picture here.')
  const key = { dataKey: row.data_key, keyVersion: row.key_version }
  return { kind: row.kind, bytes: tx.fields.row(fileFields, row.id, key).openBytes(column, row.content) }
}

const gone = `digest = null, sent_digest = null, content = null, data_key = null, erased_at = clock_timestamp()`

/** Makes a picture unreadable: its key goes. An old backup opens it with the master key of its time. False where there is none that is not erased. */
export const eraseFile = async (
  tx: Transaction,
  id: string,
  use: FileUse,
  reason: string,
): Promise<boolean> => {
  const { touched } = await changeRecords<{ id: string }>(
    tx,
    { operation: 'erasure', kind: 'file', of: (file) => file.id, reason },
    `update engagement.file set ${gone} where id = $1 and use = $2 and erased_at is null returning id`,
    [id, use],
  )
  return touched > 0
}

/** Erases what was kept for as long as it may be by a day, `2026-11-30`. Returns how many. */
export const eraseFilesBefore = async (tx: Transaction, day: string): Promise<number> => {
  const { touched } = await changeRecords<{ id: string }>(
    tx,
    { operation: 'erasure', kind: 'file', of: (file) => file.id, reason: 'kept for as long as it may be' },
    'select id from engagement.erase_files_before($1) id',
    [day],
  )
  return touched
}

const batch = 1000

/** Wraps the keys of some files by the newest master key. Returns how many; 0 when none is left. */
export const rewrapSomeFiles = async (tx: Transaction): Promise<number> => {
  const { rows } = await keepRecords<KeptKey>(
    tx,
    'a new master key: nobody is shown them, and each that is changed is written down below',
    `select id, data_key, key_version from engagement.file
     where key_version < $1 and data_key is not null limit ${batch} for update skip locked`,
    [tx.fields.newest],
  )
  await changeRecords<{ id: string }>(
    tx,
    { operation: 'alteration', kind: 'file', of: ({ id }) => id, reason: 'new master key' },
    `update engagement.file f set data_key = n.data_key, key_version = $3
     from unnest($1::uuid[], $2::bytea[]) as n (id, data_key) where f.id = n.id returning f.id`,
    newestKeys(tx, fileFields, rows),
  )
  return rows.length
}
