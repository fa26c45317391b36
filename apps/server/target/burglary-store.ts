import { copyInto, copyLine } from '../foundation/copy.ts'
import { firstDay, type Month } from '../foundation/month.ts'
import type { Transaction } from '../foundation/with-actor.ts'

export type BurglaryRow = {
  key: string
  ordinal: number
  digest: string
  month: Month
  dayFrom: string | null
  dayTo: string | null
  code: string | null
  easting: number | null
  northing: number | null
  /** No area that is loaded holds it: kept, so that boundaries loaded later find it, but not counted as taken. */
  unknown: boolean
}

/**
 * Adds burglaries to those there are. Of two versions of one crime the one with the greater digest is kept, whichever
 * came first, so that the order of imports makes no difference. Returns how many were new and have a known area.
 */
export const mergeBurglaries = async (
  tx: Transaction,
  source: 'street' | 'points',
  rows: readonly BurglaryRow[],
): Promise<number> => {
  await tx.query(
    `create temp table if not exists incoming_burglary (
       key uuid, ordinal smallint, digest uuid, month date, day_from date, day_to date,
       code text, easting integer, northing integer, unknown boolean
     ) on commit drop`,
  )
  await tx.query('truncate incoming_burglary')
  await copyInto(
    tx,
    'incoming_burglary',
    rows.map((row) =>
      copyLine([
        row.key,
        row.ordinal,
        row.digest,
        firstDay(row.month),
        row.dayFrom,
        row.dayTo,
        row.code,
        row.easting,
        row.northing,
        row.unknown,
      ]),
    ),
  )
  const unknownKeys = rows.filter(({ unknown }) => unknown)
  const inserted = await tx.query(
    `insert into target.burglary
       (key, ordinal, source, month, day_from, day_to, code, easting, northing, row_digest)
     select key, ordinal, $1, month, day_from, day_to, code, easting, northing, digest
     from incoming_burglary
     where not unknown
     on conflict (key, ordinal) do nothing`,
    [source],
  )
  if (unknownKeys.length > 0) {
    await tx.query(
      `insert into target.burglary
         (key, ordinal, source, month, day_from, day_to, code, easting, northing, row_digest)
       select key, ordinal, $1, month, day_from, day_to, code, easting, northing, digest
       from incoming_burglary
       where unknown
       on conflict (key, ordinal) do nothing`,
      [source],
    )
  }
  const taken = inserted.rowCount ?? 0
  if (taken + unknownKeys.length < rows.length) {
    await tx.query(
      `update target.burglary b
       set month = i.month, day_from = i.day_from, day_to = i.day_to, code = i.code,
           easting = i.easting, northing = i.northing, row_digest = i.digest
       from incoming_burglary i
       where b.key = i.key and b.ordinal = i.ordinal and b.row_digest < i.digest`,
    )
  }
  return taken
}
