import type { Transaction } from '../foundation/with-actor.ts'
import type { Home } from './homes.ts'

/** A home near a recent burglary: which day, and how far. Neither crime reference nor victim. */
export type CocoonHome = Home & { burglaryDay: string; distance: number }

/** More than a round or two can take. */
const most = 500

/** Homes within so many metres of a burglary of the last days; near repeats come within 200 m and days (domain). */
export const cocoonDefaults = { days: 14, metres: 200 } as const

/**
 * Homes of the actor's own places near a recent burglary, the latest burglary first. A crossing between the regimes:
 * logged as a combination of every home in it.
 */
export const cocoonHomes = async (tx: Transaction, since: Date, metres: number): Promise<CocoonHome[]> => {
  const { rows: near } = await tx.query<{ home: string; burglaryDay: string; distance: number }>(
    `select home, burglary_day as "burglaryDay", distance from enforcement.cocoon($1, $2)
     order by burglary_day desc, distance, home limit ${most}`,
    [since, metres],
  )
  // By their ids, and not joined to the function: how many it gives is not known beforehand, and all homes would be read.
  const { rows: homes } = await tx.query<Home>(
    `select id, ward, bcu, postcode, street, number, core, floor, flat from engagement.home where id = any ($1::uuid[])`,
    [near.map(({ home }) => home)],
  )
  const byId = new Map(homes.map((home) => [home.id, home]))
  const rows = near.flatMap(({ home: id, burglaryDay, distance }) => {
    const home = byId.get(id)
    return home ? [{ ...home, burglaryDay, distance }] : []
  })
  await tx.record({
    operation: 'combination',
    kind: 'home',
    subjects: rows.map(({ id }) => id),
    reason: 'cocoon',
  })
  return rows
}
