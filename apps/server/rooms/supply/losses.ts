import { rowsBefore, rowsOnPage } from '../../foundation/page/pages.ts'
import { readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'

/** An act by which kits were lost, damaged, expired or found missing. */
export type Loss = {
  id: string
  kind: 'lost' | 'damaged' | 'expired' | 'missing'
  at: Date
  recordedAt: Date
  from: string | null
  reason: string | null
  actor: string
  /** Second person to it, as an actor; null where a count or an earlier phase found it. */
  second: string | null
  serials: string[]
  /** Of its kits, those that nobody has found again. */
  stillGone: number
}

/**
 * Losses and damage that the actor may see, the newest first: a page of them, or all; what is disputed is none. Logs each
 * bottle.
 */
export const losses = (tx: Transaction, page?: number): Promise<(Loss & { total: number })[]> =>
  readRecords<Loss & { total: number }>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serials }) => serials },
    `select act.id, act.kind, act.at, act.recorded_at as "recordedAt", act.from_holder as "from", act.reason, act.actor,
            'person:' || act.second as second, kits.serials, kits.gone as "stillGone", count(*) over ()::int4 as total
     from engagement.kit_act act cross join lateral (
       select coalesce(array_agg(p.serial order by p.serial), '{}') as serials,
              (count(*) filter (where p.holder_kind = 'gone'))::int4 as gone
       from engagement.kit_movement moved join engagement.kit_position p on p.id = moved.kit
       where moved.act = act.id and moved.sequence is not null
     ) kits
     where act.kind in ('lost', 'damaged', 'expired', 'missing') and kits.serials <> '{}'
     order by act.at desc, act.kind, kits.serials, act.id limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
