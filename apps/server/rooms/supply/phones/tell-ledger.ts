import { londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { accountOfPerson } from '../../../foundation/person-account.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { destinationsOf } from '../acts/destinations.ts'
import { endTransfer } from '../acts/end-transfer.ts'
import { transferOf } from '../acts/transfers.ts'
import { deliverKits, moveKits } from '../facts.ts'
import type { Holder } from '../holders.ts'
import { storyOfAct } from '../disputes.ts'
import { settle, tellLate } from '../late-facts.ts'
import { kitsNamed } from './kits-named.ts'

type Place = { ward: string; bcu: string }

/** What an officer did with kits, as a phone tells it. */
export type PhoneFact =
  | { kind: 'delivered'; serial: string; home: string; place: Place }
  | { kind: 'accepted'; serials: readonly string[]; transfer: string }
  | { kind: 'returned'; serials: readonly string[] }
  | { kind: 'lost' | 'damaged'; serials: readonly string[]; reason: string; second: string }

/** A fact told by an event of this id, and when it happened; `act` is the event that told it first, where it is taken back. */
export type Telling = { id: string; at: Date; person: string; act: string }

/** Kits go back to a team of the bearer's, or to the store of its BCU. */
const sendBack = async (
  tx: Transaction,
  actor: string,
  { id, at, person }: Telling,
  serials: readonly string[],
) => {
  const own: Holder = `person:${person}`
  const [to] = await destinationsOf(tx, own, londonDay(at))
  if (!to) throw new MetTraceError('kit_not_moved', 'You are in no team that these kits could go back to.')
  const { holder, place } = to
  await moveKits(tx, actor, {
    id,
    kind: 'sent',
    at,
    from: own,
    to: holder,
    kits: { serials },
    ...(place && { place }),
  })
}

/** Moves kits to homes as a phone of their bearer tells it, many at once. No kit is among them twice. Errors: as of `tellLedger`. */
export const tellDeliveries = async (
  tx: Transaction,
  person: string,
  deliveries: readonly { telling: Telling; fact: Extract<PhoneFact, { kind: 'delivered' }> }[],
): Promise<void> => {
  const actor = accountOfPerson(person)
  const all = deliveries.map(({ telling: { id, at }, fact: { serial, home, place } }) => ({
    id,
    at,
    serial,
    home,
    place,
  }))
  await deliverKits(tx, actor, actor as Holder, all)
}

/** Moves kits as a phone tells it. Errors: `kit_not_moved` with the reason, `not_allowed`, `not_found`. */
export const tellLedger = async (tx: Transaction, telling: Telling, fact: PhoneFact): Promise<void> => {
  const { id, at, person } = telling
  const actor = accountOfPerson(person)
  const own = actor as Holder
  switch (fact.kind) {
    case 'delivered': {
      const kits = { serials: [fact.serial] }
      const { home, place } = fact
      await moveKits(tx, actor, { id, kind: 'delivered', at, from: own, to: `home:${home}`, kits, place })
      return
    }
    case 'accepted': {
      const transfer = await transferOf(tx, fact.transfer)
      await endTransfer(tx, actor, { id, transfer, what: 'taken', serials: fact.serials, at })
      return
    }
    case 'returned':
      await sendBack(tx, actor, telling, fact.serials)
      return
    default: {
      const { kind, serials, reason, second } = fact
      await moveKits(tx, actor, {
        id,
        kind,
        at,
        from: own,
        to: `gone:${kind}`,
        kits: { serials },
        reason,
        second,
      })
    }
  }
}

/** Moves kits back as they were before a phone told it. Errors: as of `tellLedger`. */
export const takeBackFromLedger = async (
  tx: Transaction,
  telling: Telling,
  fact: PhoneFact,
): Promise<void> => {
  const { id, at, person, act } = telling
  const actor = accountOfPerson(person)
  const own = actor as Holder
  switch (fact.kind) {
    case 'delivered': {
      const kits = { serials: [fact.serial] }
      const from: Holder = `home:${fact.home}`
      await moveKits(tx, actor, { id, kind: 'returned', at, from, to: own, kits, place: fact.place })
      return
    }
    case 'accepted':
      await sendBack(tx, actor, telling, fact.serials)
      return
    case 'returned': {
      const transfer = await transferOf(tx, act)
      await endTransfer(tx, actor, { id, transfer, what: 'taken back', serials: fact.serials, at })
      return
    }
    default:
      await moveKits(tx, actor, {
        id,
        kind: 'found',
        at,
        from: `gone:${fact.kind}`,
        to: own,
        kits: { serials: fact.serials },
      })
  }
}

/** Keeps a delivery that contradicts the ledger, as disputed: a sergeant settles it there. Errors: `not_allowed`. */
export const disputeDelivery = (
  tx: Transaction,
  { id, at, person }: Telling,
  { serial, home, place }: Extract<PhoneFact, { kind: 'delivered' }>,
): Promise<void> => {
  const own: Holder = `person:${person}`
  return tellLate(tx, own, { id, kind: 'delivered', at, serial, from: own, to: `home:${home}`, place })
}

/** Who accepts what an officer told, why and when. */
export type Acceptance = { sergeant: string; reason: string; at: Date }

/**
 * Brings a kit to the home that its bearer says: as a late fact of theirs where that fits, and where it contradicts the ledger as
 * a dispute that whoever accepts it settles. Errors: `kit_not_moved` where the ledger has decided otherwise; `not_allowed`.
 */
export const acceptDelivery = async (
  tx: Transaction,
  telling: Telling,
  fact: Extract<PhoneFact, { kind: 'delivered' }>,
  { sergeant, reason, at }: Acceptance,
): Promise<void> => {
  const isThere = async (): Promise<boolean> =>
    (await kitsNamed(tx, [fact.serial])).some(({ holder }) => holder === `home:${fact.home}`)
  const before = await storyOfAct(tx, telling.id)
  if (before === undefined && (await isThere())) return
  if (before === undefined) await disputeDelivery(tx, telling, fact)
  const story = before ?? (await storyOfAct(tx, telling.id))
  if (story?.accepted === null)
    await settle(tx, sergeant, { fact: story.id, act: uuidv7(), accepted: true, reason, at })
  if (!(await isThere()))
    throw new MetTraceError('kit_not_moved', 'The ledger has decided that this kit is somewhere else.')
}
