import { fullSubtrees } from '../tree/ranges.ts'
import { hashLength } from '../tree/hash.ts'
import { parseEntryBundle } from './entry-bundle.ts'
import { tileLevels, tilePath, tilesOfLevel, tileWidth, type TilePlace } from './paths.ts'
import { subtreesOfTiles, type TileReader } from './subtrees-of-tiles.ts'
import type { WriterState } from './tile-writer.ts'

/** The last tile of a level where it is not full: the one that a log grows at. */
const partialOf = (level: number | 'entries', size: number): TilePlace | undefined => {
  const last = [...tilesOfLevel(level, size)].at(-1)
  return last && last.width < tileWidth ? last : undefined
}

const readOf = (read: TileReader, place: TilePlace): Uint8Array => {
  const bytes = read(place)
  if (!bytes) throw new RangeError(`${tilePath(place)} is missing.`)
  return bytes
}

/**
 * What a writer goes on from, read from the tiles of a log of `size` entries. Whether they are the tiles of its head is
 * for the caller to see, by the writer's root. Errors: RangeError naming the file that is missing or of the wrong size.
 */
export const writerStateOf = (read: TileReader, size: number): WriterState => {
  const subtrees = subtreesOfTiles(read, size)
  const partial = Array.from({ length: tileLevels(size) }, (_, level): Uint8Array[] => {
    const place = partialOf(level, size)
    if (!place) return []
    const bytes = readOf(read, place)
    if (bytes.length !== place.width * hashLength)
      throw new RangeError(`${tilePath(place)} has ${bytes.length} bytes, not ${place.width * hashLength}.`)
    return Array.from({ length: place.width }, (__, at) =>
      bytes.subarray(at * hashLength, (at + 1) * hashLength),
    )
  })
  const bundle = partialOf('entries', size)
  const entries = bundle ? parseEntryBundle(readOf(read, bundle)) : []
  if (bundle && entries.length !== bundle.width)
    throw new RangeError(`${tilePath(bundle)} holds ${entries.length} entries, not ${bundle.width}.`)
  return { size, roots: fullSubtrees({ start: 0, end: size }).map(subtrees), partial, entries }
}
