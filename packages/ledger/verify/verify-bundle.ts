import type { VerifyingKey } from '../note/key.ts'
import { parseEntryBundle } from '../tiles/entry-bundle.ts'
import { tilePath, tilesOfLevel, tileWidth, type TilePlace } from '../tiles/paths.ts'
import { subtreesOfTiles } from '../tiles/subtrees-of-tiles.ts'
import { leafHash } from '../tree/hash.ts'
import { inclusionHolds, proveInclusion } from '../tree/proofs.ts'
import type { LogReader } from './check-entries.ts'
import type { Finding } from './finding.ts'
import { signedHead, type SignedHead } from './heads.ts'

export type BundleReport = { head: SignedHead | undefined; entries: number; findings: Finding[] }

/**
 * Checks one bundle against the head of its log: every entry of it by a proof of its own, from the tiles alone, without
 * the other bundles.
 */
export const verifyBundle = async (
  read: LogReader,
  place: TilePlace,
  keys: readonly VerifyingKey[],
): Promise<BundleReport> => {
  const where = tilePath(place)
  const findings: Finding[] = []
  let head: SignedHead | undefined
  let entries: Uint8Array[] = []
  try {
    const [checkpoint, bundle] = [await read('checkpoint'), await read(where)]
    if (!checkpoint) throw new RangeError('The log has no head.')
    head = signedHead(checkpoint, keys)
    entries = parseEntryBundle(bundle ?? new Uint8Array())
    if (entries.length !== place.width)
      throw new RangeError(`It holds ${entries.length} entries, not ${place.width}.`)
    if (place.index * tileWidth + place.width > head.size)
      throw new RangeError(`It reaches beyond the head, which is of ${head.size} entries.`)
    await proveEntries(read, place, entries, head, findings)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    findings.push({ where: head ? where : 'checkpoint', words: error.message })
  }
  return { head, entries: entries.length, findings }
}

/** Tiles that proofs of one bundle can need: its own, those above it, and the last of every level. */
const proveEntries = async (
  read: LogReader,
  { index }: TilePlace,
  entries: readonly Uint8Array[],
  head: SignedHead,
  findings: Finding[],
): Promise<void> => {
  const tiles = new Map<string, Uint8Array>()
  for (let level = 0, at = index; tileWidth ** level <= head.size; level++, at = Math.floor(at / tileWidth)) {
    const places = [...tilesOfLevel(level, head.size)]
    for (const place of [places[at], places.at(-1)]) {
      const bytes = place && (await read(tilePath(place)))
      if (place && bytes) tiles.set(tilePath(place), bytes)
    }
  }
  const subtrees = subtreesOfTiles((place) => tiles.get(tilePath(place)), head.size)
  for (const [at, entry] of entries.entries()) {
    const position = index * tileWidth + at
    const proof = proveInclusion(position, head.size, subtrees)
    if (!inclusionHolds({ leaf: leafHash(entry), index: position, size: head.size, proof, root: head.root }))
      findings.push({ where: `entry ${position}`, words: 'It is not what was sealed.' })
  }
}
