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

/** Roots of the full subtrees of a tree of `size` leaves, read from its tiles. Errors: RangeError naming the tile. */
export const subtreesOfTiles =
  (read: TileReader, size: number): SubtreeRoots =>
  ({ level, index }) => {
    const place = tileOfSubtree(level, index, size)
    const tile = read(place)
    if (tile?.length !== place.width * hashLength)
      throw new RangeError(
        `${tilePath(place)} ${tile ? `has ${tile.length} bytes, not ${place.width * hashLength}` : 'is missing'}.`,
      )
    const leaves = 2 ** (level % tileHeight)
    const first = index * leaves - place.index * tileWidth
    return rootOfHashes(tile.subarray(first * hashLength, (first + leaves) * hashLength))
  }

/** Root of a power of two of hashes, one after the other. */
const rootOfHashes = (hashes: Uint8Array): Uint8Array => {
  if (hashes.length === hashLength) return hashes
  const middle = hashes.length / 2
  return nodeHash(rootOfHashes(hashes.subarray(0, middle)), rootOfHashes(hashes.subarray(middle)))
}
