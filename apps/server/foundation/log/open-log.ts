import { actingAs } from '../access/acting-as.ts'
import { checkpointText, type Checkpoint } from '@mettrace/ledger/note/checkpoint'
import type { SigningKey } from '@mettrace/ledger/note/key'
import { formatNote } from '@mettrace/ledger/note/note'
import { signText } from '@mettrace/ledger/note/sign'
import { tilePath } from '@mettrace/ledger/tiles/paths'
import { TileWriter, type LogFile } from '@mettrace/ledger/tiles/tile-writer'
import { writerStateOf } from '@mettrace/ledger/tiles/writer-state'
import { emptyRoot, sameHash } from '@mettrace/ledger/tree/hash'
import { signedHead } from '@mettrace/ledger/verify/heads'
import type { Database } from '../database.ts'
import { MetTraceError } from '../errors.ts'
import type { Transaction } from '../with-actor.ts'
import {
  cluster,
  headOfSize,
  insertEpoch,
  insertHead,
  lastEpoch,
  lastHead,
  nextEpoch,
  sealedEntries,
  type HeadRow,
} from './head-queries.ts'
import { leafOf } from './leaf.ts'
import type { Publication } from './publication.ts'

export const sealerActor = actingAs('sealer', 'the sealer')

/** The log of one installation: where it is written, where it is published, and the key that signs it. */
export type LogParts = { database: Database; publication: Publication; key: SigningKey }

/** Entries that are read from the database at a time. */
const chunk = 10_000

export const number = new Intl.NumberFormat('en-GB')

const differs = (words: string, directory: string): MetTraceError =>
  new MetTraceError('log_differs', words, { file: directory })

/** A head as the log signs it. */
export const signHead = (key: SigningKey, size: number, root: Uint8Array): string => {
  const text = checkpointText({ origin: key.name, size, root })
  return formatNote({ text, signatures: [signText(text, key)] })
}

/** The head that is published; undefined when nothing is yet. Errors: `log_differs` when it is not of this log. */
export const publishedHead = ({ publication, key }: LogParts): Checkpoint | undefined => {
  const bytes = publication.read('checkpoint')
  if (!bytes) return undefined
  try {
    const head = signedHead(bytes, [key])
    if (head.origin === key.name) return head
    throw new RangeError(`It is of ${head.origin}.`)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw differs(
      `The log that is published there was not signed with this installation’s master key. ${error.message} Choose another folder with METTRACE_LOG_DIRECTORY, or bring back the master key.`,
      publication.directory,
    )
  }
}

/** The last head of the database; the head of nothing is signed when there is none. */
const firstOrLastHead = async (tx: Transaction, key: SigningKey): Promise<HeadRow> => {
  const last = await lastHead(tx)
  if (last) return last
  const root = Buffer.from(emptyRoot)
  const head = { size: 0, epoch: 1, sealed_below: '0', root, note: signHead(key, 0, root) }
  await insertHead(tx, head)
  return head
}

/** Begins an epoch where this is another cluster, or another life of it, than the one that the last epoch began in. */
const noteRestore = async (tx: Transaction, size: number): Promise<void> => {
  const [now, last] = [await cluster(tx), await lastEpoch(tx)]
  if (last?.system_identifier === now.identifier && last.timeline === now.timeline) return
  await insertEpoch(tx, {
    number: nextEpoch(last),
    system_identifier: now.identifier,
    timeline: now.timeline,
    size,
    reason: last ? 'The database was restored, moved or taken over by another server.' : 'The log began.',
  })
}

const checkAgainst = async (
  tx: Transaction,
  published: Checkpoint,
  head: HeadRow,
  directory: string,
): Promise<void> => {
  if (published.size > head.size) {
    throw differs(
      `The published log has ${number.format(published.size)} entries, the database ${number.format(head.size)}: the database is older than what left this machine. If it was restored from a backup, say so: npm run -s mettrace -- log begin-epoch --reason "restored from the backup of …"`,
      directory,
    )
  }
  const same = await headOfSize(tx, published.size)
  if (same && sameHash(same.root, published.root)) return
  throw differs(
    `The published log and the database have different histories of the first ${number.format(published.size)} entries. Keep both, and check each with: npm run -s mettrace -- verify`,
    directory,
  )
}

/** A writer that goes on from what is published; from nothing where the tiles are not all there. */
const writerAt = ({ publication }: LogParts, published: Checkpoint | undefined): TileWriter => {
  if (!published) return new TileWriter()
  try {
    const state = writerStateOf((place) => publication.read(tilePath(place)), published.size)
    const writer = new TileWriter(state)
    if (sameHash(writer.root(), published.root)) return writer
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return new TileWriter()
}

/** Appends the entries of the database from the writer's size up to the head. */
const replay = async (
  { database, publication }: LogParts,
  writer: TileWriter,
  head: HeadRow,
  put: (files: LogFile[]) => Promise<void>,
): Promise<void> => {
  while (writer.size < head.size) {
    const most = Math.min(chunk, head.size - writer.size)
    const rows = await database.keepHouse(sealerActor, 'publish the log', (tx) =>
      sealedEntries(tx, writer.size, most),
    )
    const gap = rows.findIndex(({ position }, at) => position !== writer.size + at)
    if (gap >= 0 || rows.length < most) {
      throw differs(
        `Entry ${number.format(writer.size + (gap < 0 ? rows.length : gap))} is neither published here nor in the database. Bring back a copy of the folder of the log.`,
        publication.directory,
      )
    }
    await put(writer.append(rows.map(leafOf)))
  }
  if (!sameHash(writer.root(), head.root)) {
    throw differs(
      `The entries of the database do not make the head of ${number.format(head.size)} entries that was signed: one was changed after it was sealed and before it was published.`,
      publication.directory,
    )
  }
}

/**
 * Brings publication and database together: what was sealed and not published when a process ended is published now,
 * and only when it makes the head that was signed. Gives the writer that goes on from there.
 * Errors: `log_differs` when the two do not belong together; then nothing was changed.
 */
export const openLog = async (parts: LogParts): Promise<TileWriter> => {
  const { database, publication, key } = parts
  const published = publishedHead(parts)
  const head = await database.keepHouse(sealerActor, 'open the log', async (tx) => {
    const last = await firstOrLastHead(tx, key)
    if (published) await checkAgainst(tx, published, last, publication.directory)
    await noteRestore(tx, last.size)
    return last
  })
  const writer = writerAt(parts, published)
  const before = writer.state()
  await replay(parts, writer, head, async () => undefined)
  if (writer.size === before.size) return writer
  const again = new TileWriter(before)
  await replay(parts, again, head, (files) => publication.write(files))
  return again
}
