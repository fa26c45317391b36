import { MetTraceError } from '../../../foundation/errors.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { countedGround } from '../../../places/counted-ground.ts'
import { homesOfArea } from '../../../places/homes.ts'
import type { Vintage } from '../../../places/place-points.ts'
import type { CountedWhere } from './counts.ts'

/** What saturation is asked of: the whole force, a BCU, a ward, or areas of some boundaries. */
export type SaturationPlace = Pick<CountedWhere, 'bcu' | 'ward'> & {
  areas?: { vintage: Vintage; codes: readonly string[] }
}

/** The place as the crossings that count take it. */
export const placeParameters = ({ bcu, ward, areas }: SaturationPlace): unknown[] => [
  bcu ?? null,
  ward ?? null,
  areas?.vintage.kind ?? null,
  areas?.vintage.validFrom ?? null,
  areas?.codes ?? null,
]

/** As what a code is counted, as far as the actor may see its streets. */
export const countedAs = async (
  tx: Transaction,
  code: string,
): Promise<{ area: boolean; ward: boolean; bcu: boolean }> => {
  const { rows } = await tx.query<{ area: boolean; ward: boolean; bcu: boolean }>(
    `select $1 <> '' and exists (select from engagement.street_count where area = $1) as area,
            exists (select from engagement.street_count where ward = $1) as ward,
            exists (select from engagement.street_count where bcu = $1) as bcu`,
    [code],
  )
  return rows[0]!
}

/**
 * The area, ward or BCU of a code, as streets are counted. Errors: `not_found` for a code that no boundaries have, `not_enough`
 * where nothing of it is in the register.
 */
export const placeOfCode = async (tx: Transaction, code: string): Promise<SaturationPlace> => {
  const found = await countedAs(tx, code)
  const vintage = await countedGround(tx)
  if (found.area && vintage) return { areas: { vintage, codes: [code] } }
  if (found.ward) return { ward: code }
  if (found.bcu) return { bcu: code }
  await homesOfArea(tx, code)
  throw new MetTraceError(
    'not_enough',
    `No home of the register is counted in ${code}: streets are counted in the latest small areas, in wards and in BCUs.`,
  )
}
