import { formatNote, parseNote, parseSignature, type Note } from '@mettrace/ledger/note/note'
import { tileLevels, tilePath, tilesOfLevel, tileWidth } from '@mettrace/ledger/tiles/paths'
import { subtreesOfTiles } from '@mettrace/ledger/tiles/subtrees-of-tiles'
import { TileWriter, type LogFile } from '@mettrace/ledger/tiles/tile-writer'
import { proveConsistency } from '@mettrace/ledger/tree/proofs'
import type { Transaction } from '../with-actor.ts'
import { uuidv7 } from '../uuid.ts'
import {
  cosignaturesOf,
  cursors,
  insertAlarm,
  insertCosignature,
  insertHead,
  insertSealed,
  lastCosigned,
  lastHead,
  unsealedEntries,
} from './head-queries.ts'
import { leafOf } from './leaf.ts'
import { openLog, sealerActor, signHead, type LogParts } from './open-log.ts'
import { askWitness, type WitnessAddress } from './witness-client.ts'

export type SealerParts = LogParts & {
  /** May still be starting. */
  witnesses: readonly WitnessAddress[] | Promise<readonly WitnessAddress[]>
  /** Entries of one head at most. */
  batch?: number
}

const defaultBatch = 20_000

/**
 * Gathers entries into the tree, signs its head, publishes both and has witnesses cosign it. A head is first in the
 * database for good and then published; whatever ends the process in between, the next one publishes that same head.
 */
export class Sealer {
  readonly #parts: SealerParts
  #writer: TileWriter | undefined
  /** Size of the head that is published with every cosignature that can be had. */
  #complete = -1
  readonly #lastWords = new Map<string, string>()
  readonly #lastSeen = new Map<string, number>()
  /** Partial files of heads that were published, oldest first. */
  readonly #partial: string[][] = []

  constructor(parts: SealerParts) {
    this.#parts = parts
  }

  /** Brings database and publication together. Errors: `log_differs`. */
  async open(): Promise<void> {
    this.#writer ??= await openLog(this.#parts)
  }

  /** Seals whatever can be sealed, and publishes the head. Gives the size of the log. Errors: `log_differs`. */
  async pass(): Promise<number> {
    await this.open()
    const batch = this.#parts.batch ?? defaultBatch
    while ((await this.#sealBatch(batch)) >= batch);
    const size = this.#writer?.size ?? 0
    if (size !== this.#complete && (await this.#publishHead(size))) this.#complete = size
    return size
  }

  async #sealBatch(batch: number): Promise<number> {
    if (!this.#writer) throw new RangeError('The log is not open.')
    const writer = new TileWriter(this.#writer.state())
    const first = writer.size
    // Whatever happens from here on, what is on the disk is looked at again first.
    this.#writer = undefined
    const files = await this.#parts.database.withActor(sealerActor, 'seal the log', (tx) =>
      this.#seal(tx, writer, batch),
    )
    if (files.length > 0) await this.#parts.publication.write(files)
    this.#writer = writer
    return writer.size - first
  }

  async #seal(tx: Transaction, writer: TileWriter, batch: number): Promise<LogFile[]> {
    const from = await cursors(tx)
    const present = Math.max(...from.keys())
    const first = writer.size
    const rows: { id: string; leaf: Buffer }[] = []
    let below = from.get(present) ?? '0'
    for (const [epoch, cursor] of [...from].toSorted(([one], [other]) => one - other)) {
      const most = batch - rows.length
      if (most === 0) break
      const isPresent = epoch === present
      const found = await unsealedEntries(tx, { number: epoch, from: cursor, present: isPresent }, most)
      for (const row of found) rows.push({ id: row.id, leaf: leafOf(row) })
      const last = found.at(-1)
      // A full batch may have left entries of its last transaction behind.
      if (isPresent && last) below = found.length < most ? last.horizon : last.xid
    }
    if (rows.length === 0) return []
    const files = writer.append(rows.map(({ leaf }) => leaf))
    const root = Buffer.from(writer.root())
    await insertSealed(
      tx,
      first,
      rows.map(({ id }) => id),
    )
    const note = signHead(this.#parts.key, writer.size, root)
    await insertHead(tx, { size: writer.size, epoch: present, sealed_below: below, root, note })
    return files
  }

  /** Whether nothing is left to be had for this head. */
  async #publishHead(size: number): Promise<boolean> {
    const { database, publication } = this.#parts
    const witnesses = await this.#parts.witnesses
    const { note, known } = await database.withActor(sealerActor, 'publish the log', async (tx) => {
      const head = await lastHead(tx)
      if (head?.size !== size) throw new RangeError(`The last head is not that of ${size} entries.`)
      for (const { key } of witnesses)
        if (!this.#lastSeen.has(key.name)) this.#lastSeen.set(key.name, await lastCosigned(tx, key.name))
      return { note: parseNote(head.note), known: await cosignaturesOf(tx, size) }
    })
    const had = new Set(known.map(({ witness }) => witness))
    const asked = witnesses.filter(({ key }) => !had.has(key.name))
    const lines = await this.#askAll(asked, note, size)
    const signatures = [
      ...note.signatures,
      ...[...known.map(({ line }) => line), ...lines].map(parseSignature),
    ]
    const bytes = Buffer.from(formatNote({ text: note.text, signatures }))
    const present = publication.read('checkpoint')
    if (!present || !bytes.equals(present)) await publication.write([{ path: 'checkpoint', bytes }])
    await this.#prune(size)
    return lines.length === asked.length
  }

  async #askAll(asked: readonly WitnessAddress[], note: Note, size: number): Promise<string[]> {
    const { database, publication } = this.#parts
    const subtrees = subtreesOfTiles((place) => publication.read(tilePath(place)), size)
    const proofFrom = (old: number): Uint8Array[] => (old > 0 ? proveConsistency(old, size, subtrees) : [])
    const outcomes = await Promise.all(
      asked.map(async (witness) => ({
        name: witness.key.name,
        outcome: await askWitness(
          witness,
          { size, note, proofFrom },
          this.#lastSeen.get(witness.key.name) ?? 0,
        ),
      })),
    )
    const lines: string[] = []
    const news = outcomes.filter(({ name, outcome }) => {
      const words = outcome.kind === 'cosigned' ? '' : outcome.words
      const told = this.#lastWords.get(name) === words && outcome.kind !== 'cosigned'
      this.#lastWords.set(name, words)
      return !told
    })
    if (news.length > 0)
      await database.withActor(sealerActor, 'what witnesses said', async (tx) => {
        for (const { name, outcome } of news) {
          if (outcome.kind === 'cosigned') await insertCosignature(tx, size, { witness: name, ...outcome })
          else await insertAlarm(tx, uuidv7(), name, outcome.words)
        }
      })
    for (const { name, outcome } of outcomes) {
      if (outcome.kind !== 'cosigned') continue
      this.#lastSeen.set(name, size)
      lines.push(outcome.line)
    }
    return lines
  }

  /** Partial tiles go when two later heads are published: a reader under way finds those of the head it began with. */
  async #prune(size: number): Promise<void> {
    const partial = partialPaths(size)
    if (this.#partial.at(-1)?.join() !== partial.join()) this.#partial.push(partial)
    if (this.#partial.length <= 2) return
    const old = this.#partial.shift() ?? []
    const needed = new Set(this.#partial.flat())
    await this.#parts.publication.remove(old.filter((path) => !needed.has(path)))
  }
}

const partialPaths = (size: number): string[] =>
  ['entries' as const, ...Array(tileLevels(size)).keys()].flatMap((level) => {
    const last = [...tilesOfLevel(level, size)].at(-1)
    return last && last.width < tileWidth ? [tilePath(last)] : []
  })
