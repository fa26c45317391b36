import { entryColumns } from '../../foundation/log/leaf.ts'
import type { Operation } from '../../foundation/log/operations.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import type { PlacedEntry } from './log-entries.ts'

/** Whose entries are asked for: those about a record, alone or in a list, or those of accounts. */
export type Asked = { subject: Buffer } | { actors: readonly string[] }

/** What else is asked of them. Days are London's, `2026-11-26`, both included. */
export type Filters = {
  operation?: Operation | undefined
  from?: string | undefined
  to?: string | undefined
  /** Only those of this account. */
  actor?: string | undefined
}

/** Where a page begins: behind an entry, towards the older or the newer ones; at the newest without either. */
export type Behind = { before?: string | undefined; after?: string | undefined }

/** An entry with the key that pages go by. */
export type ListedEntry = PlacedEntry & { key: string }

export type EntriesPage = {
  /** The newest first, in the order of the tree: clocks may have been put back. */
  entries: ListedEntry[]
  /** Of all pages. */
  total: number
  /** How many are newer than those of this page. */
  newerOnes: number
  /** Key that the next newer page begins behind; undefined where there is none. */
  newer: string | undefined
  /** Key that the next older page begins behind; undefined where there is none. */
  older: string | undefined
}

/** Entries that a page shows. */
export const entriesOnPage = 100

/** Epoch, transaction and id of an entry: the order of the tree. */
export const keyPattern = /^(\d{1,9})\.(\d{1,20})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

type Query = { where: string[]; values: unknown[] }

const queryOf = (asked: Asked, { operation, from, to, actor }: Filters): Query => {
  const query: Query = { where: [], values: [] }
  const add = (value: unknown, condition: (place: string) => string): void => {
    query.values.push(value)
    query.where.push(condition(`$${query.values.length}`))
  }
  if ('subject' in asked)
    add(
      asked.subject,
      (place) =>
        `e.id in (select id from log.entry where subject = ${place}
                  union select entry from log.entry_subject where subject = ${place})`,
    )
  else add(asked.actors, (place) => `e.actor = any (${place}::text[])`)
  if (operation !== undefined) add(operation, (place) => `e.operation = ${place}`)
  if (actor !== undefined) add(actor, (place) => `e.actor = ${place}`)
  if (from !== undefined)
    add(from, (place) => `e.at >= ${place}::date::timestamp at time zone 'Europe/London'`)
  if (to !== undefined)
    add(to, (place) => `e.at < (${place}::date + 1)::timestamp at time zone 'Europe/London'`)
  return query
}

/** The query with the entries on one side of a key only. */
const beside = ({ where, values }: Query, side: '<' | '>', key: string): Query => {
  const [, epoch, xid, id] = keyPattern.exec(key) ?? []
  if (!epoch || !xid || !id) throw new RangeError(`${key} is not the key of an entry.`)
  const at = values.length
  return {
    where: [
      ...where,
      `(e.epoch, e.xid, e.id) ${side} ($${at + 1}::int, $${at + 2}::text::xid8, $${at + 3}::uuid)`,
    ],
    values: [...values, epoch, xid, id],
  }
}

const read = async (
  tx: Transaction,
  { where, values }: Query,
  direction: 'asc' | 'desc',
  most: number,
): Promise<ListedEntry[]> =>
  (
    await tx.query<ListedEntry>(
      `select ${entryColumns}, s.position as place, e.epoch || '.' || e.xid::text || '.' || e.id as key
       from log.entry e left join log.sealed s on s.entry = e.id
       where ${where.join(' and ')}
       order by e.epoch ${direction}, e.xid ${direction}, e.id ${direction} limit $${values.length + 1}`,
      [...values, most],
    )
  ).rows

const count = async (tx: Transaction, { where, values }: Query): Promise<number> =>
  (
    await tx.query<{ count: number }>(
      `select count(*) as count from log.entry e where ${where.join(' and ')}`,
      values,
    )
  ).rows[0]?.count ?? 0

/** A page of entries. By what it begins behind, so that none is shown twice or passed over when more is done meanwhile. */
export const entriesPage = async (
  tx: Transaction,
  asked: Asked,
  filters: Filters = {},
  { before, after }: Behind = {},
): Promise<EntriesPage> => {
  const all = queryOf(asked, filters)
  const behind = after ?? before
  const backwards = after !== undefined
  const part = behind === undefined ? all : beside(all, backwards ? '>' : '<', behind)
  // One more than is shown tells whether the way goes on.
  const found = await read(tx, part, backwards ? 'asc' : 'desc', entriesOnPage + 1)
  const goesOn = found.length > entriesOnPage
  const entries = found.slice(0, entriesOnPage)
  if (backwards) entries.reverse()
  const [first, last] = [entries[0], entries.at(-1)]
  const cameFrom = behind !== undefined
  return {
    entries,
    total: await count(tx, all),
    newerOnes: first && cameFrom ? await count(tx, beside(all, '>', first.key)) : 0,
    newer: (backwards ? goesOn : cameFrom) ? first?.key : undefined,
    older: (backwards ? cameFrom : goesOn) ? last?.key : undefined,
  }
}

/** Every entry that is asked for, the newest first, a part at a time: each part by `within`, which gives it a transaction. */
export async function* everyEntry(
  within: (work: (tx: Transaction) => Promise<ListedEntry[]>) => Promise<ListedEntry[]>,
  asked: Asked,
  filters: Filters,
): AsyncGenerator<ListedEntry[]> {
  const all = queryOf(asked, filters)
  let part = all
  for (;;) {
    const entries = await within((tx) => read(tx, part, 'desc', 5000))
    if (entries.length > 0) yield entries
    const last = entries.at(-1)
    if (!last || entries.length < 5000) return
    part = beside(all, '<', last.key)
  }
}

/** Who has dealt with a record: accounts, as they are written. */
export const actorsAbout = async (tx: Transaction, subject: Buffer): Promise<string[]> => {
  const { where, values } = queryOf({ subject }, {})
  const { rows } = await tx.query<{ actor: string }>(
    `select distinct e.actor from log.entry e where ${where.join(' and ')} order by 1`,
    values,
  )
  return rows.map(({ actor }) => actor)
}
