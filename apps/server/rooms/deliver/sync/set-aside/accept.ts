import type { ReasonCode } from '@mettrace/protocol/batch/reasons'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import { homesOf } from '@mettrace/protocol/events/facts'
import type { Judged } from '@mettrace/protocol/judge/judge-batch'
import { runningFrom, toldBy } from '@mettrace/protocol/judge/running'
import { whyAside } from '@mettrace/protocol/judge/why-aside'
import type { HomeId } from '@mettrace/protocol/words/values'
import type { Database } from '../../../../foundation/database.ts'
import { MetTraceError } from '../../../../foundation/errors.ts'
import type { Actor, Transaction } from '../../../../foundation/with-actor.ts'
import { homesOfIds } from '../../../../places/register.ts'
import { acceptDelivery } from '../../../supply/phones/tell-ledger.ts'
import { readStanding, type Read } from '../judge/read-standing.ts'
import type { Place } from '../judge/rounds.ts'
import { keepWaiting } from '../../../../foundation/phones/take-piece.ts'
import { isOvertaken, tries } from '../../../../foundation/phones/take-in-parts.ts'
import { whyRefused } from '../judge/take-batch.ts'
import { whatFollows, type KitChange } from '../judge/what-follows.ts'
import { withoutCards } from '../judge/without-cards.ts'
import type { Sender } from '../judge/write-events.ts'
import { writeHomes } from '../judge/write-homes.ts'
import { factOf, writeKits } from '../judge/write-kits.ts'
import { writeProposals } from '../judge/write-proposals.ts'
import { writeConsents, writeResidents } from '../judge/write-residents.ts'
import { writeSigns } from '../judge/write-signs.ts'
import { writeCards, writeTurns } from '../judge/write-turns.ts'
import { eventPicturesOf } from '../pictures/event-pictures.ts'
import { busyWords, erasedWords, notAcceptedWords } from './accept-words.ts'
import { writeDecision } from './set-aside.ts'
import { waitingEvent, type WaitingEvent } from './waiting-event.ts'

/** Who accepts which record, why and when. */
export type Accepting = { sergeant: Actor; id: string | undefined; reason: string; now: Date }

/** What became of it: accepted, or left open, and why in words for whoever would accept it. */
export type Acceptance = 'accepted' | { left: string }

const homesNamed = ({ fact }: PhoneEvent): readonly HomeId[] => homesOf(toldBy(fact))

/** Where homes are that stand in the register now, of those that an event names, in a round or not. */
const placesOf = async (
  tx: Transaction,
  event: PhoneEvent,
  read: Read,
): Promise<ReadonlyMap<string, Place> | 'unknown-home'> => {
  const homes = homesNamed(event)
  const there = homes.length === 0 ? [] : await homesOfIds(tx, homes)
  const standing = new Map(there.filter(({ gone }) => !gone).map(({ id, ward, bcu }) => [id, { ward, bcu }]))
  if (homes.some((home) => !standing.has(home))) return 'unknown-home'
  return new Map([...read.placeOf, ...standing])
}

/** Why an event cannot be accepted by what stands now, beside the reason that is overruled. */
const whyNot = (
  { reason, at }: WaitingEvent,
  event: PhoneEvent,
  { standing }: Read,
  placeOf: ReadonlyMap<string, Place>,
): ReasonCode | undefined => {
  const found = whyAside(runningFrom(standing), event, at, reason)
  if (found) return found.reason
  // A card of a block is of the ward in which it was seen.
  const isBlock = toldBy(event.fact).kind === 'block-card'
  return isBlock && !placeOf.has(event.assignment ?? '') ? 'not-yours' : undefined
}

/** What a delivery tells the ledger goes by its own rules for late facts; all else as the phone would have told it. */
const writeLedger = async (
  tx: Transaction,
  changes: readonly KitChange[],
  placeOf: ReadonlyMap<string, Place>,
  { sergeant, reason, now }: Accepting,
): Promise<void> => {
  for (const change of changes) {
    const { by, at, told, stands } = change
    const fact = factOf(told, placeOf)
    const telling = { id: by.id, at: new Date(at), person: by.author, act: told.id }
    if (stands && fact?.kind === 'delivered')
      await acceptDelivery(tx, telling, fact, { sergeant: sergeant.id, reason, at: now })
    else await writeKits(tx, [change], placeOf)
  }
}

const accept = async (tx: Transaction, accepting: Accepting): Promise<Acceptance> => {
  const { sergeant, id, reason, now } = accepting
  const waiting = await waitingEvent(tx, sergeant.id, id)
  if (!waiting)
    throw new MetTraceError(
      'not_found',
      'There is no such record to decide about, or it is your own, or it has been decided.',
    )
  if ('fault' in waiting)
    return { left: waiting.fault === 'erased' ? erasedWords : notAcceptedWords[waiting.fault] }
  const { sent, sender: author, teller, at, content } = waiting
  const read = await readStanding(tx, author, [sent], now)
  const event =
    waiting.reason === 'card-used'
      ? withoutCards(waiting.event, (card) => read.standing.cards.has(card))
      : waiting.event
  const placeOf = await placesOf(tx, event, read)
  const against = placeOf === 'unknown-home' ? placeOf : whyNot(waiting, event, read, placeOf)
  if (against !== undefined || placeOf === 'unknown-home')
    return { left: notAcceptedWords[against ?? 'unknown-home'] }
  await writeDecision(tx, sergeant.id, id, { decision: 'accepted', reason })
  const judged: Judged = {
    id: waiting.id,
    answer: { id: waiting.id, answer: 'accepted' },
    write: 'event',
    sent,
    content,
    event,
    at,
  }
  // What follows is its author's: what they told counts, as if it had been taken when it came.
  const sender: Sender = { actor: teller, device: author.device, receivedAt: now, place: undefined }
  const follows = whatFollows(read.standing, [judged])
  const registered = await writeResidents(tx, follows.taken, placeOf)
  await writeTurns(
    tx,
    [{ event: waiting.id, stands: true, how: 'accepted', by: waiting.id }, ...follows.turns],
    new Map([...read.turns, [waiting.id, waiting.turns]]),
    sender,
  )
  await writeConsents(tx, registered, teller)
  await writeCards(tx, follows.cards, read.cardTurns, sender)
  await writeHomes(tx, follows.taken, placeOf, sender)
  await writeProposals(tx, follows.taken, placeOf, sender)
  await writeSigns(tx, follows.taken, follows.kits, read.spotOf, sender)
  await writeLedger(tx, follows.kits, placeOf, accepting)
  if (event.fact.kind === 'sign' && event.fact.picture)
    await keepWaiting(tx, sergeant.id, event.id, event.fact.picture, eventPicturesOf(teller))
  return 'accepted'
}

/**
 * Accepts an event that was set aside: in one transaction it comes to count as if it had been taken, in its author's name, and
 * who accepted it is written down. Judged by what stands now, but for the reason that is overruled. Left open, nothing is
 * written but that it was looked at. Errors: `not_found`, also for one's own, and where it was decided or answered meanwhile.
 */
export const acceptSetAside = async (database: Database, accepting: Accepting): Promise<Acceptance> => {
  for (let left = tries; ; left--) {
    try {
      return await database.withActor(accepting.sergeant, 'accept a record that was set aside', (tx) =>
        accept(tx, accepting),
      )
    } catch (error) {
      if (isOvertaken(error)) {
        if (left <= 1) return { left: busyWords }
        continue
      }
      if (error instanceof MetTraceError && error.code === 'not_found') throw error
      const refused = whyRefused(error)
      if (!refused) throw error
      return { left: notAcceptedWords[refused] }
    }
  }
}
