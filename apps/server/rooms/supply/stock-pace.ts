import { readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { holderKind, holderOf } from './holders.ts'
import { paceWeeks } from './stock-forecast.ts'

type WeekOut = {
  holder: string
  /** Whole weeks before now. */
  week: number
  kits: number
  /** Whole weeks since anything first came to the holder; null where nothing is known to have. */
  held: number | null
}

/**
 * Kits that left each holder in each of the last weeks before `now`, the last week first: sent on, issued or delivered;
 * losses are no pace. Whole weeks in which it held kits alone: whoever has had some for a fortnight did not give nothing in the six
 * weeks before. A holder that gave none is not there. Logs each colleague.
 */
export const paceOf = async (tx: Transaction, now: Date): Promise<Map<string, number[]>> => {
  const rows = await readRecords<WeekOut>(
    tx,
    {
      operation: 'consultation',
      kind: 'person',
      of: ({ holder }) => (holderKind(holder) === 'person' ? holderOf(holder) : null),
    },
    `with given as (
       select act.from_holder as holder, floor(extract(epoch from $1::timestamptz - act.at) / 604800)::int4 as week,
              sum(act.kits)::int4 as kits
       from engagement.kit_act act
       where act.kind in ('sent', 'issued', 'delivered') and act.from_holder is not null
         and act.at > $1::timestamptz - make_interval(weeks => $2) and act.at <= $1::timestamptz
       group by 1, 2
     ), first as (
       select holder,
              (select min(act.at) from engagement.kit_act act where act.to_holder = holder and act.kind <> 'sent') as at
       from (select distinct holder from given) as holders
     )
     select coalesce(holder, '') as holder, week, kits,
            floor(extract(epoch from $1::timestamptz - first.at) / 604800)::int4 as held
     from given join first using (holder)`,
    [now, paceWeeks],
  )
  const pace = new Map<string, number[]>()
  for (const { holder, week, kits, held } of rows) {
    const known = Math.min(held ?? paceWeeks, paceWeeks)
    const weeks = pace.get(holder) ?? Array<number>(known).fill(0)
    if (week < known) weeks[week] = kits
    pace.set(holder, weeks)
  }
  return pace
}
