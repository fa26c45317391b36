import type { Transaction } from '../foundation/with-actor.ts'
import type { Home } from './homes.ts'

/** A home near a recent burglary: which day, and how far. Neither crime reference nor victim. */
export type CocoonHome = Home & { burglaryDay: string; distance: number }

/** Homes within so many metres of a burglary of the last days; near repeats come within 200 m and days (domain). */
export const cocoonDefaults = { days: 14, metres: 200 } as const

/**
 * Homes of the actor's own places near a recent burglary, the latest burglary first. A crossing between the regimes:
 * logged as a combination of every home in it.
 */
export const cocoonHomes = async (tx: Transaction, since: Date, metres: number): Promise<CocoonHome[]> => {
  const { rows } = await tx.query<CocoonHome>(
    `select h.id, h.ward, h.bcu, h.postcode, h.street, h.number, h.core, h.floor, h.flat,
            c.burglary_day as "burglaryDay", c.distance
     from enforcement.cocoon($1, $2) c join engagement.home h on h.id = c.home
     order by c.burglary_day desc, c.distance, h.street, h.number limit 500`,
    [since, metres],
  )
  await tx.record({
    operation: 'combination',
    kind: 'home',
    subjects: rows.map(({ id }) => id),
    reason: 'cocoon',
  })
  return rows
}
