import type { Queries } from '../foundation/with-actor.ts'

/**
 * Names the state of everything that imports bring and that is worked out of it: two answers that are equal have seen
 * the same imports and boundaries. What rests on data declares it, and is worked out anew after the next import.
 */
export const dataState = async (tx: Pick<Queries, 'query'>): Promise<string> => {
  const { rows } = await tx.query<{ state: string }>(
    `select concat_ws(' ', count(*), max(imported_at), (select version from places.geography),
                      nullif((select count(*) from places.home_source_fact), 0),
                      'register ' || nullif(concat((select count(*) from places.address_decision where accepted), ' ',
                                                   foundation.home_decisions()), '0 0')) as state
     from places.import_file`,
  )
  return rows[0]?.state ?? ''
}
