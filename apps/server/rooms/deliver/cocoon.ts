import { rowsBefore, rowsOnPage } from '../../foundation/page/pages.ts'
import { keepRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { homesCombined, type Home } from '../../places/register.ts'

/** A home near a recent burglary: which day, and how far. Neither crime reference nor victim. */
export type CocoonHome = Home & { burglaryDay: string; distance: number }

type Near = { home: string; burglaryDay: string; distance: number; total: number }

/** Homes within so many metres of a burglary of the last days; near repeats come within 200 m and days (domain). */
export const cocoonDefaults = { days: 14, metres: 200 } as const

/**
 * Homes of the actor's own places near a recent burglary, the latest burglary first: a page of them. A crossing between the regimes:
 * logged as a combination of every home that is shown.
 */
export const cocoonHomes = async (
  tx: Transaction,
  since: Date,
  metres: number,
  page = 1,
): Promise<{ homes: CocoonHome[]; total: number }> => {
  const { rows: near } = await keepRecords<Near>(
    tx,
    'homes without an address yet: those of them that are shown are written down as they are read',
    `select home, burglary_day as "burglaryDay", distance, count(*) over ()::int4 as total
     from enforcement.cocoon($1, $2)
     order by burglary_day desc, distance, home limit ${rowsOnPage} offset $3`,
    [since, metres, rowsBefore(page)],
  )
  // By their ids, and not joined to the function: how many it gives is not known beforehand, and all homes would be read.
  const homes = await homesCombined(
    tx,
    near.map(({ home }) => home),
    'cocoon',
  )
  const byId = new Map(homes.map((home) => [home.id, home]))
  return {
    homes: near.flatMap(({ home: id, burglaryDay, distance }) => {
      const home = byId.get(id)
      return home ? [{ ...home, burglaryDay, distance }] : []
    }),
    total: near[0]?.total ?? 0,
  }
}
