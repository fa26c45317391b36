import type { Queries } from '../foundation/with-actor.ts'

/** Accepted editions in the order in which they were accepted: relation `(edition, turn)`. */
export const acceptedEditions = `(select edition, turn from places.address_decision where accepted)`

/** Sorts of address that nothing is kept of any more. */
const left = `('gone', 'other')`

/** What stands at every address: of each the fact of the edition that was accepted last. */
export const standingAddresses = `
  select * from (
    select distinct on (f.uprn) f.*
    from places.address_fact f join ${acceptedEditions} a on a.edition = f.edition
    order by f.uprn, a.turn desc
  ) last where sort not in ${left}`

/** A lateral relation `now`: what was accepted last of the address `h.uprn`; no row where no edition knows it. */
export const presentAddress = `
  left join lateral (
    select f.* from places.address_fact f join ${acceptedEditions} a on a.edition = f.edition
    where f.uprn = h.uprn order by a.turn desc limit 1
  ) now on true`

export type StandingEdition = {
  id: string
  number: number
  format: string
  asOf: string
  wardValidFrom: string
}

/** The edition that was accepted last; undefined where none was. */
export const standingEdition = async (tx: Pick<Queries, 'query'>): Promise<StandingEdition | undefined> => {
  const { rows } = await tx.query<StandingEdition>(
    `select e.id, e.number::int4 as number, e.format, e.as_of as "asOf", e.ward_valid_from as "wardValidFrom"
     from places.address_edition e join ${acceptedEditions} a on a.edition = e.id order by a.turn desc limit 1`,
  )
  return rows[0]
}
