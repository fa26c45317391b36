import { countRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import type { Vintage } from './place-points.ts'

/** Where the homes of a street are: their middle and how they spread about it, metres; `place` counts from 1 in the order asked. */
export type StreetExtent = {
  place: number
  homes: number
  easting: number
  northing: number
  /** Variances and covariance, square metres. */
  across: number
  up: number
  both: number
}

/** Where the homes of streets of an area are, as far as the actor may see homes; no home is told. */
export const streetExtents = (
  tx: Transaction,
  { kind, validFrom }: Vintage,
  area: string,
  streets: readonly string[],
): Promise<StreetExtent[]> =>
  countRecords<StreetExtent>(
    tx,
    `select asked.place::int4 as place, count(*)::int4 as homes, avg(h.easting)::float8 as easting,
            avg(h.northing)::float8 as northing, var_pop(h.easting)::float8 as across, var_pop(h.northing)::float8 as up,
            covar_pop(h.easting, h.northing) as both
     from unnest($4::text[]) with ordinality asked(street, place)
     join (
       select own.street, own.easting, own.northing from places.point_area p
       join engagement.home own on own.easting = p.easting and own.northing = p.northing
       where p.kind = $1 and p.valid_from = $2 and p.code = $3
     ) h on h.street = asked.street
     group by asked.place order by asked.place`,
    [kind, validFrom, area, streets],
  )
