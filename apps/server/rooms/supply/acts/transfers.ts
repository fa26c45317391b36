import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { recordOfAccount } from '../../../foundation/person-account.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { holderKind, type Holder } from '../holders.ts'

/** Kits that were sent; `underWay`: how many of them nobody has confirmed yet. */
export type Transfer = {
  id: string
  at: Date
  from: string | null
  to: string | null
  actor: string
  sent: number
  underWay: number
}

/** A transfer of a list, whether it is the actor's to confirm or to take back, and how many there are on all its pages. */
export type ListedTransfer = Transfer & { toMe: boolean; fromMe: boolean; total: number }

const peopleIn = ({ from, to }: Transfer): string[] =>
  [from, to].flatMap((holder) =>
    holder !== null && holderKind(holder) === 'person' ? [recordOfAccount(holder)] : [],
  )

/**
 * Transfers under way to or from these holders, or all that the actor may see; the latest first. A page of them, or all.
 * Logs each, and the colleagues that they name.
 */
export const transfersUnderWay = (
  tx: Transaction,
  charges: readonly Holder[],
  which: 'all' | 'mine' | 'to me',
  page?: number,
): Promise<ListedTransfer[]> =>
  readRecords<ListedTransfer>(
    tx,
    [
      { operation: 'consultation', kind: 'kit', of: ({ id }) => id },
      { operation: 'consultation', kind: 'person', of: peopleIn },
    ],
    `with under_way as (
       select substr(holder, 9)::uuid as act, count(*)::int4 as kits
       from engagement.kit_position where holder_kind = 'transit' group by 1
     )
     select act.id, act.at, act.from_holder as "from", act.to_holder as "to", act.actor, act.kits as sent,
            under_way.kits as "underWay", act.to_holder = any ($1::text[]) as "toMe",
            act.from_holder = any ($1::text[]) as "fromMe", count(*) over ()::int4 as total
     from under_way join engagement.kit_act act on act.id = under_way.act
     where $2 = 'all' or act.to_holder = any ($1::text[]) or ($2 = 'mine' and act.from_holder = any ($1::text[]))
     order by act.at desc, act.from_holder, act.to_holder, act.id limit $3 offset $4`,
    [charges, which, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** A transfer, whether or not it is ended. Errors: `not_found`, the same where there is none and where it is not the actor's. */
export const transferOf = async (tx: Transaction, id: string | undefined): Promise<Transfer> => {
  const [found] =
    id === undefined
      ? []
      : await readRecords<Transfer>(
          tx,
          [
            { operation: 'consultation', kind: 'kit', subjects: [id] },
            { operation: 'consultation', kind: 'person', of: peopleIn },
          ],
          `select act.id, act.at, act.from_holder as "from", act.to_holder as "to", act.actor, act.kits as sent,
                  (select count(*)::int4 from engagement.kit_position p where p.holder = 'transit:' || act.id) as "underWay"
           from engagement.kit_act act where act.id = $1 and act.kind = 'sent'`,
          [id],
        )
  if (!found) throw new MetTraceError('not_found', 'There is no such transfer here.')
  return found
}

/** A kit of a transfer: `ended` is what became of it, null while it is under way. */
export type SentKit = {
  serial: string
  underWay: boolean
  ended: string | null
  endedAt: Date | null
  disputed: boolean
  total: number
}

/** Kits of a transfer as far as the actor may see them, those under way first: a page of them, or all. Logs each. */
export const kitsOfTransfer = (tx: Transaction, id: string, page?: number): Promise<SentKit[]> =>
  readRecords<SentKit>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `select p.serial, p.holder = 'transit:' || $1 as "underWay", ended.kind as ended, ended.at as "endedAt",
            p.disputed > 0 as disputed, count(*) over ()::int4 as total
     from engagement.kit_movement sent join engagement.kit_position p on p.id = sent.kit
     left join engagement.kit_movement ended on ended.transfer = $1::uuid and ended.kit = sent.kit and ended.sequence is not null
     where sent.act = $1::uuid
     order by 2 desc, p.serial limit $2 offset $3`,
    [id, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** Serials of a transfer that are under way. Logs each. */
export const serialsUnderWay = async (tx: Transaction, id: string): Promise<string[]> => {
  const rows = await readRecords<{ serial: string }>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    'select serial from engagement.kit_position where holder = $1 order by serial',
    [`transit:${id}`],
  )
  return rows.map(({ serial }) => serial)
}
