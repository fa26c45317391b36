import { wilson, type Interval } from '@mettrace/analysis/saturation/intervals'
import { countRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { likelyEnough } from './asked.ts'

/** How far scans of a place or month have come, each step out of the one before; days are medians between them. */
export type Outcome = {
  /** Place in the list of places that was asked about, from 1; null of a month and of all. */
  place: number | null
  /** Months since the year 0; null of a place and of all. */
  month: number | null
  scans: number
  glows: number
  traced: number
  /** Of the traced: one kit is likelier than all others together. */
  found: number
  /** Of the traced and not found: a partial reading that settles nothing. The rest are of no kit of ours. */
  unsettled: number
  told: number
  returned: number
  daysToTrace: number | null
  daysToTell: number | null
  daysToReturn: number | null
}

/**
 * Scans with a result on days from `from` to `to`, `2026-11-28`, at these places, and what followed of each until now: a glow, a trace of an
 * exhibit of it, a kit of ours that is likelier than all others together, its owner told, the item returned. By place, by month and of all. A corrected scan does not
 * count, its correction does.
 */
export const outcomesOf = (
  tx: Transaction,
  places: readonly string[],
  from: string,
  to: string,
): Promise<Outcome[]> =>
  countRecords<Outcome>(
    tx,
    `with scanned as (
       select s.id, array_position($1::uuid[], s.place)::int4 as place, s.at, s.result = 'glow' as glow,
              (extract(year from s.on_day) * 12 + extract(month from s.on_day) - 1)::int4 as month
       from enforcement.scan s
       where s.place = any ($1::uuid[]) and s.on_day between $2::date and $3::date and s.result in ('nothing', 'glow', 'unclear')
         and not exists (select from enforcement.scan c where c.corrects = s.id)
     ), step as (
       select scanned.*, traced.at as traced_at, found.at as found_at, partly.at as partly_at, told.at as told_at, back.at as returned_at
       from scanned
       left join lateral (
         select min(t.at) as at from enforcement.exhibit e join enforcement.exhibit part on part.root = e.root
         join enforcement.trace t on t.exhibit = part.id where e.scan = scanned.id
       ) traced on scanned.glow
       left join lateral (
         select min(t.at) as at from enforcement.exhibit e join enforcement.exhibit part on part.root = e.root
         join enforcement.trace t on t.exhibit = part.id
         where e.scan = scanned.id
           and exists (select from enforcement.trace_kit k where k.trace = t.id and k.posterior > $4)
       ) found on scanned.glow
       left join lateral (
         select min(t.at) as at from enforcement.exhibit e join enforcement.exhibit part on part.root = e.root
         join enforcement.trace t on t.exhibit = part.id and t.kind = 'partial' where e.scan = scanned.id
       ) partly on scanned.glow
       left join lateral (
         select min(o.at) as at from enforcement.exhibit e join enforcement.exhibit part on part.root = e.root
         join enforcement.trace t on t.exhibit = part.id join enforcement.owner_told o on o.trace = t.id and o.outcome = 'told'
         where e.scan = scanned.id
       ) told on found.at is not null
       left join lateral (
         select min(r.at) as at from enforcement.exhibit e join enforcement.exhibit part on part.root = e.root
         join enforcement.trace t on t.exhibit = part.id join enforcement.item_return r on r.trace = t.id and r.signature is not null
         where e.scan = scanned.id
       ) back on told.at is not null
     )
     select place, month, count(*)::int4 as scans, count(*) filter (where glow)::int4 as glows, count(traced_at)::int4 as traced,
            count(found_at)::int4 as found, count(partly_at) filter (where found_at is null)::int4 as unsettled, count(told_at)::int4 as told, count(returned_at)::int4 as returned,
            percentile_cont(0.5) within group (order by extract(epoch from traced_at - at) / 86400)::float8 as "daysToTrace",
            percentile_cont(0.5) within group (order by extract(epoch from told_at - found_at) / 86400)::float8 as "daysToTell",
            percentile_cont(0.5) within group (order by extract(epoch from returned_at - told_at) / 86400)::float8 as "daysToReturn"
     from step group by grouping sets ((place), (month), ()) order by place nulls last, month nulls last`,
    [places, from, to, likelyEnough],
  )

/** A share with its 95% interval; null without a denominator. */
export const shareOf = (part: number, whole: number): (Interval & { share: number }) | null =>
  whole > 0 ? Object.assign({ share: part / whole }, wilson(part, whole)) : null

/** What cases with a trace came to, counted apart. `cases` without an end are open. */
export type CaseCounts = {
  cases: number
  open: number
  charged: number
  outOfCourt: number
  convicted: number
  acquitted: number
  noFurtherAction: number
  lost: number
  damaged: number
  contaminated: number
  notGathered: number
  statementMissing: number
  somethingElse: number
  foundOwner: number
  namedSuspect: number
  supported: number
  against: number
  noDifference: number
  liquidNotKnown: number
  needed: number
  notWanted: number
  noAnswer: number
  notTheirs: number
  lostItems: number
  disposed: number
}

/** Of cases that were traced for from `from` to `to`, the end of each that was entered last, and why items were not returned. */
export const caseCounts = async (tx: Transaction, from: string, to: string): Promise<CaseCounts> => {
  const [counts] = await countRecords<CaseCounts>(
    tx,
    `with asked as (
       select t.id, t.case_reference from enforcement.trace t
       where (t.at at time zone 'Europe/London')::date between $1::date and $2::date
     ), ended as (
       select c.case_reference, e.outcome, e.fell_for, e.liquid
       from (select distinct case_reference from asked where case_reference is not null) c
       left join lateral (select * from enforcement.case_end e where e.case_reference = c.case_reference
                          order by e.at desc, e.id desc limit 1) e on true
     ), back as (
       select r.why_not from asked join lateral (
         select why_not from enforcement.item_return r where r.trace = asked.id order by r.at desc, r.id desc limit 1) r on true
     ), b as (
       select count(*) filter (where why_not = 'needed as evidence')::int4 as needed,
              count(*) filter (where why_not = 'owner does not want it')::int4 as "notWanted",
              count(*) filter (where why_not = 'owner does not answer')::int4 as "noAnswer",
              count(*) filter (where why_not = 'not theirs')::int4 as "notTheirs",
              count(*) filter (where why_not = 'lost or damaged')::int4 as "lostItems",
              count(*) filter (where why_not = 'disposed of')::int4 as disposed
       from back
     ), e as (
     select count(*)::int4 as cases, count(*) filter (where outcome is null)::int4 as open,
            count(*) filter (where outcome = 'charged')::int4 as charged,
            count(*) filter (where outcome = 'out of court')::int4 as "outOfCourt",
            count(*) filter (where outcome = 'convicted')::int4 as convicted,
            count(*) filter (where outcome = 'acquitted')::int4 as acquitted,
            count(*) filter (where outcome = 'no further action')::int4 as "noFurtherAction",
            count(*) filter (where fell_for = 'lost')::int4 as lost,
            count(*) filter (where fell_for = 'damaged')::int4 as damaged,
            count(*) filter (where fell_for = 'contaminated')::int4 as contaminated,
            count(*) filter (where fell_for = 'not gathered')::int4 as "notGathered",
            count(*) filter (where fell_for = 'statement missing')::int4 as "statementMissing",
            count(*) filter (where fell_for = 'something else')::int4 as "somethingElse",
            count(*) filter (where liquid = 'found the owner')::int4 as "foundOwner",
            count(*) filter (where liquid = 'named a suspect')::int4 as "namedSuspect",
            count(*) filter (where liquid = 'supported the charge')::int4 as supported,
            count(*) filter (where liquid = 'spoke against it')::int4 as against,
            count(*) filter (where liquid = 'made no difference')::int4 as "noDifference",
            count(*) filter (where liquid = 'not known')::int4 as "liquidNotKnown"
     from ended)
     select e.*, b.* from e, b`,
    [from, to],
  )
  if (!counts) throw new TypeError('Counts have a row.')
  return counts
}
