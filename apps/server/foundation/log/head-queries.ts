import { randomInt } from 'node:crypto'
import type { Transaction } from '../with-actor.ts'
import { entryColumns, type EntryRow, type SealedRow } from './leaf.ts'

export type HeadRow = { size: number; epoch: number; sealed_below: string; root: Buffer; note: string }
export type EpochRow = { number: number; system_identifier: string; timeline: number }

const headColumns = 'size, epoch, sealed_below::text, root, note'

export const lastHead = async (tx: Transaction): Promise<HeadRow | undefined> =>
  (await tx.query<HeadRow>(`select ${headColumns} from log.head order by size desc limit 1`)).rows[0]

/** The first head of more entries than so many: to whoever knew the one before it, nothing about it is known. */
export const firstHeadAfter = async (
  tx: Transaction,
  size: number,
): Promise<Pick<HeadRow, 'size' | 'root'> | undefined> =>
  (
    await tx.query<Pick<HeadRow, 'size' | 'root'>>(
      'select size, root from log.head where size > $1 order by size limit 1',
      [size],
    )
  ).rows[0]

export const headOfSize = async (tx: Transaction, size: number): Promise<HeadRow | undefined> =>
  (await tx.query<HeadRow>(`select ${headColumns} from log.head where size = $1`, [size])).rows[0]

export const lastEpoch = async (tx: Transaction): Promise<EpochRow | undefined> =>
  (
    await tx.query<EpochRow>(
      'select number, system_identifier, timeline from log.epoch order by number desc limit 1',
    )
  ).rows[0]

/** The highest number that an epoch may have. */
const mostEpochs = 2 ** 31 - 1

/**
 * Number of the next epoch: above all before it, by a step at random. Where one backup is restored twice, its second life
 * gets another number than its first, which it cannot know of: phones and leaves that name that one are not taken for its own.
 */
export const nextEpoch = (last: Pick<EpochRow, 'number'> | undefined): number => {
  if (!last) return 1
  // A part of what is left, so that hundreds of restores fit.
  return last.number + randomInt(1, Math.floor((mostEpochs - last.number) / 64) + 2)
}

/** Which cluster this is, and which of its lives: a restore to an earlier moment begins a new timeline. */
export const cluster = async (tx: Transaction): Promise<{ identifier: string; timeline: number }> => {
  const { rows } = await tx.query<{ identifier: string; timeline: number }>(
    `select system.system_identifier::text as identifier, checkpoint.timeline_id as timeline
     from pg_control_system() system, pg_control_checkpoint() checkpoint`,
  )
  return rows[0] ?? { identifier: '', timeline: 0 }
}

export const insertEpoch = async (
  tx: Transaction,
  epoch: EpochRow & { size: number; reason: string },
): Promise<void> => {
  await tx.query(
    'insert into log.epoch (number, system_identifier, timeline, size, reason) values ($1, $2, $3, $4, $5)',
    [epoch.number, epoch.system_identifier, epoch.timeline, epoch.size, epoch.reason],
  )
}

export const insertHead = async (tx: Transaction, head: HeadRow): Promise<void> => {
  await tx.query(
    'insert into log.head (size, epoch, sealed_below, root, note) values ($1, $2, $3::xid8, $4, $5)',
    [head.size, head.epoch, head.sealed_below, head.root, head.note],
  )
}

export type NewlySealed = { position: number; id: string; before: string | null }

export const insertSealed = async (tx: Transaction, entries: readonly NewlySealed[]): Promise<void> => {
  await tx.query(
    `insert into log.sealed (position, entry, before)
     select * from unnest($1::bigint[], $2::uuid[], $3::text[])`,
    [
      entries.map(({ position }) => position),
      entries.map(({ id }) => id),
      entries.map(({ before }) => before),
    ],
  )
}

/** Up to where each epoch is sealed, by its last head. */
export const cursors = async (tx: Transaction): Promise<Map<number, string>> => {
  const { rows } = await tx.query<{ number: number; sealed_below: string | null }>(
    `select number, (select sealed_below::text from log.head where epoch = number order by size desc limit 1) as sealed_below
     from log.epoch`,
  )
  return new Map(rows.map(({ number, sealed_below }) => [number, sealed_below ?? '0']))
}

type Gathered = EntryRow & { xid: string; horizon: string }

/**
 * Entries of an epoch that are not sealed, in the order of sealing: by transaction, then by id. Of the present epoch
 * only those below the oldest transaction that is still open: no entry with a lower number can come any more. Earlier
 * epochs have no such number left, and whatever of them is not sealed is taken as it is found.
 */
export const unsealedEntries = async (
  tx: Transaction,
  epoch: { number: number; from: string; present: boolean },
  most: number,
): Promise<Gathered[]> => {
  const { rows } = await tx.query<Gathered>(
    `select ${entryColumns}, e.xid::text, pg_snapshot_xmin(pg_current_snapshot())::text as horizon
     from log.entry e
     where e.epoch = $1 and e.xid >= $2::xid8
       and ($3 or e.xid < pg_snapshot_xmin(pg_current_snapshot()))
       and not exists (select from log.sealed s where s.entry = e.id)
     order by e.xid, e.id limit $4`,
    [epoch.number, epoch.from, !epoch.present, most],
  )
  return rows
}

export type PlacedRow = SealedRow & { position: number }

/** Entries at their places in the tree, from `first` on. Fewer than asked for where the database has lost some. */
export const sealedEntries = async (tx: Transaction, first: number, most: number): Promise<PlacedRow[]> => {
  const { rows } = await tx.query<PlacedRow>(
    `select s.position, s.before, ${entryColumns} from log.sealed s join log.entry e on e.id = s.entry
     where s.position >= $1 and s.position < $2 order by s.position`,
    [first, first + most],
  )
  return rows
}

export const insertAlarm = async (
  tx: Transaction,
  id: string,
  about: string,
  words: string,
): Promise<void> => {
  await tx.query('insert into log.alarm (id, about, words) values ($1, $2, $3)', [id, about, words])
}

/** What the database's clock says, and when it says that the last head was signed. */
export const clockNow = async (tx: Transaction): Promise<{ now: Date; signed: Date | undefined }> => {
  const { rows } = await tx.query<{ now: Date; signed: Date | null }>(
    'select clock_timestamp() as now, (select at from log.head order by size desc limit 1) as signed',
  )
  return { now: rows[0]?.now ?? new Date(), signed: rows[0]?.signed ?? undefined }
}

export type CosignatureRow = { witness: string; line: string }

export const cosignaturesOf = async (tx: Transaction, size: number): Promise<CosignatureRow[]> =>
  (
    await tx.query<CosignatureRow>(
      'select witness, line from log.cosignature where size = $1 order by witness',
      [size],
    )
  ).rows

export const insertCosignature = async (
  tx: Transaction,
  size: number,
  { witness, at, line }: CosignatureRow & { at: Date },
): Promise<void> => {
  await tx.query('insert into log.cosignature (size, witness, at, line) values ($1, $2, $3, $4)', [
    size,
    witness,
    at,
    line,
  ])
}

/** Size of the head that a witness signed last; 0 when it has signed none. */
export const lastCosigned = async (tx: Transaction, witness: string): Promise<number> => {
  const { rows } = await tx.query<{ size: number }>(
    'select coalesce(max(size), 0) as size from log.cosignature where witness = $1',
    [witness],
  )
  return rows[0]?.size ?? 0
}
