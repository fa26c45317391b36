import type pg from 'pg'
import { leafHash } from '@mettrace/ledger/tree/hash'
import { GrowingTree } from '@mettrace/ledger/tree/growing-tree'
import type { SystemRole } from '../access/roles.ts'
import { fieldSalt } from './digests.ts'

/**
 * A table whose rows evidence rests on. Whoever writes such rows names them in `binds` of the entry about it; the entry
 * commits to what they hold, and `verify --database` holds every row against the last entry that bound it. A room
 * declares its own beside its facts, and the product lists them in `bound-tables.ts`.
 */
export type BoundTable = {
  /** With its schema; its key is the column `id`, a UUID. */
  name: string
  /** What one row is called. */
  row: string
  /** What is bound. Left out is what may change without anything of evidence changing, such as a wrapped key. */
  columns: readonly [string, ...string[]]
  /** Part of the product that may read every row. */
  reader: SystemRole
  /** SQL on a row `t`: only these are bound, such as homes that somebody lives in. Of the others nothing is expected. */
  onlyWhere?: string
}

/** Rows of a table, by their ids: those that were written, and those that were taken away. */
export type Binding = {
  table: BoundTable
  rows: readonly string[]
  /** Crossing that tells the digests of rows by their ids and a salt, where whoever acts may not read them. */
  digestsBy?: string
}

/** A row as an entry commits to it. */
export type BoundRow = { bound: string; columns: string; row: string; turn: string; digest: Buffer }

/**
 * What a row holds, as text: a JSON array of the table, the id and the columns, or of the first two and null where there
 * is no such row. Times are in UTC, because every transaction is.
 */
export const contentOf = (name: string, columns: readonly string[], row: string): string =>
  `jsonb_build_array('${name}', ${row}.id, ${columns.map((column) => `${row}.${column}`).join(', ')})::text`

/** Rows at a time, so that no statement grows without limit. */
const atOnce = 10_000

type BoundNow = { row: string; turn: string; digest: Buffer }

const readNow = (name: string, columns: readonly string[]): string => `
  select asked.id as row, nextval('log.turn')::text as turn,
         sha256($2::bytea || convert_to(coalesce(present.content, jsonb_build_array('${name}', asked.id, null)::text), 'UTF8')) as digest
  from unnest($1::uuid[]) with ordinality as asked (id, place)
  left join (select t.id, ${contentOf(name, columns, 't')} as content from ${name} t where t.id = any ($1::uuid[])) present
    on present.id = asked.id
  order by asked.place`

const digestsNow = (crossing: string): string => `
  select asked.id as row, nextval('log.turn')::text as turn, told.digest
  from unnest($1::uuid[]) with ordinality as asked (id, place)
  join ${crossing}($1::uuid[], $2::bytea) told on told.id = asked.id
  order by asked.place`

/** What rows hold now, for an entry with this salt; in their order. */
export const bindRows = async (
  client: Pick<pg.ClientBase, 'query'>,
  salt: Uint8Array,
  { table: { name, columns }, rows, digestsBy }: Binding,
): Promise<BoundRow[]> => {
  const made: BoundRow[] = []
  for (let from = 0; from < rows.length; from += atOnce) {
    const { rows: now } = await client.query<BoundNow>(
      digestsBy === undefined ? readNow(name, columns) : digestsNow(digestsBy),
      [rows.slice(from, from + atOnce), fieldSalt(salt, 'content')],
    )
    for (const each of now) made.push(Object.assign(each, { bound: name, columns: columns.join(',') }))
  }
  return made
}

/** Root of the tree of what rows held, in their order (RFC 9162, 2.1.1): everything that is kept of a binding is in it. */
export const contentRoot = (rows: readonly BoundRow[]): Uint8Array => {
  const tree = new GrowingTree()
  for (const { bound, columns, row, turn, digest } of rows)
    tree.append(leafHash(Buffer.from(JSON.stringify([bound, columns, row, turn, digest.toString('hex')]))))
  return tree.root()
}
