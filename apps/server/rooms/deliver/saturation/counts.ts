import type { HomeCounts } from '@mettrace/analysis/saturation/share'
import { countRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Vintage } from '../../../places/place-points.ts'

/** Homes of a place by what became of them. */
export type PlaceCounts = HomeCounts & {
  /** The BCU, ward, area or street that they are of. */
  of: string
  /** Homes whose mark or kit has ended, which are to be visited anew. */
  ended: number
}

/** What a count is of: one row for each of these. */
export type CountedBy = 'bcu' | 'ward' | 'area' | 'street'

/** Which streets are counted; everything that the actor may see where nothing is asked for. */
export type CountedWhere = {
  bcu?: string | undefined
  ward?: string | undefined
  /** Code of an area of the boundaries that streets are counted in. */
  area?: string | undefined
}

const asked = `($2::text is null or bcu = $2) and ($3::text is null or ward = $3) and ($4::text is null or area = $4)`
const parameters = ({ bcu, ward, area }: CountedWhere, day: string): unknown[] => [
  day,
  bcu ?? null,
  ward ?? null,
  area ?? null,
]

type PlaceRow = {
  of: string
  homes: number
  excluded: number
  offered: number
  protected: number
  deliveredOnly: number
  refused: number
  noAnswer: number
  ended: number
}

/** What a count is of, by the last parameter: known when the statement is planned. */
const counted = `case $5 when 'bcu' then bcu when 'ward' then ward when 'area' then area else street end`

/**
 * Counts of streets added up, in the order of what they are of. What has ended by `day`, `2026-11-29`, is taken off: time passes
 * without a write. Homes whose area is not known yet are of the area with the empty code.
 */
export const placeCounts = async (
  tx: Transaction,
  by: CountedBy,
  where: CountedWhere,
  day: string,
): Promise<PlaceCounts[]> => {
  const { rows } = await tx.query<PlaceRow>(
    `with ended as (
       select ${counted} as "of", sum(protected) as protected, sum(delivered) as delivered
       from engagement.street_end where ends_on <= $1 and ${asked} group by 1
     ), kept as (
       select ${counted} as "of", sum(homes) as homes, sum(left_out) as left_out, sum(offered) as offered,
              sum(protected) as protected, sum(delivered) as delivered, sum(refused) as refused, sum(no_answer) as no_answer
       from engagement.street_count where ${asked} group by 1
     )
     select kept."of", homes::int4, left_out::int4 as excluded,
            (offered - coalesce(ended.protected + ended.delivered, 0))::int4 as offered,
            (kept.protected - coalesce(ended.protected, 0))::int4 as protected,
            (kept.delivered - coalesce(ended.delivered, 0))::int4 as "deliveredOnly",
            refused::int4, no_answer::int4 as "noAnswer", coalesce(ended.protected + ended.delivered, 0)::int4 as ended
     from kept left join ended using ("of") order by kept."of"`,
    [...parameters(where, day), by],
  )
  return rows
}

/** Homes that are to be visited by the number of tries so far, from none to six or more: what has ended begins at none. */
export const openHomes = async (tx: Transaction, where: CountedWhere, day: string): Promise<number[]> => {
  const { rows } = await tx.query<{ open: number[] }>(
    `select array[coalesce(sum(open_0), 0) + (
              select coalesce(sum(protected + delivered), 0) from engagement.street_end where ends_on <= $1 and ${asked}),
              coalesce(sum(open_1), 0), coalesce(sum(open_2), 0), coalesce(sum(open_3), 0), coalesce(sum(open_4), 0),
              coalesce(sum(open_5), 0), coalesce(sum(open_6), 0)]::int4[] as open
     from engagement.street_count where ${asked}`,
    parameters(where, day),
  )
  return rows[0]!.open
}

type AreaRow = {
  place: number
  homes: number
  excluded: number
  offered: number
  protected: number
  delivered: number
  refused: number
  no_answer: number
  ended: number
  open_0: number
  open_1: number
  open_2: number
  open_3: number
  open_4: number
  open_5: number
  open_6: number
}

/** Homes of areas by state, those areas of which anything is counted, and the homes to be visited of all of them by tries. */
export type AreaCounts = { counts: Map<string, PlaceCounts>; open: number[] }

/**
 * Homes of areas of any boundaries on a day, as far as the actor may be told of an area: to everybody the same, wherever its
 * border lies.
 */
export const countsOfAreas = async (
  tx: Transaction,
  { kind, validFrom }: Vintage,
  codes: readonly string[],
  day: string,
): Promise<AreaCounts> => {
  const rows = await countRecords<AreaRow>(tx, 'select * from engagement.counts_in($1, $2, $3, $4)', [
    kind,
    validFrom,
    codes,
    day,
  ])
  const open = [0, 0, 0, 0, 0, 0, 0]
  const counts = new Map<string, PlaceCounts>()
  for (const { place, delivered, no_answer: noAnswer, ...row } of rows) {
    const { open_0, open_1, open_2, open_3, open_4, open_5, open_6, ...rest } = row
    for (const [tries, homes] of [open_0, open_1, open_2, open_3, open_4, open_5, open_6].entries())
      open[tries]! += homes
    const of = codes[place - 1]!
    counts.set(of, { ...rest, of, deliveredOnly: delivered, noAnswer })
  }
  return { counts, open }
}
