import { entryColumns, type EntryRow } from '../../foundation/log/leaf.ts'
import type { Transaction } from '../../foundation/with-actor.ts'

/** An entry with its place in the tree; no place while it is not sealed. */
export type PlacedEntry = EntryRow & { place: number | null }

const placed = `select ${entryColumns}, s.position as place
  from log.entry e left join log.sealed s on s.entry = e.id`

export const entryOf = async (tx: Transaction, id: string): Promise<PlacedEntry | undefined> =>
  (await tx.query<PlacedEntry>(`${placed} where e.id = $1`, [id])).rows[0]

export const entriesAt = async (tx: Transaction, places: readonly number[]): Promise<PlacedEntry[]> =>
  (
    await tx.query<PlacedEntry>(`${placed} where s.position = any ($1::bigint[]) order by s.position`, [
      places,
    ])
  ).rows

/** Transactions of an account that dealt with no record, from before the log held every one: how many, and until when. */
export const earlierActsOf = async (
  tx: Transaction,
  account: string,
): Promise<{ count: number; last: Date | null }> => {
  const { rows } = await tx.query<{ count: number; last: Date | null }>(
    'select count(*) as count, max(at) as last from log.earlier_act where actor = $1',
    [account],
  )
  return rows[0] ?? { count: 0, last: null }
}
