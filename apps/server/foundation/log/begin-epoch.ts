import { parseEntryBundle } from '@mettrace/ledger/tiles/entry-bundle'
import { tilePath, tilesOfLevel, tileWidth } from '@mettrace/ledger/tiles/paths'
import { subtreesOfTiles } from '@mettrace/ledger/tiles/subtrees-of-tiles'
import { sameHash } from '@mettrace/ledger/tree/hash'
import { rangeRoot } from '@mettrace/ledger/tree/root'
import { MetTraceError } from '../errors.ts'
import type { Transaction } from '../with-actor.ts'
import {
  cluster,
  insertEpoch,
  insertHead,
  insertSealed,
  lastEpoch,
  lastHead,
  nextEpoch,
} from './head-queries.ts'
import { readLeaf, type ReadLeaf } from './leaf.ts'
import { number, publishedHead, sealerActor, signHead, type LogParts } from './open-log.ts'

export type BegunEpoch = {
  epoch: number
  /** Entries of the published log, which goes on. */
  size: number
  /** Entries that the restored database has and had not known as sealed. */
  adopted: number
  /** Entries that are only in the published log now. */
  lost: number
}

type Published = ReadLeaf & { position: number }

/** What is published from `first` on, by the ids of the entries. */
const publishedLeaves = ({ publication }: LogParts, first: number, size: number): Map<string, Published> => {
  const leaves = new Map<string, Published>()
  for (const place of tilesOfLevel('entries', size)) {
    const from = place.index * tileWidth
    if (from + place.width <= first) continue
    const bundle = publication.read(tilePath(place))
    if (!bundle)
      throw new MetTraceError('log_differs', `The published log lacks ${tilePath(place)}.`, {
        file: publication.directory,
      })
    for (const [at, leaf] of parseEntryBundle(bundle).entries()) {
      const read = readLeaf(leaf)
      if (read && from + at >= first) leaves.set(read.id, { ...read, position: from + at })
    }
  }
  return leaves
}

const adopt = async (tx: Transaction, leaves: ReadonlyMap<string, Published>): Promise<number> => {
  const { rows } = await tx.query<{ id: string }>('select id from log.entry where id = any ($1::uuid[])', [
    [...leaves.keys()],
  ])
  const known = rows.flatMap(({ id }) => leaves.get(id) ?? [])
  await insertSealed(
    tx,
    known.map(({ id, position, before }) => ({
      id,
      position,
      before: before === null ? null : JSON.stringify(before),
    })),
  )
  return known.length
}

/**
 * Lets the published log go on from a database that was restored to an earlier state: a new epoch begins at the
 * published head, entries that both have keep their place, and those that only the published log has stay in it.
 * Errors: `usage` when the database is not behind; `log_differs` when it has another history.
 */
export const beginEpoch = async (parts: LogParts, reason: string): Promise<BegunEpoch> => {
  const { database, publication, key } = parts
  const published = publishedHead(parts)
  return database.withActor(sealerActor, 'begin an epoch of the log', async (tx) => {
    const head = await lastHead(tx)
    if (!published || (head && published.size <= head.size)) {
      throw new MetTraceError(
        'usage',
        `The database is not behind the published log (${number.format(published?.size ?? 0)} entries published, ${number.format(head?.size ?? 0)} sealed): there is nothing to begin an epoch for.`,
      )
    }
    const size = head?.size ?? 0
    const subtrees = subtreesOfTiles((place) => publication.read(tilePath(place)), published.size)
    if (head && !sameHash(rangeRoot({ start: 0, end: size }, subtrees), head.root)) {
      throw new MetTraceError(
        'log_differs',
        `The first ${number.format(size)} entries of the published log are not those that this database sealed.`,
        { file: publication.directory },
      )
    }
    const adopted = await adopt(tx, publishedLeaves(parts, size, published.size))
    const [now, last] = [await cluster(tx), await lastEpoch(tx)]
    const epoch = nextEpoch(last)
    await insertEpoch(tx, {
      number: epoch,
      system_identifier: now.identifier,
      timeline: now.timeline,
      size: published.size,
      reason,
    })
    const root = Buffer.from(published.root)
    const note = signHead(key, published.size, root)
    await insertHead(tx, { size: published.size, epoch, sealed_below: '0', root, note })
    return { epoch, size: published.size, adopted, lost: published.size - size - adopted }
  })
}
