import type { Transaction } from '../foundation/with-actor.ts'
import { entriesOfActs, type PlacedEntry } from './log-entries.ts'

export type ActRow = { id: string; at: Date; role: string; purpose: string; entries: PlacedEntry[] }

/** Where a page of acts begins: behind an act, towards the older or the newer ones; at the newest without either. */
export type FromAct = { before?: string | undefined; after?: string | undefined }

export type ActsPage = {
  /** The newest first. */
  acts: ActRow[]
  /** Act that the next newer page begins behind; undefined where there is none. */
  newer: string | undefined
  /** Act that the next older page begins behind; undefined where there is none. */
  older: string | undefined
}

/** Acts that a page shows. */
export const actsOnPage = 200

/** Above every id. */
const newest = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const towardsOlder = `select id, at, role, purpose from foundation.act
  where actor = $1 and id < $2 order by id desc limit $3`
const towardsNewer = `select id, at, role, purpose from foundation.act
  where actor = $1 and id > $2 order by id limit $3`

/**
 * A page of what an account did: every transaction, with what it did with whose record. By the id of the act that the
 * page begins behind, so that none is shown twice or passed over when more is done meanwhile.
 */
export const actsOf = async (tx: Transaction, actor: string, from: FromAct = {}): Promise<ActsPage> => {
  const backwards = from.after !== undefined
  const behind = from.after ?? from.before
  // One more than is shown tells whether the way goes on.
  const { rows } = await tx.query<Omit<ActRow, 'entries'>>(backwards ? towardsNewer : towardsOlder, [
    actor,
    behind ?? newest,
    actsOnPage + 1,
  ])
  const goesOn = rows.length > actsOnPage
  const shown = rows.slice(0, actsOnPage)
  if (backwards) shown.reverse()
  const entries = Map.groupBy(
    await entriesOfActs(
      tx,
      shown.map(({ id }) => id),
    ),
    ({ act }) => act,
  )
  const cameFrom = behind !== undefined
  return {
    acts: shown.map((act) => Object.assign({}, act, { entries: entries.get(act.id) ?? [] })),
    newer: (backwards ? goesOn : cameFrom) ? shown[0]?.id : undefined,
    older: (backwards ? cameFrom : goesOn) ? shown.at(-1)?.id : undefined,
  }
}
