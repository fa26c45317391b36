import { keepRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'

/** A home of the register by its UPRN, and where it is. */
export type HomeOfUprn = { id: string; ward: string; bcu: string }

/** Homes of the register that have one of these UPRNs (texts of digits), by UPRN. */
export const homesOfUprns = async (
  tx: Transaction,
  uprns: readonly string[],
): Promise<Map<string, HomeOfUprn>> => {
  const { rows } = await keepRecords<HomeOfUprn & { uprn: string }>(
    tx,
    'homes of a file are found in the register; nobody is shown one',
    'select uprn::text as uprn, id, ward, bcu from engagement.home where uprn = any ($1::bigint[])',
    [uprns],
  )
  return new Map(rows.map(({ uprn, ...home }) => [uprn, home]))
}
