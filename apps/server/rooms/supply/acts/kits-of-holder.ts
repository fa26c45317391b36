import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Holder } from '../holders.ts'

/** A kit of a holder's, since when they have it, and how many they have on all pages. */
export type HeldKit = {
  serial: string
  at: Date
  expiresOn: string | null
  stopped: string | null
  disputed: boolean
  total: number
}

/** Kits that a holder has, those that came first at the top: a page of them, or all. Logs each. */
export const kitsOfHolder = (tx: Transaction, holder: Holder, page?: number): Promise<HeldKit[]> =>
  readRecords<HeldKit>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `select serial, at, expires_on::text as "expiresOn", stopped, disputed > 0 as disputed, count(*) over ()::int4 as total
     from engagement.kit_position where holder = $1 order by at, serial limit $2 offset $3`,
    [holder, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
