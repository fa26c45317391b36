import type { Transaction } from '../../../foundation/with-actor.ts'

/** BCUs whose places and lamps the actor may add: those they are posted to, or where that is the whole force, those that are there. */
export const ownBcus = async (tx: Transaction): Promise<string[]> => {
  const { rows } = await tx.query<{ bcu: string }>(
    `select place as bcu from foundation.acting_places() place where place <> ''
     union select bcu from enforcement.scan_place where foundation.acting_role() = 'investigator' order by 1`,
  )
  return rows.map(({ bcu }) => bcu)
}
