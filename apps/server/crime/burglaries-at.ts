import { readRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'

/** A burglary that was recorded at an address, as it stands now. */
export type BurglaryAt = {
  reference: string
  uprn: string
  at: Date
  series: 'residential' | 'other' | 'not burglary'
  stickerSeen: boolean | null
}

/** Burglaries at addresses (UPRNs as digits), the first first. Logs each. */
export const burglariesAt = (
  tx: Transaction,
  uprns: readonly string[],
  reason: string,
): Promise<BurglaryAt[]> =>
  readRecords<BurglaryAt>(
    tx,
    { operation: 'consultation', kind: 'incident', of: ({ reference }) => reference, reason },
    `select v.reference, v.uprn::text as uprn, coalesce(v.committed_from, v.reported_at) as at, v.series, v.sticker_seen as "stickerSeen"
     from enforcement.incident_version v
     where v.uprn = any ($1::bigint[]) and v.series <> 'not burglary'
       and not exists (select from enforcement.incident_version n
                       where n.reference = v.reference and (n.as_at, n.row_digest) > (v.as_at, v.row_digest))
     order by 3, 1`,
    [uprns],
  )
