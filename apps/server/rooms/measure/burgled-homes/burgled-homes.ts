import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { wardAndBcuNames } from '../../../places/place-names.ts'

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
  const wards = (await wardAndBcuNames(tx)).filter(({ kind }) => kind === 'ward')
  return readRecords<BurgledHomes>(
    tx,
    { operation: 'combination', kind: 'home', subjects: [], reason: 'burgled-home counts' },
    `select counted.ward, burgled, burgled_with_kit as "withKit", named.name
     from enforcement.burgled_home_counts($1, $2) as counted
     left join unnest($3::text[], $4::text[]) as named (code, name) on named.code = counted.ward
     order by counted.ward is not null, named.name, counted.ward`,
    [firstDay, lastDay, wards.map(({ code }) => code), wards.map(({ name }) => name)],
  )
}
