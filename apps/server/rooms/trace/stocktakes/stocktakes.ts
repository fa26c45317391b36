import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** A stocktake of the store of a BCU; `how` and what follows are null while it goes on. */
export type Stocktake = {
  id: string
  bcu: string
  actor: string
  begunAt: Date
  how: 'finished' | 'stopped' | null
  reason: string | null
  expected: number | null
  found: number | null
  endedAt: Date | null
  endedBy: string | null
  missing: number
  /** Counted, and not in this store by the ledger. */
  others: number
  /** Differences that nobody has answered. */
  open: number
}

/** Of exhibits these say how many, and of none which. */
const ofNone = { operation: 'consultation', kind: 'exhibit', subjects: [] } as const

const readStocktakes = (
  tx: Transaction,
  { id, page }: { id?: string | undefined; page?: number | undefined },
): Promise<(Stocktake & { total: number })[]> =>
  readRecords<Stocktake & { total: number }>(
    tx,
    ofNone,
    `select s.id, s.bcu, s.actor, s.begun_at as "begunAt", e.how, e.reason, e.expected, e.found, e.ended_at as "endedAt",
            e.actor as "endedBy", d.missing, d.others, d.open, count(*) over ()::int4 as total
     from enforcement.stocktake s left join enforcement.stocktake_end e on e.stocktake = s.id
     cross join lateral (
       select (count(*) filter (where d.kind = 'missing'))::int4 as missing, (count(*) filter (where d.kind <> 'missing'))::int4 as others,
              (count(*) filter (where coalesce(latest.outcome, 'still looking') = 'still looking'))::int4 as open
       from enforcement.stocktake_difference d
       left join lateral (
         select o.outcome from enforcement.stocktake_outcome o where o.difference = d.id order by o.at desc, o.id desc limit 1
       ) latest on true
       where d.stocktake = s.id
     ) d
     where $1::uuid is null or s.id = $1 order by s.begun_at desc, s.id limit $2 offset $3`,
    [id ?? null, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** Stocktakes that the actor may see, the newest first: a page of them, or all. */
export const stocktakes = (tx: Transaction, page?: number): Promise<(Stocktake & { total: number })[]> =>
  readStocktakes(tx, { page })

/** One stocktake. Errors: `not_found`, the same where there is none and where it is not the actor's to see. */
export const stocktakeOf = async (tx: Transaction, id: string | undefined): Promise<Stocktake> => {
  const [stocktake] = id === undefined ? [] : await readStocktakes(tx, { id })
  if (!stocktake) throw new MetTraceError('not_found', 'There is no such stocktake.')
  return stocktake
}

/** Begins a stocktake of the store of a BCU; `id`: the asker's UUID, sent twice it is one. */
export const beginStocktake = async (
  tx: Transaction,
  actor: string,
  { id, bcu }: { id: string; bcu: string },
): Promise<void> => {
  await tx.query(
    'insert into enforcement.stocktake (id, bcu, actor) values ($1, $2, $3) on conflict (id) do nothing',
    [id, bcu, actor],
  )
}

/** BCUs whose store the actor is counting, having begun or counted there: its list is not shown to them meanwhile. */
export const storesCountedBy = async (tx: Transaction, actor: string): Promise<string[]> => {
  const rows = await readRecords<{ bcu: string }>(
    tx,
    ofNone,
    `select distinct s.bcu from enforcement.stocktake s
     where not exists (select from enforcement.stocktake_end e where e.stocktake = s.id)
       and (s.actor = $1 or exists (select from enforcement.stocktake_line l where l.stocktake = s.id and l.actor = $1))
     order by s.bcu`,
    [actor],
  )
  return rows.map(({ bcu }) => bcu)
}
