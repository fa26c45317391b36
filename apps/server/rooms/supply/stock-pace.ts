import { readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { holderKind, holderOf } from './holders.ts'
import { paceWeeks } from './stock-forecast.ts'

type WeekOut = { holder: string; week: number; kits: number }

/**
 * Kits that left each holder in each of the last weeks before `now`, the last week first: sent on, issued or delivered;
 * losses are no pace. A holder that gave none is not there. Logs each colleague.
 */
export const paceOf = async (tx: Transaction, now: Date): Promise<Map<string, number[]>> => {
  const rows = await readRecords<WeekOut>(
    tx,
    {
      operation: 'consultation',
      kind: 'person',
      of: ({ holder }) => (holderKind(holder) === 'person' ? holderOf(holder) : null),
    },
    `select coalesce(act.from_holder, '') as holder, floor(extract(epoch from $1::timestamptz - act.at) / 604800)::int4 as week,
            sum(act.kits)::int4 as kits
     from engagement.kit_act act
     where act.kind in ('sent', 'issued', 'delivered') and act.from_holder is not null
       and act.at > $1::timestamptz - make_interval(weeks => $2) and act.at <= $1::timestamptz
     group by 1, 2`,
    [now, paceWeeks],
  )
  const pace = new Map<string, number[]>()
  for (const { holder, week, kits } of rows) {
    const weeks = pace.get(holder) ?? Array<number>(paceWeeks).fill(0)
    weeks[week] = kits
    pace.set(holder, weeks)
  }
  return pace
}
