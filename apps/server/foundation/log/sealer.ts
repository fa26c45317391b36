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
  clockNow,
  insertHead,
  insertSealed,
  lastCosigned,
  lastHead,
  unsealedEntries,
} from './head-queries.ts'
import { beforePlace } from './heads-before.ts'
import { ClockWatch } from './clock-watch.ts'
import { leafOf, type EntryRow } from './leaf.ts'
import { openLog, sealerActor, signHead, type LogParts } from './open-log.ts'
import { askWitness, type WitnessAddress } from './witness-client.ts'

export type SealerParts = LogParts & {
  /** May still be starting. */
  witnesses: readonly WitnessAddress[] | Promise<readonly WitnessAddress[]>
  /** Entries of one head at most. */
  batch?: number
  /** Milliseconds that the process has counted, from any beginning; nobody can set it back. */
  ticks?: () => number
}

const defaultBatch = 20_000

/**
 * Gathers entries into the tree, signs its head, publishes both and has witnesses cosign it. A head is first in the
 * database first and then published: if the process ends in between, the next one publishes the same head.
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
  readonly #clock: ClockWatch
  #hasLooked = false

  constructor(parts: SealerParts) {
    this.#parts = parts
    this.#clock = new ClockWatch(parts.ticks ?? (() => performance.now()))
  }

  /** Brings database and publication together. Errors: `log_differs`. */
  async open(): Promise<void> {
    this.#writer ??= await openLog(this.#parts)
  }

  /** Seals every entry that is ready, and publishes the head. Gives the size of the log. Errors: `log_differs`. */
  async pass(): Promise<number> {
    await this.open()
    await this.#watchClock()
    const batch = this.#parts.batch ?? defaultBatch
    while ((await this.#sealBatch(batch)) >= batch);
    const size = this.#writer?.size ?? 0
    if (size !== this.#complete && (await this.#publishHead(size))) this.#complete = size
    return size
  }

  /** Writes down, in the log and among the warnings, that the database's clock jumped. */
  async #watchClock(): Promise<void> {
    const { database } = this.#parts
    const { now, signed } = await database.keepHouse(sealerActor, 'clock of the database', clockNow)
    const words = this.#clock.look(now, signed)
    if (words === undefined) return
    await database.withActor(sealerActor, words, (tx) =>
      insertAlarm(
        tx,
        uuidv7(),
        'the clock of the database',
        `${words[0]?.toUpperCase()}${words.slice(1)}. Times before and after cannot be compared; the order of the entries holds.`,
      ),
    )
  }

  async #sealBatch(batch: number): Promise<number> {
    if (!this.#writer) throw new RangeError('The log is not open.')
    const writer = new TileWriter(this.#writer.state())
    const first = writer.size
    // If anything below fails, the next pass reads the disk again before it writes.
    this.#writer = undefined
    const files = await this.#parts.database.keepHouse(sealerActor, 'seal the log', (tx) =>
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
    const rows: EntryRow[] = []
    let below = from.get(present) ?? '0'
    for (const [epoch, cursor] of [...from].toSorted(([one], [other]) => one - other)) {
      const most = batch - rows.length
      if (most === 0) break
      const isPresent = epoch === present
      const found = await unsealedEntries(tx, { number: epoch, from: cursor, present: isPresent }, most)
      for (const row of found) rows.push(row)
      const last = found.at(-1)
      // A full batch may have left entries of its last transaction behind.
      if (isPresent && last) below = found.length < most ? last.horizon : last.xid
    }
    const [foremost] = rows
    if (!foremost) return []
    // Entries of version 1, written before an update, have nowhere to say it: the first of the next head does.
    const before = foremost.version >= 2 ? JSON.stringify(await beforePlace(tx, first, present)) : null
    const sealed = rows.map((row, at) =>
      Object.assign(row, { position: first + at, before: row === foremost ? before : null }),
    )
    const files = writer.append(sealed.map(leafOf))
    const root = Buffer.from(writer.root())
    await insertSealed(tx, sealed)
    const note = signHead(this.#parts.key, writer.size, root)
    await insertHead(tx, { size: writer.size, epoch: present, sealed_below: below, root, note })
    return files
  }

  /** Whether nothing is left to be had for this head. */
  async #publishHead(size: number): Promise<boolean> {
    const { database, publication } = this.#parts
    const witnesses = await this.#parts.witnesses
    const { note, known } = await database.keepHouse(sealerActor, 'publish the log', async (tx) => {
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
      await database.keepHouse(sealerActor, 'what witnesses said', async (tx) => {
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
    if (!this.#hasLooked) {
      // Left by a process that ended: they go with those of the head that it published last.
      this.#hasLooked = true
      const left = await this.#parts.publication.partialFiles()
      this.#partial.push(left.filter((path) => !partial.includes(path)))
    }
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
