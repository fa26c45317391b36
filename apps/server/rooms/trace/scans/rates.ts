import { wilson, type Interval } from '@mettrace/analysis/saturation/intervals'
import { countRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** Of one suite, shift and month: detainees booked in, and what became of them. */
export type Cell = {
  /** Place in the list of suites that was asked about, from 1. */
  place: number
  /** Place in the list of shifts, from 0. */
  shift: number
  /** Months since the year 0. */
  month: number
  /** Detainees booked in, in shifts whose number is known. */
  booked: number
  scanned: number
  refused: number
  notPossible: number
  noRecord: number
  /** People recorded above the number booked in. */
  over: number
  glow: number
  unclear: number
  /** People recorded in shifts whose number booked in is not known: in no rate. */
  apart: number
}

/**
 * Counts of people at custody suites on days from `from` to `to`, `2026-11-28`. A custody reference is one person, in the shift it was
 * scanned first; scans without one are a person each. Somebody who refused and was scanned later was scanned. The corrected
 * scan does not count, its correction does.
 */
export const scanCells = (
  tx: Transaction,
  suites: readonly string[],
  from: string,
  to: string,
): Promise<Cell[]> =>
  countRecords<Cell>(
    tx,
    `with people as (
       select s.place, (array_agg(s.on_day order by s.at, s.id))[1] as on_day, (array_agg(s.shift order by s.at, s.id))[1] as shift,
              bool_or(s.result in ('nothing', 'glow', 'unclear')) as scanned, bool_or(s.result = 'refused') as refused,
              bool_or(s.result = 'glow') as glow, bool_or(s.result = 'unclear') as unclear
       from enforcement.scan s
       where s.place = any ($1::uuid[]) and s.subject = 'person' and s.on_day between $2::date - 7 and $3::date
         and not exists (select from enforcement.scan c where c.corrects = s.id)
       group by s.place, coalesce(s.custody_reference, s.id::text)
     ), told as (
       select place, on_day, shift, count(*) as people, count(*) filter (where scanned) as scanned,
              count(*) filter (where refused and not scanned) as refused,
              count(*) filter (where not refused and not scanned) as not_possible,
              count(*) filter (where glow) as glow, count(*) filter (where unclear and not glow) as unclear
       from people where on_day >= $2::date group by place, on_day, shift
     ), booked as (
       select distinct on (place, on_day, shift) place, on_day, shift, detainees from enforcement.booked_in
       where place = any ($1::uuid[]) and on_day between $2::date and $3::date
       order by place, on_day, shift, entered_at desc, id desc
     )
     select array_position($1::uuid[], place)::int4 as place,
            case shift when 'early' then 0 when 'late' then 1 else 2 end as shift,
            (extract(year from on_day) * 12 + extract(month from on_day) - 1)::int4 as month,
            coalesce(sum(detainees), 0)::int4 as booked,
            coalesce(sum(scanned) filter (where detainees is not null), 0)::int4 as scanned,
            coalesce(sum(refused) filter (where detainees is not null), 0)::int4 as refused,
            coalesce(sum(not_possible) filter (where detainees is not null), 0)::int4 as "notPossible",
            coalesce(sum(greatest(detainees - coalesce(people, 0), 0)), 0)::int4 as "noRecord",
            coalesce(sum(greatest(people - detainees, 0)), 0)::int4 as over,
            coalesce(sum(glow) filter (where detainees is not null), 0)::int4 as glow,
            coalesce(sum(unclear) filter (where detainees is not null), 0)::int4 as unclear,
            coalesce(sum(people) filter (where detainees is null), 0)::int4 as apart
     from told full join booked using (place, on_day, shift)
     group by 1, 2, 3 order by 1, 3, 2`,
    [suites, from, to],
  )

export type Counts = Omit<Cell, 'place' | 'shift' | 'month'>
/** Share scanned with its 95% interval; null without a denominator, or where it contradicts what was recorded. */
export type Rate = Counts & { rate: (Interval & { share: number }) | null }

const nothing: Counts = {
  booked: 0,
  scanned: 0,
  refused: 0,
  notPossible: 0,
  noRecord: 0,
  over: 0,
  glow: 0,
  unclear: 0,
  apart: 0,
}

/** The rate of cells taken together. Refused and not possible stay in the denominator. */
export const rateOf = (cells: readonly Counts[]): Rate => {
  const counts = { ...nothing }
  for (const cell of cells)
    for (const name of Object.keys(nothing) as (keyof Counts)[]) counts[name] += cell[name]
  const { scanned, booked, over } = counts
  const isKnown = booked > 0 && over === 0
  return { ...counts, rate: isKnown ? { share: scanned / booked, ...wilson(scanned, booked) } : null }
}
