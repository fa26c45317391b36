import type { Scanned } from '@mettrace/kit-codes/scan/read-scan'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

export type KitToPrint = { serial: string; expiresOn: string | null }

/** Boxes by their SSCC. Errors: for whoever may not read what suppliers sent, as the access table says. */
const boxesOf = async (tx: Transaction, ssccs: readonly string[]): Promise<string[]> => {
  if (ssccs.length === 0) return []
  const { rows } = await tx.query<{ id: string }>(
    'select id from engagement.kit_box where sscc = any ($1::text[])',
    [ssccs],
  )
  return rows.map(({ id }) => id)
}

/** Kits by serial, and all of boxes by SSCC, as far as the actor may see them: one more than `most` at most. Logs each. */
export const kitsToPrint = async (
  tx: Transaction,
  scanned: readonly Scanned[],
  most: number,
): Promise<KitToPrint[]> =>
  readRecords<KitToPrint>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `select serial, expires_on::text as "expiresOn" from engagement.kit_position
     where serial = any ($1::text[]) or box = any ($2::uuid[])
     order by serial limit $3`,
    [
      scanned.flatMap((each) => ('serial' in each ? [each.serial] : [])),
      await boxesOf(
        tx,
        scanned.flatMap((each) => ('box' in each ? [each.box] : [])),
      ),
      most + 1,
    ],
  )
