import type { Answer, BatchRequest } from '@mettrace/protocol/batch/batch'
import { reasons, type ReasonCode } from '@mettrace/protocol/batch/reasons'
import { judgeBatch, type Judged } from '@mettrace/protocol/judge/judge-batch'
import type { PersonId } from '@mettrace/protocol/words/values'
import type { Database } from '../../../../foundation/database.ts'
import { MetTraceError } from '../../../../foundation/errors.ts'
import { again, isOvertaken, oneByOne, Overtaken } from '../../../../foundation/phones/take-in-parts.ts'
import type { Actor, Transaction } from '../../../../foundation/with-actor.ts'
import { placeOfActor } from '../../../../places/known-homes.ts'
import { readStanding } from './read-standing.ts'
import { whatFollows } from './what-follows.ts'
import { writeClashes, writeEvents, type Sender } from './write-events.ts'
import { writeHomes } from './write-homes.ts'
import { writeDisputes, writeKits } from './write-kits.ts'
import { writeLooked } from './write-looked.ts'
import { writeProposals } from './write-proposals.ts'
import { writeSigns } from './write-signs.ts'
import { writeConsents, writeResidents } from './write-residents.ts'
import { writeCards, writeTurns } from './write-turns.ts'

export type Batch = Pick<
  BatchRequest,
  'device' | 'person' | 'events' | 'looked' | 'run' | 'monotonic' | 'sentAt'
> & {
  /** Who reads it in from a saved copy, where the phone did not send it: the log says so. */
  readInBy?: string
}

/** Answers to events, and whether the homes that were opened were taken. */
export type Taken = { answers: Answer[]; looked: boolean }

/** What the rules said, for an event that the database would not take for a reason that the sender may not see. */
const setAside = (judged: Judged, reason: ReasonCode): Judged => ({
  ...judged,
  ...(reason === 'same-sequence' && { event: null }),
  // Somebody else's event has this id: it stays as it is.
  ...(reason === 'same-id' && { write: 'clash', event: null }),
  answer: { id: judged.id, answer: 'set-aside', reason, words: reasons[reason].words },
})

const write = async (
  tx: Transaction,
  actor: Actor,
  { device, person, readInBy, looked, ...batch }: Batch,
  receivedAt: Date,
  instead?: ReasonCode,
): Promise<Answer[]> => {
  const sent = { person: person as PersonId, device }
  if (readInBy !== undefined)
    await tx.record({
      operation: 'collection',
      kind: 'person',
      subjects: [person],
      reason: `read in by ${readInBy}`,
    })
  if (looked) await writeLooked(tx, { actor: actor.id, person, device, looked, receivedAt })
  if (batch.events.length === 0) return []
  const { standing, placeOf, turns, cardTurns, spotOf } = await readStanding(
    tx,
    sent,
    batch.events,
    receivedAt,
  )
  const ruled = judgeBatch(standing, batch, receivedAt.getTime())
  const judged = instead
    ? ruled.map((each) => (each.write === 'event' ? setAside(each, instead) : each))
    : ruled
  if (judged.every((each) => each.write === 'nothing')) return judged.map(({ answer }) => answer)
  const sender: Sender = { actor: actor.id, device, receivedAt, place: await placeOfActor(tx) }
  const follows = whatFollows(standing, judged)
  const registered = await writeResidents(tx, follows.taken, placeOf)
  await writeEvents(tx, judged, placeOf, registered.residentOf, sender)
  await writeConsents(tx, registered, actor.id)
  await writeClashes(tx, judged, sender)
  await writeTurns(tx, follows.turns, turns, sender)
  await writeCards(tx, follows.cards, cardTurns, sender)
  await writeHomes(tx, follows.taken, placeOf, sender)
  await writeProposals(tx, follows.taken, placeOf, sender)
  await writeSigns(tx, follows.taken, follows.kits, spotOf, sender)
  await writeKits(tx, follows.kits, placeOf)
  await writeDisputes(tx, judged, placeOf)
  return judged.map(({ answer }) => answer)
}

/** Why an event that nothing else stands beside could not be written; undefined where it is no fault of the event. */
export const whyRefused = (error: unknown): ReasonCode | undefined => {
  if (error instanceof Overtaken) return 'same-sequence'
  if (error instanceof MetTraceError && ['kit_not_moved', 'not_allowed', 'not_found'].includes(error.code))
    return 'kit-elsewhere'
  const { code = '' } = error as { code?: string }
  // Row security: a place that the sender has no part in.
  if (code === '42501') return 'not-yours'
  // What no column takes, or no key: no fault of the database's.
  return /^2[23]/.test(code) ? 'not-understood' : undefined
}

/** Whether an error may be the fault of a part alone. */
const mayBeTakenApart = (error: unknown): boolean => isOvertaken(error) || whyRefused(error) !== undefined

type Part = Pick<Batch, 'events' | 'looked'>

const purposeOf = ({ readInBy }: Batch, { looked }: Part): string => {
  if (readInBy !== undefined) return 'take what a saved copy of a phone tells'
  return looked ? 'take what a phone tells, and which homes were opened on it' : 'take what a phone tells'
}

/**
 * Takes what a phone sends: judged by the rules and written in one transaction, with the homes that were opened; what was overtaken
 * is judged again. Where it cannot be written so, these by themselves and then event by event, so that a bad one keeps no other
 * back. An event without an answer was not taken. Errors: what the database could not do, where it took nothing.
 */
export const takeTold = async (
  database: Database,
  actor: Actor,
  batch: Batch,
  receivedAt: Date,
): Promise<Taken> => {
  const act = (part: Part, instead?: ReasonCode): Promise<Answer[]> =>
    database.actOften(actor, purposeOf(batch, part), (tx) =>
      write(tx, actor, { ...batch, ...part }, receivedAt, instead),
    )
  const alone = async (event: Batch['events'][number]): Promise<Answer[]> => {
    const part = { events: [event], looked: undefined }
    try {
      return await again(() => act(part))
    } catch (error) {
      const reason = whyRefused(error)
      if (!reason) throw error
      return act(part, reason).catch((second: unknown) => {
        if (!(second instanceof Overtaken)) throw second
        return act(part, 'same-id')
      })
    }
  }
  const takeLooked = async (): Promise<boolean> => {
    try {
      const { looked } = batch
      if (looked) await again(() => act({ events: [], looked }))
      return true
    } catch (error) {
      if (!mayBeTakenApart(error)) throw error
      return false
    }
  }
  try {
    return { answers: await again(() => act(batch)), looked: true }
  } catch (error) {
    if (!mayBeTakenApart(error)) throw error
  }
  const looked = await takeLooked()
  return { answers: await oneByOne(batch.events, alone), looked }
}

/** The same of events alone. */
export const takeBatch = async (
  database: Database,
  actor: Actor,
  batch: Omit<Batch, 'looked'>,
  receivedAt: Date,
): Promise<Answer[]> => (await takeTold(database, actor, batch, receivedAt)).answers
