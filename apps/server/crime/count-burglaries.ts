import { countRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { placedPoints, resolvedCodes } from '../places/areas.ts'
import { holdCounting, presentGeography } from '../places/geography.ts'
import { placePoints, type Point, type Vintage } from '../places/place-points.ts'
import { findForces } from './forces.ts'
import { recordCombination } from './record-combination.ts'

/** Days from the first of a month to the first of the month twelve later, at most. */
const withinDays = 366

/**
 * Brings `burglary_count` up to date for one vintage: every month of street files, point files and incidents that is
 * not marked as counted is counted anew. A burglary belongs to the area its code names; else to the only one a
 * look-up gives for that code; else, with no code or with one of other boundaries, to the one whose outline holds its
 * point; else to none.
 */
export const countBurglaries = async (tx: Transaction, vintage: Vintage): Promise<void> => {
  const key = [vintage.kind, vintage.validFrom]
  if ((await monthsToCount(tx, vintage)).months.length === 0) return
  await holdCounting(tx)
  const { months, geography } = await monthsToCount(tx, vintage)
  if (months.length === 0) return
  await tx.query(
    'create temp table to_count (source text, month date, primary key (source, month)) on commit drop',
  )
  await tx.query('insert into to_count select * from unnest($1::text[], $2::date[])', [
    months.map(({ source }) => source),
    months.map(({ month }) => month),
  ])
  if (months.some(({ source }) => source === 'incidents')) await recordCombination(tx)
  await resolveCodes(tx, vintage)
  await resolvePoints(tx, vintage)
  await tx.query(
    `delete from target.burglary_count c using to_count t
     where c.kind = $1 and c.valid_from = $2 and c.source = t.source and c.month = t.month`,
    key,
  )
  await tx.query(
    `insert into target.burglary_count
       (kind, valid_from, source, series, code, month, burglaries, repeats, premises)
     select $1, $2, b.source, 'all', coalesce(r.code, p.code), b.month, count(*),
            count(*) filter (where b.easting is not null and b.month - b.last_month <= ${withinDays}),
            count(*) filter (where b.at_premises)
     from (select *, lag(month) over (partition by source, easting, northing order by month, key, ordinal) as last_month
           from target.burglary
           where source in (select source from to_count)
             and month >= (select min(month) - ${withinDays} from to_count)) b
     join to_count using (source, month)
     left join resolved_code r on r.given = b.code
     left join ${placedPoints} p
       on r.given is null and p.easting = b.easting and p.northing = b.northing
     where coalesce(r.code, p.code) is not null
     group by b.source, coalesce(r.code, p.code), b.month`,
    key,
  )
  await countRecords(
    tx,
    `insert into target.burglary_count
       (kind, valid_from, source, series, code, month, burglaries, repeats)
     select $1, $2, 'incidents', i.series, p.code, i.month, count(*),
            count(*) filter (where i.month - i.last_month <= ${withinDays})
     from (select b.*, s.series,
                  lag(b.month) over (partition by s.series, b.easting, b.northing order by b.month) as last_month
           from enforcement.burglary_place_and_time() b
           cross join (values ('all'), ('residential')) as s (series)
           where s.series = 'all' or b.residential) i
     join to_count t on t.source = 'incidents' and t.month = i.month
     join ${placedPoints} p on p.easting = i.easting and p.northing = i.northing
     where p.code is not null
     group by i.series, p.code, i.month`,
    key,
  )
  await tx.query(
    `insert into target.counted_month (kind, valid_from, source, month, geography)
     select $1, $2, source, month, $3 from to_count
     on conflict (kind, valid_from, source, month) do update set geography = excluded.geography`,
    [...key, geography],
  )
  await findForces(tx, vintage)
  await tx.query('drop table to_count, resolved_code')
}

/** Whether every month that is loaded is counted by these boundaries as they are. */
export const isCounted = async (tx: Transaction, vintage: Vintage): Promise<boolean> =>
  (await monthsToCount(tx, vintage)).months.length === 0

/** Months not counted with the boundaries and look-ups as they are, and the version of these. */
const monthsToCount = async (
  tx: Transaction,
  { kind, validFrom }: Vintage,
): Promise<{ months: { source: string; month: string }[]; geography: number }> => {
  const geography = await presentGeography(tx)
  const { rows: months } = await tx.query<{ source: string; month: string }>(
    `select distinct source, month from target.loaded_month where source <> 'mps'
     except
     select source, month from target.counted_month
     where kind = $1 and valid_from = $2 and geography = $3`,
    [kind, validFrom, geography],
  )
  return { months, geography }
}

const resolveCodes = async (tx: Transaction, { kind, validFrom }: Vintage): Promise<void> => {
  await tx.query(
    `create temp table resolved_code on commit drop as
     select ''::text as given, ''::text as code limit 0`,
  )
  await tx.query(
    `insert into resolved_code
     with given as (
       select distinct b.code from target.burglary b join to_count using (source, month) where b.code is not null
     ), ${resolvedCodes}
     select given, code from resolved`,
    [kind, validFrom],
  )
  await tx.query('analyze resolved_code')
}

const resolvePoints = async (tx: Transaction, vintage: Vintage): Promise<void> => {
  const rows = await countRecords<Point>(
    tx,
    `with asked as (
       select b.easting, b.northing
       from target.burglary b join to_count using (source, month)
       left join resolved_code r on r.given = b.code
       where r.given is null and b.easting is not null
       union
       select i.easting, i.northing
       from enforcement.burglary_place_and_time() i
       join to_count t on t.source = 'incidents' and t.month = i.month
     )
     select easting, northing from asked
     except
     select easting, northing from ${placedPoints} placed`,
    [vintage.kind, vintage.validFrom],
  )
  await placePoints(tx, vintage, rows)
}

/** Takes the mark off months whose burglaries changed, and off those that look back to them for repeats. */
export const forgetMonths = async (
  tx: Transaction,
  source: string,
  months: readonly string[],
): Promise<void> => {
  await holdCounting(tx)
  await tx.query(
    `delete from target.counted_month
     where source = $1
       and exists (select from unnest($2::date[]) as changed
                   where counted_month.month between changed and changed + ${withinDays})`,
    [source, months],
  )
}
