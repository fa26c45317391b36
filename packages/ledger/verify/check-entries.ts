import { parseEntryBundle } from '../tiles/entry-bundle.ts'
import { tileHeight, tileLevels, tilePath, tilesOfLevel, tileWidth, type TilePlace } from '../tiles/paths.ts'
import { GrowingTree } from '../tree/growing-tree.ts'
import { emptyRoot, hashLength, leafHash, sameHash } from '../tree/hash.ts'
import type { Finding } from './finding.ts'

/** Bytes of a file of the log, by its path; undefined when there is none. */
export type LogReader = (path: string) => Promise<Uint8Array | undefined> | Uint8Array | undefined

export type CheckedEntries = {
  /** Root of the first so many entries, for every size asked about that was reached without a gap. */
  roots: Map<number, Uint8Array>
  entries: number
}

/**
 * Reads every entry of a log of `size` and holds it against its hash in the lowest tiles, and the tiles above against
 * those below. The roots are those of the sealed hashes, so that a changed entry is told as that entry and nothing more.
 * Stops where neither bundle nor tile can be read: nothing after it can be placed.
 */
export const checkEntries = async (
  read: LogReader,
  size: number,
  sizes: readonly number[],
  findings: Finding[],
): Promise<CheckedEntries> => {
  const asked = new Set([...sizes, size])
  const tree = new GrowingTree()
  const roots = new Map([[0, emptyRoot]])
  /** Hashes that the tile now being filled should have, level by level above the lowest. */
  const above: Uint8Array[][] = Array.from({ length: tileLevels(size) }, () => [])
  const differing = new DifferingEntries(findings)
  let checked = 0
  for (const place of tilesOfLevel('entries', size)) {
    const entries = await readBundle(read, place, findings)
    const sealed = await readTile(read, { ...place, level: 0 }, findings)
    const hashes = entries?.map(leafHash)
    const leaves = sealed ?? hashes
    if (!leaves) break
    checked += hashes?.length ?? 0
    for (const [at, leaf] of leaves.entries()) {
      const hash = hashes?.[at]
      if (hash && !sameHash(hash, leaf)) differing.add(tree.size)
      tree.append(leaf, (level, _, root) => {
        if (level > 0 && level % tileHeight === 0) above[level / tileHeight]?.push(root)
      })
      if (asked.has(tree.size)) roots.set(tree.size, tree.root())
    }
    for (const [level, expected] of above.entries()) {
      if (expected.length === 0 || (expected.length < tileWidth && tree.size < size)) continue
      const index = Math.ceil(Math.floor(tree.size / tileWidth ** level) / tileWidth) - 1
      await checkTile(read, { level, index, width: expected.length }, expected, findings)
      above[level] = []
    }
  }
  differing.tell()
  return { roots, entries: checked }
}

const readBundle = async (
  read: LogReader,
  place: TilePlace,
  findings: Finding[],
): Promise<Uint8Array[] | undefined> => {
  const where = tilePath(place)
  const bytes = await read(where)
  if (!bytes) {
    findings.push({ where, words: 'The file is missing.' })
    return undefined
  }
  try {
    const entries = parseEntryBundle(bytes)
    if (entries.length === place.width) return entries
    findings.push({ where, words: `It holds ${entries.length} entries, not ${place.width}.` })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    findings.push({ where, words: error.message })
  }
  return undefined
}

const readTile = async (
  read: LogReader,
  place: TilePlace,
  findings: Finding[],
): Promise<Uint8Array[] | undefined> => {
  const where = tilePath(place)
  const bytes = await read(where)
  const length = place.width * hashLength
  if (bytes?.length === length)
    return Array.from({ length: place.width }, (_, at) =>
      bytes.subarray(at * hashLength, (at + 1) * hashLength),
    )
  findings.push({
    where,
    words: bytes ? `It has ${bytes.length} bytes, not ${length}.` : 'The file is missing.',
  })
  return undefined
}

const checkTile = async (
  read: LogReader,
  place: TilePlace,
  expected: readonly Uint8Array[],
  findings: Finding[],
): Promise<void> => {
  const hashes = await readTile(read, place, findings)
  if (!hashes) return
  const different = expected.flatMap((hash, at) => (sameHash(hash, hashes[at] ?? emptyRoot) ? [] : [at]))
  const [first] = different
  if (first === undefined) return
  const each = tileWidth ** Number(place.level)
  const from = (place.index * tileWidth + first) * each
  findings.push({
    where: tilePath(place),
    words: `${different.length} of its hashes are not those of the tiles below, the first that of entries ${from} to ${from + each - 1}.`,
  })
}

/** Gathers entries that differ from their hashes into runs, so that a dropped entry is told once. */
class DifferingEntries {
  #first: number | undefined
  #last = -1
  readonly #findings: Finding[]

  constructor(findings: Finding[]) {
    this.#findings = findings
  }

  add(entry: number): void {
    if (this.#first !== undefined && entry === this.#last + 1) {
      this.#last = entry
      return
    }
    this.tell()
    this.#first = entry
    this.#last = entry
  }

  /** Tells of the run that was gathered, if any. */
  tell(): void {
    if (this.#first === undefined) return
    const one = this.#first === this.#last
    this.#findings.push({
      where: one ? `entry ${this.#first}` : `entries ${this.#first} to ${this.#last}`,
      words: one
        ? 'It is not what was sealed.'
        : 'They are not what was sealed: changed, or moved by one that was dropped, put in or reordered.',
    })
    this.#first = undefined
  }
}
