import { GrowingTree } from '../tree/growing-tree.ts'
import { hashLength, leafHash } from '../tree/hash.ts'
import { entryBundle, longestEntry } from './entry-bundle.ts'
import { tileHeight, tilePath, tileWidth } from './paths.ts'

/** A file of a log: its path and bytes. */
export type LogFile = { path: string; bytes: Uint8Array }

/** What must be kept of a log to write on: its size, the roots of its full subtrees and its tiles that are not full. */
export type WriterState = {
  size: number
  roots: Uint8Array[]
  /** Hashes of the partial tile of each level, lowest first. */
  partial: Uint8Array[][]
  /** Entries of the partial bundle. */
  entries: Uint8Array[]
}

/** Writes the tiles and bundles of a log that grows (C2SP tlog-tiles). */
export class TileWriter {
  readonly #tree: GrowingTree
  readonly #partial: Uint8Array[][]
  #entries: Uint8Array[]

  /** Begins a log, or goes on with one. */
  constructor(state: WriterState = { size: 0, roots: [], partial: [], entries: [] }) {
    this.#tree = new GrowingTree(state.size, state.roots)
    this.#partial = state.partial.map((hashes) => [...hashes])
    this.#entries = [...state.entries]
  }

  get size(): number {
    return this.#tree.size
  }

  root(): Uint8Array {
    return this.#tree.root()
  }

  /**
   * Adds entries. Gives every file that the log of the new size has and the old one had not: the tiles and bundles that
   * became full, and those that are not. Errors: RangeError for an entry that is too long, before anything is added.
   */
  append(entries: readonly Uint8Array[]): LogFile[] {
    if (entries.some((entry) => entry.length > longestEntry))
      throw new RangeError(`An entry has at most ${longestEntry} bytes.`)
    const files: LogFile[] = []
    const touched = new Set<number>()
    for (const entry of entries) {
      const bundle = Math.floor(this.#tree.size / tileWidth)
      this.#entries.push(entry)
      this.#tree.append(leafHash(entry), (level, index, root) => {
        if (level % tileHeight !== 0) return
        const tileLevel = level / tileHeight
        const hashes = (this.#partial[tileLevel] ??= [])
        hashes.push(root)
        touched.add(tileLevel)
        if (hashes.length < tileWidth) return
        files.push(tile(tileLevel, Math.floor(index / tileWidth), hashes))
        this.#partial[tileLevel] = []
      })
      if (this.#entries.length < tileWidth) continue
      files.push(bundleFile(bundle, this.#entries))
      this.#entries = []
    }
    for (const level of touched) {
      const hashes = this.#partial[level] ?? []
      const index = Math.floor(this.#tree.size / tileWidth ** (level + 1))
      if (hashes.length > 0) files.push(tile(level, index, hashes))
    }
    if (entries.length > 0 && this.#entries.length > 0)
      files.push(bundleFile(Math.floor(this.#tree.size / tileWidth), this.#entries))
    return files
  }

  /** What a later writer goes on from. */
  state(): WriterState {
    return {
      size: this.#tree.size,
      roots: this.#tree.roots(),
      partial: this.#partial.map((hashes) => [...hashes]),
      entries: [...this.#entries],
    }
  }
}

const tile = (level: number, index: number, hashes: readonly Uint8Array[]): LogFile => {
  const bytes = new Uint8Array(hashes.length * hashLength)
  for (const [at, hash] of hashes.entries()) bytes.set(hash, at * hashLength)
  return { path: tilePath({ level, index, width: hashes.length }), bytes }
}

const bundleFile = (index: number, entries: readonly Uint8Array[]): LogFile => ({
  path: tilePath({ level: 'entries', index, width: entries.length }),
  bytes: entryBundle(entries),
})
