import { parseEntryBundle } from '@mettrace/ledger/tiles/entry-bundle'
import { tilePath, tilesOfLevel } from '@mettrace/ledger/tiles/paths'
import { GrowingTree } from '@mettrace/ledger/tree/growing-tree'
import { leafHash, sameHash } from '@mettrace/ledger/tree/hash'
import type { Finding } from '@mettrace/ledger/verify/finding'
import type { Transaction } from '../with-actor.ts'
import { boundByPurpose } from './bind-earlier.ts'
import { checkBefore, clockJumps, EarliestTimes, headsBySize } from './compare-heads.ts'
import { partsOf, wrongWithParts, type Parts } from './compare-parts.ts'
import type { SubjectDigest } from './digests.ts'
import { sealedEntries, type PlacedRow } from './head-queries.ts'
import { leafOf, readLeaf } from './leaf.ts'
import type { Publication } from './publication.ts'

export type Comparison = {
  /** Entries that both have and that agree. */
  agreed: number
  /** Published entries that the database lost with a restore that was declared. */
  lost: number
  /** First entry that commits to content, and to the heads before it; undefined where none does yet. */
  boundFrom: number | undefined
  /** Where the database's clock was put back; nothing is wrong with the log for that. */
  clockJumps: Finding[]
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

/**
 * Holds every published entry, its lists, words and heads against the database, in the places that it gives them. The
 * published log is taken as it is: check it by itself first.
 */
export const compareWithDatabase = async (
  tx: Transaction,
  publication: Publication,
  size: number,
  digestOf: SubjectDigest,
): Promise<Comparison> => {
  const findings: Finding[] = []
  const lost = await lostStretches(tx)
  const wasLost = (position: number): boolean =>
    lost.some(({ from, to }) => position >= from && position < to)
  const heads = await headsBySize(tx)
  const times = new EarliestTimes(heads)
  const begun = new Set<string>()
  const tree = new GrowingTree()
  let boundFrom: number | undefined
  let [agreed, missing] = [0, 0]
  const note = (position: number, words: string): void => {
    findings.push({ where: `entry ${position}`, words })
  }
  for (const place of tilesOfLevel('entries', size)) {
    const first = tree.size
    const leaves = parseEntryBundle(publication.read(tilePath(place)) ?? new Uint8Array())
    const rows = await sealedEntries(tx, first, leaves.length)
    const parts = await partsOf(tx, rows, digestOf)
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
      const read = readLeaf(leaf)
      if ((read?.version ?? 1) >= 2) boundFrom ??= position
      if (read?.before && !wasLost(position)) {
        const told = new Set(findings.map(({ where }) => where))
        const wrong = await checkBefore(tx, read.before, position, heads)
        findings.push(...wrong.filter(({ where }) => !told.has(where)))
      }
      const table = boundByPurpose(read?.purpose ?? '')
      if (table !== undefined && begun.has(table))
        note(
          position,
          `It begins to bind ${table} a second time: rows put in before it count as bound since.`,
        )
      if (table !== undefined) begun.add(table)
      const row = byPosition.get(position)
      const wrong = row ? wrongWith(row, leaf, parts) : 'It is published, and gone from the database.'
      if (wrong === undefined) agreed++
      else if (!row && wasLost(position)) missing++
      else note(position, wrong)
      const bounds = times.at(position)
      if (row && wrong === undefined && bounds && new Date(row.at).getTime() < bounds.earliest)
        note(
          position,
          `It says ${row.at}, and a head was signed at ${bounds.signed.toISOString()} before it was sealed: it was back-dated, or its transaction was open that long.`,
        )
    }
  }
  findings.push(...(await neverSealed(tx)))
  const last = Math.max(0, ...heads.keys())
  if (last < size)
    findings.push({
      where: `head of ${size} entries`,
      words: `The database knows only heads of up to ${last} entries: it was rolled back.`,
    })
  return { agreed, lost: missing, boundFrom, clockJumps: clockJumps(heads), findings }
}

const wrongWith = (row: PlacedRow, leaf: Uint8Array, parts: Parts): string | undefined => {
  if (leafOf(row).equals(leaf)) return wrongWithParts(row, parts)
  return readLeaf(leaf)?.id === row.id
    ? 'It was changed in the database after it was sealed.'
    : 'The database has another entry in its place: they were reordered.'
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
