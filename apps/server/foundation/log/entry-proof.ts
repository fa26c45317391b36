import { parseNote } from '@mettrace/ledger/note/note'
import { formatProofFile } from '@mettrace/ledger/note/proof-file'
import { parseCheckpoint } from '@mettrace/ledger/note/checkpoint'
import { parseEntryBundle } from '@mettrace/ledger/tiles/entry-bundle'
import { tilePath, tileWidth, type TilePlace } from '@mettrace/ledger/tiles/paths'
import { subtreesOfTiles } from '@mettrace/ledger/tiles/subtrees-of-tiles'
import { hashLength } from '@mettrace/ledger/tree/hash'
import { proveInclusion } from '@mettrace/ledger/tree/proofs'
import type { Publication } from './publication.ts'

/** How wide a tile of a log of `size` entries is. */
const widthIn = ({ level, index }: TilePlace, size: number): number => {
  const hashes = Math.floor(size / tileWidth ** (level === 'entries' ? 0 : level))
  return Math.min(tileWidth, hashes - index * tileWidth)
}

/**
 * The proof that the entry at a place is in the published log, with the entry itself and a signed head: one file that can be
 * checked offline (C2SP tlog-proof). The head is the newest, with what witnesses said of it, or an earlier one as it was
 * signed. Undefined while the entry is not published, or not in that head.
 */
export const proofOfPlace = (publication: Publication, place: number, head?: string): string | undefined => {
  const bytes = publication.read('checkpoint')
  if (!bytes) return undefined
  const { size: published } = parseCheckpoint(parseNote(bytes).text)
  const checkpoint = parseNote(head ?? bytes)
  const { size } = parseCheckpoint(checkpoint.text)
  if (place >= size || size > published) return undefined
  const index = Math.floor(place / tileWidth)
  const entries: TilePlace = { level: 'entries', index, width: 0 }
  const bundle = publication.read(tilePath({ ...entries, width: widthIn(entries, published) }))
  const extra = bundle && parseEntryBundle(bundle)[place % tileWidth]
  if (!extra) return undefined
  // Tiles of an earlier head are how those of the newest begin.
  const subtrees = subtreesOfTiles(
    (tile) =>
      publication
        .read(tilePath({ ...tile, width: widthIn(tile, published) }))
        ?.subarray(0, tile.width * hashLength),
    size,
  )
  return formatProofFile({ index: place, proof: proveInclusion(place, size, subtrees), checkpoint, extra })
}
