import type { Answer } from '../batch/batch.ts'
import type { PhoneEvent } from '../events/event.ts'
import { cardsOf, kitsOf, type Fact } from '../events/facts.ts'
import type { EventId, Serial } from '../words/values.ts'
import type { KitHolder, KitState, KnownEvent, Standing } from './standing.ts'

/** What stands while a batch is judged: each event sees those before it. */
export type Running = Omit<Standing, 'events' | 'sequences' | 'kits' | 'cards' | 'answered'> & {
  answered: Map<EventId, { content: string; answer: Answer }>
  events: Map<EventId, KnownEvent>
  sequences: Map<string, EventId>
  kits: Map<Serial, KitState>
  cards: Map<string, EventId>
}

export const runningFrom = (standing: Standing): Running => ({
  ...standing,
  answered: new Map(standing.answered),
  events: new Map(standing.events),
  sequences: new Map(standing.sequences),
  kits: new Map(standing.kits),
  cards: new Map(standing.cards),
})

type Move = { kit: Serial; from: KitHolder; to: KitHolder }

/** What a fact itself tells, where it corrects another: what is true instead. */
export const toldBy = (fact: Fact): Fact =>
  fact.kind === 'reply' && fact.says.kind === 'correct' ? fact.says.instead : fact

/** The event that a fact takes away while it stands. */
export const takenAwayBy = (fact: Fact): EventId | undefined => {
  if (fact.kind === 'undo') return fact.of
  return fact.kind === 'reply' && ['correct', 'give-up'].includes(fact.says.kind) ? fact.of : undefined
}

/** How a fact moves kits. */
export const movesOf = ({ author, fact }: Pick<PhoneEvent, 'author' | 'fact'>): Move[] => {
  const told = toldBy(fact)
  const own: KitHolder = `person:${author}`
  const to: KitHolder = told.kind === 'delivered' ? `home:${told.home}` : 'elsewhere'
  if (told.kind === 'kits-accepted') return kitsOf(told).map((kit) => ({ kit, from: 'elsewhere', to: own }))
  return kitsOf(told).map((kit) => ({ kit, from: own, to }))
}

/** Puts a kit somewhere. Who had recorded it where it was before says nothing of where it is now. */
const place = (running: Running, kit: Serial, holder: KitHolder): void => {
  const stopped = running.kits.get(kit)?.stopped
  running.kits.set(kit, { holder, ...(stopped !== undefined && { stopped }) })
}

/** The kit of an event that is no longer where the event, or its undo, needs it. */
export const kitGone = (running: Running, event: PhoneEvent, stands: boolean): Serial | undefined =>
  movesOf(event).find(({ kit, from, to }) => running.kits.get(kit)?.holder !== (stands ? from : to))?.kit

/** Lets a taken event stand or fall, with what it moved, left, and took away in turn. */
export const setStanding = (running: Running, id: EventId, stands: boolean): void => {
  const known = running.events.get(id)
  if (!known || known.stands === stands) return
  running.events.set(id, { ...known, stands })
  if (!known.taken) return
  for (const { kit, from, to } of movesOf(known.event)) place(running, kit, stands ? to : from)
  for (const card of cardsOf(toldBy(known.event.fact)))
    if (stands) running.cards.set(card, id)
    else running.cards.delete(card)
  const taken = takenAwayBy(known.event.fact)
  if (taken !== undefined) setStanding(running, taken, !stands)
}

/** Takes an event in, or keeps it as set aside. */
export const keepEvent = (running: Running, event: PhoneEvent, taken: boolean): void => {
  running.events.set(event.id, { event, taken, stands: !taken })
  if (taken) setStanding(running, event.id, true)
}
