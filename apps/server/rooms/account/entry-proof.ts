import { parseNote } from '@mettrace/ledger/note/note'
import { formatProofFile } from '@mettrace/ledger/note/proof-file'
import { parseCheckpoint } from '@mettrace/ledger/note/checkpoint'
import { parseEntryBundle } from '@mettrace/ledger/tiles/entry-bundle'
import { tilePath, tileWidth } from '@mettrace/ledger/tiles/paths'
import { subtreesOfTiles } from '@mettrace/ledger/tiles/subtrees-of-tiles'
import { proveInclusion } from '@mettrace/ledger/tree/proofs'
import type { Publication } from '../../foundation/log/publication.ts'

/**
 * The proof that the entry at a place is in the published log, with the entry itself and the newest head and what
 * witnesses said of it: one file that can be checked offline (C2SP tlog-proof). Undefined while it is not published.
 */
export const proofOfPlace = (publication: Publication, place: number): string | undefined => {
  const bytes = publication.read('checkpoint')
  if (!bytes) return undefined
  const checkpoint = parseNote(bytes)
  const { size } = parseCheckpoint(checkpoint.text)
  if (place >= size) return undefined
  const index = Math.floor(place / tileWidth)
  const width = Math.min(tileWidth, size - index * tileWidth)
  const bundle = publication.read(tilePath({ level: 'entries', index, width }))
  const extra = bundle && parseEntryBundle(bundle)[place % tileWidth]
  if (!extra) return undefined
  const subtrees = subtreesOfTiles((tile) => publication.read(tilePath(tile)), size)
  return formatProofFile({ index: place, proof: proveInclusion(place, size, subtrees), checkpoint, extra })
}
