import { readRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import type { PlacedHome } from './homes-of-streets.ts'
import type { Vintage } from './place-points.ts'
import { homesNow } from './register.ts'

/**
 * Homes in some areas, as far as the actor may see them, without those that are gone or were left out for good: of several
 * decisions about a home the last approved one counts. Homes whose area is not found yet are missing. Logs each.
 */
export const homesOfAreas = (
  tx: Transaction,
  { kind, validFrom, codes }: Vintage & { codes: readonly string[] },
): Promise<PlacedHome[]> =>
  readRecords<PlacedHome>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ id }) => id },
    `with inside as (
       select own.* from places.point_area p
       join engagement.home own on own.easting = p.easting and own.northing = p.northing
       where p.kind = $1 and p.valid_from = $2 and p.code = any ($3::text[])
     ),
     decided as (
       select distinct on (p.home) p.home, p.kind from engagement.home_proposal p
       join engagement.home_decision d on d.proposal = p.id and d.approved
       where p.kind in ('exclude', 'restore') and p.home in (select id from inside)
       order by p.home, d.turn desc
     )
     select home.*, h.easting, h.northing
     from (${homesNow('inside')}) home join engagement.home h on h.id = home.id
     where not home.gone and not exists (select from decided where decided.home = home.id and decided.kind = 'exclude')
     order by home.id`,
    [kind, validFrom, codes],
  )
