import type { Transaction } from '../foundation/with-actor.ts'
import { areaIndexOf } from './place-points.ts'

/**
 * Ward of each area among the wards named: the one a look-up gives, else the one whose outline holds its centre;
 * undefined where neither is loaded.
 */
export const wardsOfAreas = async (
  tx: Transaction,
  areas: readonly { code: string; easting: number; northing: number }[],
  wards: readonly string[],
): Promise<(string | undefined)[]> => {
  const { rows: pairs } = await tx.query<{ area: string; ward: string }>(
    `select from_code as area, min(to_code) as ward from places.lookup
     where from_code = any ($1) and to_code = any ($2)
     group by from_code having count(distinct to_code) = 1`,
    [areas.map(({ code }) => code), wards],
  )
  const found = new Map(pairs.map(({ area, ward }) => [area, ward]))
  const answer = areas.map(({ code }) => found.get(code))
  if (!answer.includes(undefined)) return answer
  const { rows: vintages } = await tx.query<{ valid_from: string }>(
    `select valid_from from places.area where kind = 'ward' and code = any ($1)
     group by valid_from order by count(*) desc, valid_from desc limit 1`,
    [wards],
  )
  const validFrom = vintages[0]?.valid_from
  if (validFrom === undefined) return answer
  const outlines = await areaIndexOf(tx, { kind: 'ward', validFrom })
  return answer.map(
    (ward, at) => ward ?? outlines.find(areas[at]?.easting ?? NaN, areas[at]?.northing ?? NaN),
  )
}

/** Names of the wards or BCUs that the actor is posted to, in a line; empty for the whole force. */
export const namesOfOwnPlaces = async (tx: Transaction): Promise<string> => {
  const { rows } = await tx.query<{ name: string }>(
    `select distinct on (code) coalesce(name, code) as name from places.area
     where kind in ('ward', 'bcu') and code = any (array(select foundation.acting_places()))
     order by code, valid_from desc`,
  )
  return rows.map(({ name }) => name).join(', ')
}
