import { parseEntryBundle } from '@mettrace/ledger/tiles/entry-bundle'
import { tilePath, tilesOfLevel } from '@mettrace/ledger/tiles/paths'
import { GrowingTree } from '@mettrace/ledger/tree/growing-tree'
import { leafHash, sameHash } from '@mettrace/ledger/tree/hash'
import type { Finding } from '@mettrace/ledger/verify/finding'
import type { Transaction } from '../with-actor.ts'
import { subjectListRoot } from './digests.ts'
import { sealedEntries } from './head-queries.ts'
import { entryIdOf, leafOf, type EntryRow } from './leaf.ts'
import type { Publication } from './publication.ts'

/** Milliseconds that an entry may wait for its transaction before it looks back-dated. */
const longestDelay = 3_600_000

export type Comparison = {
  /** Entries that both have and that agree. */
  agreed: number
  /** Published entries that the database lost with a restore that was declared. */
  lost: number
  findings: Finding[]
}

type Stretch = { from: number; to: number }

/** Stretches of the log that a declared restore took from the database: from its last head to where the epoch began. */
const lostStretches = async (tx: Transaction): Promise<Stretch[]> => {
  const { rows } = await tx.query<Stretch>(
    `select coalesce((select max(h.size) from log.head h where h.epoch < e.number and h.size < e.size), 0) as "from", e.size as "to"
     from log.epoch e where e.number > 1`,
  )
  return rows
}

/** Lists of the entries that are about several records, as the database has them. */
const listsOf = async (tx: Transaction, rows: readonly EntryRow[]): Promise<Map<string, Buffer[]>> => {
  const ids = rows.filter(({ list_root }) => list_root).map(({ id }) => id)
  const lists = new Map<string, Buffer[]>()
  if (ids.length === 0) return lists
  const { rows: subjects } = await tx.query<{ entry: string; subject: Buffer }>(
    'select entry, subject from log.entry_subject where entry = any ($1::uuid[]) order by entry, position',
    [ids],
  )
  for (const { entry, subject } of subjects) lists.set(entry, [...(lists.get(entry) ?? []), subject])
  return lists
}

/**
 * Holds every published entry, list and head against the database, in the places that it gives them. The published log
 * is taken as it is: check it by itself first.
 */
export const compareWithDatabase = async (
  tx: Transaction,
  publication: Publication,
  size: number,
): Promise<Comparison> => {
  const findings: Finding[] = []
  const lost = await lostStretches(tx)
  const wasLost = (position: number): boolean =>
    lost.some(({ from, to }) => position >= from && position < to)
  const heads = await headsBySize(tx)
  let signedAt = new Date(0)
  const tree = new GrowingTree()
  let [agreed, missing] = [0, 0]
  const note = (position: number, words: string): void => {
    findings.push({ where: `entry ${position}`, words })
  }
  for (const place of tilesOfLevel('entries', size)) {
    const first = tree.size
    const leaves = parseEntryBundle(publication.read(tilePath(place)) ?? new Uint8Array())
    const rows = await sealedEntries(tx, first, leaves.length)
    const lists = await listsOf(tx, rows)
    const byPosition = new Map(rows.map((row) => [row.position, row]))
    for (const leaf of leaves) {
      const position = tree.size
      tree.append(leafHash(leaf))
      const signed = heads.get(tree.size)
      if (signed && !sameHash(signed.root, tree.root()))
        findings.push({
          where: `head of ${tree.size} entries`,
          words: 'The head in the database is not that of the published entries.',
        })
      const row = byPosition.get(position)
      const wrong = row ? wrongWith(row, leaf, lists) : 'It is published, and gone from the database.'
      if (wrong === undefined) agreed++
      else if (!row && wasLost(position)) missing++
      else note(position, wrong)
      if (row && wrong === undefined && new Date(row.at).getTime() < signedAt.getTime() - longestDelay)
        note(
          position,
          `It says ${row.at}, and a head was signed at ${signedAt.toISOString()} before it was sealed: it was back-dated, or its transaction was open that long.`,
        )
      signedAt = signed?.at ?? signedAt
    }
  }
  findings.push(...(await neverSealed(tx)))
  const last = Math.max(0, ...heads.keys())
  if (last < size)
    findings.push({
      where: `head of ${size} entries`,
      words: `The database knows only heads of up to ${last} entries: it was rolled back.`,
    })
  return { agreed, lost: missing, findings }
}

const wrongWith = (
  row: EntryRow,
  leaf: Uint8Array,
  lists: ReadonlyMap<string, Buffer[]>,
): string | undefined => {
  if (!leafOf(row).equals(leaf))
    return entryIdOf(leaf) === row.id
      ? 'It was changed in the database after it was sealed.'
      : 'The database has another entry in its place: they were reordered.'
  if (!row.list_root) return undefined
  const list = lists.get(row.id) ?? []
  return list.length === row.list_size && row.list_root.equals(subjectListRoot(list))
    ? undefined
    : 'Its list of records was changed in the database after it was sealed.'
}

type SignedAt = { size: number; root: Buffer; at: Date }

const headsBySize = async (tx: Transaction): Promise<Map<number, SignedAt>> => {
  const { rows } = await tx.query<SignedAt>('select size, root, at from log.head')
  return new Map(rows.map((row) => [row.size, row]))
}

/** Entries put in where the sealer has long been: it can never have seen them. */
const neverSealed = async (tx: Transaction): Promise<Finding[]> => {
  const { rows } = await tx.query<{ id: string }>(
    `select e.id from log.entry e
     where not exists (select from log.sealed s where s.entry = e.id)
       and e.xid < (select h.sealed_below from log.head h where h.epoch = e.epoch order by h.size desc limit 1)
     order by e.id limit 100`,
  )
  return rows.map(({ id }) => ({
    where: `entry ${id} of the database`,
    words: 'It is not sealed, and stands among entries that are: it was put in later, or back-dated.',
  }))
}
