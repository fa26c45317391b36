import { entryColumns, type EntryRow } from '../foundation/log/leaf.ts'
import type { Transaction } from '../foundation/with-actor.ts'

/** An entry with its place in the tree; no place while it is not sealed. */
export type PlacedEntry = EntryRow & { place: number | null }

const placed = `select ${entryColumns}, s.position as place
  from log.entry e left join log.sealed s on s.entry = e.id`

/** Entries that a page shows; the newest first. */
const most = 200

/** Who did what with a record, by its digest: entries about it alone, and lists that it stands in. */
export const entriesAbout = async (tx: Transaction, subject: Buffer): Promise<PlacedEntry[]> =>
  (
    await tx.query<PlacedEntry>(
      `${placed} where e.id in (
         select id from log.entry where subject = $1
         union select entry from log.entry_subject where subject = $1)
       order by e.id desc limit $2`,
      [subject, most],
    )
  ).rows

/** Entries of these acts, each act's in the order that they were written. */
export const entriesOfActs = async (
  tx: Transaction,
  acts: readonly string[],
): Promise<(PlacedEntry & { act: string })[]> =>
  (
    await tx.query<PlacedEntry & { act: string }>(
      placed.replace('select', 'select e.act,') + ' where e.act = any ($1::uuid[]) order by e.id',
      [acts],
    )
  ).rows

export const entryOf = async (tx: Transaction, id: string): Promise<PlacedEntry | undefined> =>
  (await tx.query<PlacedEntry>(`${placed} where e.id = $1`, [id])).rows[0]

export const entriesAt = async (tx: Transaction, places: readonly number[]): Promise<PlacedEntry[]> =>
  (
    await tx.query<PlacedEntry>(`${placed} where s.position = any ($1::bigint[]) order by s.position`, [
      places,
    ])
  ).rows

export type HeadOnPage = { size: number; at: Date; root: Buffer; epoch: number; witnesses: number }
export type WitnessOnPage = { name: string; size: number; at: Date }
export type AlarmOnPage = { at: Date; about: string; words: string }
export type LogState = {
  heads: HeadOnPage[]
  witnesses: WitnessOnPage[]
  alarms: AlarmOnPage[]
  epochs: { number: number; begun_at: Date; size: number; reason: string }[]
  /** Oldest entry of the present epoch that is not sealed. */
  waiting: { count: number; oldest: Date | null }
}

const shown = 20

export const logState = async (tx: Transaction): Promise<LogState> => {
  const heads = await tx.query<HeadOnPage>(
    `select h.size, h.at, h.root, h.epoch, (select count(*)::int from log.cosignature c where c.size = h.size) as witnesses
     from log.head h order by h.size desc limit $1`,
    [shown],
  )
  const witnesses = await tx.query<WitnessOnPage>(
    'select witness as name, max(size) as size, max(at) as at from log.cosignature group by witness order by 1',
  )
  const alarms = await tx.query<AlarmOnPage>(
    'select at, about, words from log.alarm order by at desc limit $1',
    [shown],
  )
  const epochs = await tx.query<LogState['epochs'][number]>(
    'select number, begun_at, size, reason from log.epoch order by number desc limit $1',
    [shown],
  )
  // Asked beforehand: with the number itself the planner knows how little is left to look at.
  const sealed = await tx.query<{ epoch: number; below: string | null }>(
    `select log.present_epoch() as epoch,
            (select sealed_below::text from log.head where epoch = log.present_epoch() order by size desc limit 1) as below`,
  )
  const waiting = await tx.query<LogState['waiting']>(
    `select count(*)::int as count, min(at) as oldest from log.entry e
     where e.epoch = $1 and e.xid >= $2::xid8 and not exists (select from log.sealed s where s.entry = e.id)`,
    [sealed.rows[0]?.epoch ?? 1, sealed.rows[0]?.below ?? '0'],
  )
  return {
    heads: heads.rows,
    witnesses: witnesses.rows,
    alarms: alarms.rows,
    epochs: epochs.rows,
    waiting: waiting.rows[0] ?? { count: 0, oldest: null },
  }
}
