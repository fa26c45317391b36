import type { Month } from '../foundation/month.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { notSaid } from './forces.ts'

/** A month, `2015-01`, with the burglaries counted in it. */
export type MonthCount = { month: string; burglaries: number }

/** Burglaries of an area by the months that are known of it, rising, from the first day of a month to that of another, both included. */
export const monthlyCounts = async (
  tx: Transaction,
  asked: {
    kind: string
    validFrom: string | null
    source: string
    series: string
    code: string
    from: string
    until: string
  },
): Promise<MonthCount[]> => {
  const { rows } = await tx.query<MonthCount>(
    `select to_char(m.month, 'YYYY-MM') as month, coalesce(c.burglaries, 0)::int as burglaries
     from (select distinct month from target.loaded_month where source = $3) m
     left join target.burglary_count c
       on c.kind = $1 and c.valid_from = $2 and c.source = $3 and c.series = $4 and c.code = $5 and c.month = m.month
     left join target.area_force f
       on $3 = 'street' and f.kind = $1 and f.valid_from = $2 and f.code = $5
     where m.month between $6 and $7
       and (f.force is null
            or exists (select from target.loaded_force l where l.force in (f.force, $8) and l.month = m.month))
     order by m.month`,
    [asked.kind, asked.validFrom, asked.source, asked.series, asked.code, asked.from, asked.until, notSaid],
  )
  return rows
}

/** Columns of single burglaries: metres, and the month. */
export type BurglaryPoints = { easting: number[]; northing: number[]; month: Month[] }

/** Single burglaries of a source whose points are known, of the months after a first day up to another, as columns. */
export const burglaryPoints = async (
  tx: Transaction,
  { source, after, until }: { source: string; after: string; until: string },
): Promise<BurglaryPoints> => {
  const { rows } = await tx.query<BurglaryPoints>(
    `select coalesce(array_agg(easting), '{}') as easting, coalesce(array_agg(northing), '{}') as northing,
            coalesce(array_agg((extract(year from month) * 12 + extract(month from month) - 1)::int), '{}') as month
     from (select easting, northing, month from target.burglary
           where source = $1 and month > $2::date and month <= $3::date and easting is not null
           order by key, ordinal) as each`,
    [source, after, until],
  )
  return rows[0] ?? { easting: [], northing: [], month: [] }
}

/** Offences of one other type of crime by area and month, from street files, between two first days of months. */
export const offencesByMonth = async (
  tx: Transaction,
  { crimeType, first, last }: { crimeType: string; first: string; last: string },
): Promise<{ code: string; month: Month; offences: number }[]> => {
  const { rows } = await tx.query<{ code: string; month: Month; offences: number }>(
    `select code, (extract(year from month) * 12 + extract(month from month) - 1)::int as month,
            sum(offences)::int as offences
     from target.offence_count where crime_type = $1 and month between $2 and $3 group by code, month`,
    [crimeType, first, last],
  )
  return rows
}
