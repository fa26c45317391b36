import type { Transaction } from '../../foundation/with-actor.ts'

/** Burglaries of homes in a ward, to the nearest five, and of them those of homes that had a kit at the time. */
export type BurgledHomes = { ward: string | null; name: string | null; burgled: number; withKit: number }

/**
 * Burglaries of homes by ward from the first day to the last, both included; the first row, of no ward, is of all. A
 * crossing between the regimes, which leave it rounded: logged as a combination that names no home.
 */
export const burgledHomes = async (
  tx: Transaction,
  firstDay: string,
  lastDay: string,
): Promise<BurgledHomes[]> => {
  const { rows } = await tx.query<BurgledHomes>(
    `select ward, burgled, burgled_with_kit as "withKit",
            (select name from places.area where kind = 'ward' and code = ward order by valid_from desc limit 1) as name
     from enforcement.burgled_home_counts($1, $2)
     order by ward is not null, name, ward`,
    [firstDay, lastDay],
  )
  await tx.record({ operation: 'combination', kind: 'home', subjects: [], reason: 'burgled-home counts' })
  return rows
}
