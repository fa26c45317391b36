import { allows } from '../../../foundation/access/may.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { moveKits } from '../facts.ts'
import type { Holder } from '../holders.ts'
import { kitsOfHolder, type HeldKit } from './kits-of-holder.ts'

/** Kits that a home has; none for whoever may not see where kits are. Logs each. */
export const kitsAtHome = async (tx: Transaction, actor: Actor, home: string): Promise<HeldKit[]> =>
  allows(actor.role, { verb: 'read', kind: 'kit_position' }) ? kitsOfHolder(tx, `home:${home}`) : []

/** A kit that an officer gives to a home, or takes back from it; `act` is the asker's UUID. */
export type AtTheDoor = {
  act: string
  what: 'delivered' | 'returned'
  serial: string
  at: Date
  home: { id: string; ward: string; bcu: string }
}

/**
 * Gives a kit that the actor has to a home, or takes one back from it. Asked for twice, it is one act. Logs the kit.
 * Errors: `kit_not_moved` with the reason, `not_allowed`.
 */
export const moveAtTheDoor = async (
  tx: Transaction,
  actor: Actor,
  { act, what, serial, at, home }: AtTheDoor,
): Promise<void> => {
  const own = actor.id as Holder
  const atHome: Holder = `home:${home.id}`
  await moveKits(tx, actor.id, {
    id: act,
    kind: what,
    at,
    from: what === 'delivered' ? own : atHome,
    to: what === 'delivered' ? atHome : own,
    kits: { serials: [serial] },
    place: { ward: home.ward, bcu: home.bcu },
  })
}
