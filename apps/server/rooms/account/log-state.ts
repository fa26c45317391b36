import type { Transaction } from '../../foundation/with-actor.ts'

export type HeadOnPage = { size: number; at: Date; root: Buffer; epoch: number; witnesses: number }
export type WitnessOnPage = { name: string; size: number; at: Date }
export type AlarmOnPage = { at: Date; about: string; words: string }
export type LogState = {
  newest: HeadOnPage | undefined
  witnesses: WitnessOnPage[]
  epochs: { number: number; begun_at: Date; size: number; reason: string }[]
  /** Oldest entry of the present epoch that is not sealed. */
  waiting: { count: number; oldest: Date | null }
}

const headColumns = `h.size, h.at, h.root, h.epoch,
  (select count(*)::int from log.cosignature c where c.size = h.size) as witnesses`

/** The newest signed state of the log, which everybody may ask for. */
export const newestHead = async (tx: Transaction): Promise<HeadOnPage | undefined> => {
  const { rows } = await tx.query<HeadOnPage>(
    `select ${headColumns} from log.head h order by h.size desc limit 1`,
  )
  return rows[0]
}

export const logState = async (tx: Transaction): Promise<LogState> => {
  const newest = await newestHead(tx)
  const witnesses = await tx.query<WitnessOnPage>(
    'select witness as name, max(size) as size, max(at) as at from log.cosignature group by witness order by 1',
  )
  const epochs = await tx.query<LogState['epochs'][number]>(
    'select number, begun_at, size, reason from log.epoch order by number desc',
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
    newest,
    witnesses: witnesses.rows,
    epochs: epochs.rows,
    waiting: waiting.rows[0] ?? { count: 0, oldest: null },
  }
}

/** Days on which heads were signed, London's, both included. */
export type SignedOn = { from?: string | undefined; to?: string | undefined }

export type HeadsPage = {
  /** The newest first. */
  heads: HeadOnPage[]
  total: number
  newerOnes: number
  newer: number | undefined
  older: number | undefined
}

/** Heads that a page shows. */
export const headsOnPage = 50

const within = `($1::date is null or h.at >= $1::date::timestamp at time zone 'Europe/London')
  and ($2::date is null or h.at < ($2::date + 1)::timestamp at time zone 'Europe/London')`

const countOf = async (tx: Transaction, { from, to }: SignedOn, above: number | undefined): Promise<number> =>
  (
    await tx.query<{ count: number }>(
      `select count(*) as count from log.head h where ${within} and h.size > $3`,
      [from ?? null, to ?? null, above ?? -1],
    )
  ).rows[0]?.count ?? 0

/** A page of heads: those of fewer entries than `below`, or of more than `above`; the newest without either. */
export const headsPage = async (
  tx: Transaction,
  on: SignedOn,
  { below, above }: { below?: number | undefined; above?: number | undefined },
): Promise<HeadsPage> => {
  const backwards = above !== undefined
  const { rows } = await tx.query<HeadOnPage>(
    `select ${headColumns} from log.head h
     where ${within} and h.size > $3 and ($4::bigint is null or h.size < $4)
     order by h.size ${backwards ? 'asc' : 'desc'} limit ${headsOnPage + 1}`,
    [on.from ?? null, on.to ?? null, above ?? -1, backwards ? null : (below ?? null)],
  )
  const goesOn = rows.length > headsOnPage
  const heads = rows.slice(0, headsOnPage)
  if (backwards) heads.reverse()
  const [first, last] = [heads[0], heads.at(-1)]
  const cameFrom = backwards || below !== undefined
  return {
    heads,
    total: await countOf(tx, on, undefined),
    newerOnes: first && cameFrom ? await countOf(tx, on, first.size) : 0,
    newer: (backwards ? goesOn : cameFrom) ? first?.size : undefined,
    older: (backwards ? cameFrom : goesOn) ? last?.size : undefined,
  }
}

/** Every head that was signed on these days, the newest first. */
export const everyHead = async (tx: Transaction, { from, to }: SignedOn): Promise<HeadOnPage[]> =>
  (
    await tx.query<HeadOnPage>(`select ${headColumns} from log.head h where ${within} order by h.size desc`, [
      from ?? null,
      to ?? null,
    ])
  ).rows

const alarmsOnPage = 20

/** What the sealer found wrong, the newest first; pages are counted from 1. */
export const alarmsPage = async (
  tx: Transaction,
  page: number,
): Promise<{ alarms: AlarmOnPage[]; total: number; goesOn: boolean }> => {
  const { rows } = await tx.query<AlarmOnPage & { total: number }>(
    `select at, about, words, count(*) over () as total from log.alarm
     order by at desc, id limit ${alarmsOnPage} offset $1`,
    [(page - 1) * alarmsOnPage],
  )
  const total = rows[0]?.total ?? 0
  return { alarms: rows, total, goesOn: page * alarmsOnPage < total }
}
