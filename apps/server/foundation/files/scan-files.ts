import { MetTraceError } from '../errors.ts'
import { newestKeys, type KeptKey } from '../records/newest-keys.ts'
import { changeRecords, keepRecords, readRecords } from '../records/records.ts'
import { scanFileFields } from '../records/sealed-fields.ts'
import type { Transaction } from '../with-actor.ts'
import { sha256 } from './files.ts'
import type { Picture, PictureKind } from './picture.ts'

// Pictures of scans fall under DPA 2018 Part 3: they stand in a schema of their own, and as long as their scans.

const column = 'content'

/** Whose picture it is, in the log: that of what a phone told of a scan, which has the same id. */
const ofScan = { kind: 'scan', of: ({ id }: { id: string }) => id } as const

/** Keeps the picture of a scan, encrypted by a key of its own, before the row that refers to it. `id`: of what the phone told. */
export const keepScanFile = async (
  tx: Transaction,
  actor: string,
  { id, picture, sentDigest }: { id: string; picture: Picture; sentDigest: Buffer },
): Promise<void> => {
  const { key, sealBytes } = tx.fields.newRow(scanFileFields, id)
  await changeRecords(
    tx,
    { operation: 'collection', kind: 'scan', subjects: [id], reason: 'scan picture' },
    `insert into enforcement.file (id, use, kind, width, height, digest, sent_digest, content, data_key, key_version, actor)
     values ($1, 'scan picture', $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      picture.kind,
      picture.width,
      picture.height,
      sha256(picture.bytes),
      sentDigest,
      sealBytes(column, picture.bytes),
      key.dataKey,
      key.keyVersion,
      actor,
    ],
  )
}

/** What is told of a picture of a scan beside it; digests are null once it was erased. */
export type ScanFileWords = {
  id: string
  kind: PictureKind
  width: number
  height: number
  digest: Buffer | null
  sentDigest: Buffer | null
}

/** Of pictures of scans, those that the actor may see. Logs each. */
export const scanFileWords = async (
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, ScanFileWords>> => {
  const rows = await readRecords<ScanFileWords>(
    tx,
    { operation: 'consultation', ...ofScan },
    `select id, kind, width, height, digest, sent_digest as "sentDigest" from enforcement.file where id = any ($1)`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

type SealedFile = {
  id: string
  data_key: Buffer | null
  key_version: number
  kind: PictureKind
  content: Buffer | null
}

/**
 * The bytes of a picture of a scan. Logs that it was looked at. Errors: `not_found`, the same where there is none, where it is not
 * the actor's to see and where it was erased.
 */
export const openScanFile = async (
  tx: Transaction,
  id: string | undefined,
): Promise<{ kind: PictureKind; bytes: Buffer }> => {
  const [row] = await readRecords<SealedFile>(
    tx,
    { operation: 'consultation', ...ofScan, reason: 'its picture' },
    `select id, kind, content, data_key, key_version from enforcement.file where id = $1 and erased_at is null`,
    [id ?? null],
  )
  if (!row?.content || !row.data_key) throw new MetTraceError('not_found', 'There is no such picture here.')
  const key = { dataKey: row.data_key, keyVersion: row.key_version }
  return { kind: row.kind, bytes: tx.fields.row(scanFileFields, row.id, key).openBytes(column, row.content) }
}

/** Makes a picture of a scan unreadable: its key goes. Logs it. False where there is none that is not erased. */
export const eraseScanFile = async (
  tx: Transaction,
  id: string | undefined,
  reason: string,
): Promise<boolean> => {
  const { touched } = await changeRecords<{ id: string }>(
    tx,
    { operation: 'erasure', ...ofScan, reason },
    `update enforcement.file set digest = null, sent_digest = null, content = null, data_key = null, erased_at = clock_timestamp()
     where id = $1 and erased_at is null returning id`,
    [id ?? null],
  )
  return touched > 0
}

const batch = 1000

/** Wraps the keys of some pictures of scans by the newest master key. Returns how many; 0 when none is left. */
export const rewrapSomeScanFiles = async (tx: Transaction): Promise<number> => {
  const { rows } = await keepRecords<KeptKey>(
    tx,
    'a new master key: nobody is shown them, and each that is changed is written down below',
    `select id, data_key, key_version from enforcement.file
     where key_version < $1 and data_key is not null limit ${batch} for update skip locked`,
    [tx.fields.newest],
  )
  await changeRecords<{ id: string }>(
    tx,
    { operation: 'alteration', ...ofScan, reason: 'new master key' },
    `update enforcement.file f set data_key = n.data_key, key_version = $3
     from unnest($1::uuid[], $2::bytea[]) as n (id, data_key) where f.id = n.id returning f.id`,
    newestKeys(tx, scanFileFields, rows),
  )
  return rows.length
}
