import { stocktakesDue, type StocktakesDue } from '@mettrace/continuity/stocktake/due'
import { londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** How often a year stores are counted, and who says so. */
export type TimesAYear = { value: number; source: string }

export const timesAYear = async (tx: Transaction): Promise<TimesAYear> => {
  const { rows } = await tx.query<TimesAYear>('select value, source from enforcement.stocktakes_a_year()')
  const [times] = rows
  if (!times) throw new MetTraceError('fault', 'There is no setting of how often stores are counted.')
  return times
}

/** A store, its stocktakes of this year, and when it was counted last. */
export type StoreDue = StocktakesDue & { bcu: string; last: Date | null; open: number }

/** Stores that the actor may see, each with what it owes of this year; those that were never used are not among them. */
export const storesDue = async (tx: Transaction, times: number, now: Date): Promise<StoreDue[]> => {
  const rows = await readRecords<{ bcu: string; finished: Date[]; open: number }>(
    tx,
    { operation: 'consultation', kind: 'exhibit', subjects: [] },
    `select store.bcu,
            array(select e.ended_at from enforcement.stocktake_end e where e.bcu = store.bcu and e.how = 'finished' order by e.ended_at) as finished,
            (select count(*)::int4 from enforcement.stocktake_difference d
             left join lateral (select o.outcome from enforcement.stocktake_outcome o where o.difference = d.id
                                order by o.at desc, o.id desc limit 1) last on true
             where d.bcu = store.bcu and coalesce(last.outcome, 'still looking') = 'still looking') as open
     from (
       select substr(hand, 7) as bcu from enforcement.exhibit_charges() hand where hand like 'store:%'
       union select substr(p.holder, 7) from enforcement.exhibit_position p
       where foundation.acting_role() = 'investigator' and p.holder like 'store:%'
       union select s.bcu from enforcement.stocktake s
     ) store order by store.bcu`,
    [],
  )
  return rows.map(({ bcu, finished, open }) =>
    Object.assign(stocktakesDue(times, finished.map(londonDay), londonDay(now)), {
      bcu,
      open,
      last: finished.at(-1) ?? null,
    }),
  )
}
