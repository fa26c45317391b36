import { hashLength, nodeHash } from '../tree/hash.ts'
import { type SubtreeRoots } from '../tree/root.ts'
import { tileHeight, tilePath, tileWidth, type TilePlace } from './paths.ts'

/** Bytes of a tile; undefined when it is not there. */
export type TileReader = (place: TilePlace) => Uint8Array | undefined

/** The tile of a tree of `size` leaves that a full subtree can be worked out from. */
export const tileOfSubtree = (level: number, index: number, size: number): TilePlace => {
  const tileLevel = Math.floor(level / tileHeight)
  const tile = Math.floor((index * 2 ** (level % tileHeight)) / tileWidth)
  const hashes = Math.floor(size / tileWidth ** tileLevel)
  return { level: tileLevel, index: tile, width: Math.min(tileWidth, hashes - tile * tileWidth) }
}

/** Reads a tile, and refuses one that is missing or cut short. */
const wholeTile = (read: TileReader, place: TilePlace): Uint8Array => {
  const tile = read(place)
  if (tile?.length === place.width * hashLength) return tile
  throw new RangeError(
    `${tilePath(place)} ${tile ? `has ${tile.length} bytes, not ${place.width * hashLength}` : 'is missing'}.`,
  )
}

/**
 * Roots of the full subtrees of a tree of `size` leaves, read from its tiles. Errors: RangeError naming the tile.
 * The last tile of each level is kept: those of one proof lie beside one another.
 */
export const subtreesOfTiles = (read: TileReader, size: number): SubtreeRoots => {
  const kept = new Map<TilePlace['level'], { index: number; tile: Uint8Array }>()
  const tileAt = (place: TilePlace): Uint8Array => {
    const last = kept.get(place.level)
    if (last?.index === place.index) return last.tile
    const tile = wholeTile(read, place)
    kept.set(place.level, { index: place.index, tile })
    return tile
  }
  return ({ level, index }) => {
    const place = tileOfSubtree(level, index, size)
    const leaves = 2 ** (level % tileHeight)
    const first = index * leaves - place.index * tileWidth
    return rootOfHashes(tileAt(place).subarray(first * hashLength, (first + leaves) * hashLength))
  }
}

/** Root of a power of two of hashes, one after the other. */
const rootOfHashes = (hashes: Uint8Array): Uint8Array => {
  if (hashes.length === hashLength) return hashes
  const middle = hashes.length / 2
  return nodeHash(rootOfHashes(hashes.subarray(0, middle)), rootOfHashes(hashes.subarray(middle)))
}
