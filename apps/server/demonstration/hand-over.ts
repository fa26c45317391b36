import { actingAs } from '../foundation/access/acting-as.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { demonstrationActor } from '../places/made-up-city.ts'
import { endTransfer } from '../rooms/supply/acts/end-transfer.ts'
import { kitsOfHolder } from '../rooms/supply/acts/kits-of-holder.ts'
import { transferOf } from '../rooms/supply/acts/transfers.ts'
import { moveKits } from '../rooms/supply/facts.ts'
import type { Holder, KitPlace } from '../rooms/supply/holders.ts'

const registrar = actingAs('demonstrationHomes', demonstrationActor.id)

export type Handing = { from: Holder; to: Holder; place: KitPlace; serials: readonly string[]; at: Date }

const hour = 3_600_000

/** Sends made-up kits on their way. Returns the act. */
export const send = async (tx: Transaction, { from, to, place, serials, at }: Handing): Promise<string> => {
  const id = uuidv7()
  await moveKits(tx, registrar.id, { id, kind: 'sent', at, from, to, kits: { serials }, place })
  return id
}

/** Sends made-up kits, which are taken over within so many milliseconds. */
export const handOver = async (tx: Transaction, handing: Handing, within = hour): Promise<void> => {
  const transfer = await transferOf(tx, await send(tx, handing))
  const at = new Date(handing.at.getTime() + within)
  await endTransfer(tx, registrar.id, { id: uuidv7(), transfer, what: 'taken', serials: null, at })
}

/** The oldest kits of a holder, as many as are asked for: one that a count misses is among the newest. */
export const some = async (tx: Transaction, holder: Holder, kits: number): Promise<string[]> =>
  (await kitsOfHolder(tx, holder))
    .filter(({ stopped }) => stopped === null)
    .slice(0, kits)
    .map(({ serial }) => serial)
