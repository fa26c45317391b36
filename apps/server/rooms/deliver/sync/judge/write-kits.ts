import type { PhoneEvent } from '@mettrace/protocol/events/event'
import { kitsOf } from '@mettrace/protocol/events/facts'
import type { Judged } from '@mettrace/protocol/judge/judge-batch'
import { toldBy } from '@mettrace/protocol/judge/running'
import { MetTraceError } from '../../../../foundation/errors.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import {
  disputeDelivery,
  takeBackFromLedger,
  tellDeliveries,
  tellLedger,
  type PhoneFact,
  type Telling,
} from '../../../supply/phones/tell-ledger.ts'
import type { Place } from './rounds.ts'
import type { KitChange } from './what-follows.ts'

/** What an event tells of kits, in the ledger's words; undefined where it tells nothing of any. */
export const factOf = ({ fact }: PhoneEvent, placeOf: ReadonlyMap<string, Place>): PhoneFact | undefined => {
  const told = toldBy(fact)
  const serials = kitsOf(told)
  switch (told.kind) {
    case 'delivered': {
      const place = placeOf.get(told.home)
      return place && { kind: 'delivered', serial: told.kit, home: told.home, place }
    }
    case 'kits-accepted':
      return { kind: 'accepted', serials, transfer: told.transfer }
    case 'kits-returned':
      return { kind: 'returned', serials }
    case 'kits-lost':
      return { kind: told.what, serials, reason: told.reason, second: told.second }
    default:
      return undefined
  }
}

type Delivered = { telling: Telling; fact: Extract<PhoneFact, { kind: 'delivered' }> }

/**
 * Tells the ledger what became of kits, in the order in which it was judged: deliveries that follow each other at once, as
 * long as each is of another kit and an act of its own. Errors: those of the ledger, where it knows something that the rules did not.
 */
export const writeKits = async (
  tx: Transaction,
  changes: readonly KitChange[],
  placeOf: ReadonlyMap<string, Place>,
): Promise<void> => {
  let deliveries: Delivered[] = []
  const tellThose = async (): Promise<void> => {
    const [first] = deliveries
    if (first) await tellDeliveries(tx, first.telling.person, deliveries)
    deliveries = []
  }
  for (const { by, at, told, stands } of changes) {
    const fact = factOf(told, placeOf)
    const telling = { id: by.id, at: new Date(at), person: by.author, act: told.id }
    // Nothing is taken half: what it tells of the home without what it tells of the kit.
    if (!fact && kitsOf(toldBy(told.fact)).length > 0)
      throw new MetTraceError('not_allowed', 'Kits of this home are of a place of somebody else.')
    if (!fact) continue
    if (stands && fact.kind === 'delivered') {
      const isApart = deliveries.every(
        (each) =>
          each.fact.serial !== fact.serial &&
          each.telling.id !== telling.id &&
          each.telling.person === telling.person,
      )
      if (!isApart) await tellThose()
      deliveries.push({ telling, fact })
      continue
    }
    await tellThose()
    await (stands ? tellLedger : takeBackFromLedger)(tx, telling, fact)
  }
  await tellThose()
}

/** Deliveries that were set aside because the kit is elsewhere are disputes of the ledger too. */
export const writeDisputes = async (
  tx: Transaction,
  judged: readonly Judged[],
  placeOf: ReadonlyMap<string, Place>,
): Promise<void> => {
  for (const { event, at, answer, write } of judged) {
    if (write !== 'event' || !event || answer.answer !== 'set-aside' || answer.reason !== 'kit-elsewhere')
      continue
    const fact = factOf(event, placeOf)
    if (fact?.kind === 'delivered')
      await disputeDelivery(tx, { id: event.id, at: new Date(at), person: event.author, act: event.id }, fact)
  }
}
