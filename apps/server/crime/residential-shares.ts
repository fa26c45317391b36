import { groupShares, type Shares } from '@mettrace/analysis/risk/thinning'
import { firstDay, type Month } from '../foundation/month.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { wardsOfAreas } from '../places/wards.ts'

/** The share is taken from the last months before the period ahead: it moves slowly, and categories change. */
export const shareMonths = 36

/**
 * Share of residential burglary in each area: that of its ward in the MPS counts, for areas of which nothing finer is
 * known. Undefined when no ward counts of those months are loaded.
 */
export const residentialShares = async (
  tx: Transaction,
  areas: readonly { code: string; easting: number; northing: number }[],
  until: Month,
): Promise<{ shares: Shares; from: string; to: string } | undefined> => {
  const { rows } = await tx.query<{
    ward: string
    residential: number
    all: number
    from: string
    to: string
  }>(
    `with chosen as (
       select distinct on (month) month, source from target.recorded_month
       where level = 'ward' and month > $1::date and month <= $2::date
       order by month, last_month desc, source desc
     ), counted as (
       select r.area as ward, r.month, r.residential, r.offences
       from chosen join target.recorded_count r on r.level = 'ward' and r.source = chosen.source and r.month = chosen.month
       where r.major = 'BURGLARY'
     )
     select ward, coalesce(sum(offences) filter (where residential), 0)::int as residential, sum(offences)::int as "all",
            to_char(min(min(month)) over (), 'YYYY-MM') as "from", to_char(max(max(month)) over (), 'YYYY-MM') as "to"
     from counted group by ward order by ward`,
    [firstDay(until - shareMonths), firstDay(until)],
  )
  const [first] = rows
  if (!first) return undefined
  const byWard = groupShares(
    rows.map(({ residential }) => residential),
    rows.map(({ all }) => all),
  )
  const wards = await wardsOfAreas(
    tx,
    areas,
    rows.map(({ ward }) => ward),
  )
  const numberOf = new Map(rows.map(({ ward }, at) => [ward, at]))
  const residential = rows.reduce((sum, row) => sum + row.residential, 0)
  const all = rows.reduce((sum, row) => sum + row.all, 0)
  // An area whose ward is not known has the share of all wards, as uncertain as wards differ.
  const overall = residential / all
  const spread = byWard.share.reduce((sum, share) => sum + (share - overall) ** 2, 0) / rows.length
  const at = (values: Float64Array, otherwise: number): Float64Array =>
    Float64Array.from(wards, (ward) => values[numberOf.get(ward ?? '') ?? -1] ?? otherwise)
  return {
    shares: { share: at(byWard.share, overall), variance: at(byWard.variance, spread) },
    from: first.from,
    to: first.to,
  }
}
