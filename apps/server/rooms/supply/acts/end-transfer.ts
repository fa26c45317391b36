import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { doneBefore, moveKits } from '../facts.ts'
import type { Holder } from '../holders.ts'
import { placeAt } from './destinations.ts'
import { serialsUnderWay, type Transfer } from './transfers.ts'

/** How kits of a transfer cease to be under way: each side may say that some did not arrive. */
export const endings = ['taken', 'taken back', 'lost', 'damaged'] as const
export type Ending = (typeof endings)[number]

/** What one side says of a transfer; `serials` is null for all that are under way. `id`: the asker's UUID. */
export type EndTransfer = {
  id: string
  transfer: Transfer
  what: Ending
  serials: readonly string[] | null
  at: Date
  reason?: string
  second?: string
}

/**
 * Confirms, takes back or writes off kits that were sent, in part or whole. Asked for twice, it is one act. Returns what is
 * wrong with what was asked, if anything. Errors: `kit_not_moved` with the reason for each, `not_allowed`.
 */
export const endTransfer = async (
  tx: Transaction,
  actor: string,
  { id, transfer, what, serials, at, reason, second }: EndTransfer,
): Promise<ErrorAtField[]> => {
  if ((await doneBefore(tx, actor, { id, kind: what })) !== undefined) return []
  const chosen = serials ?? (await serialsUnderWay(tx, transfer.id))
  if (chosen.length === 0)
    return [{ text: 'Nothing of this transfer is on the way any more', href: '#codes' }]
  const side = (what === 'taken' ? transfer.to : transfer.from) ?? 'store'
  const isGone = what === 'lost' || what === 'damaged'
  const to: Holder = isGone ? `gone:${what}` : (side as Holder)
  const place = isGone ? undefined : placeAt(to)
  await moveKits(tx, actor, {
    id,
    kind: what,
    at,
    from: `transit:${transfer.id}`,
    to,
    kits: { serials: chosen },
    transfer: transfer.id,
    ...(place && { place }),
    ...(reason !== undefined && { reason }),
    ...(second !== undefined && { second }),
  })
  return []
}
