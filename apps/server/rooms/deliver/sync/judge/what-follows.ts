import type { PhoneEvent } from '@mettrace/protocol/events/event'
import { cardsOf } from '@mettrace/protocol/events/facts'
import type { Judged } from '@mettrace/protocol/judge/judge-batch'
import { keepEvent, runningFrom, takenAwayBy, toldBy, type Running } from '@mettrace/protocol/judge/running'
import type { KnownEvent, Standing } from '@mettrace/protocol/judge/standing'
import type { EventId } from '@mettrace/protocol/words/values'

export type Turn = {
  event: EventId
  stands: boolean
  how: 'undone' | 'corrected' | 'given up' | 'stands again' | 'accepted'
  by: EventId
}

export type CardTurn = { card: string; isLeft: boolean; event: EventId }

/** What happens to kits by an event: what it tells itself, or what an earlier one told, taken back or again. */
export type KitChange = { by: PhoneEvent; at: number; told: PhoneEvent; stands: boolean }

/** An accepted event, with when it happened by the server's clock. */
export type Taken = { event: PhoneEvent; at: number }

export type Follows = { taken: Taken[]; turns: Turn[]; cards: CardTurn[]; kits: KitChange[] }

/** Events that come to stand or fall with one that takes another away, the nearest first. */
const fallen = (running: Running, event: PhoneEvent): [KnownEvent, boolean][] => {
  const all: [KnownEvent, boolean][] = []
  let next = takenAwayBy(event.fact)
  for (let stands = false; next !== undefined; stands = !stands) {
    const known = running.events.get(next)
    if (!known || known.stands === stands) break
    all.push([known, stands])
    next = known.taken ? takenAwayBy(known.event.fact) : undefined
  }
  return all
}

const howOf = ({ fact }: PhoneEvent, stands: boolean): Turn['how'] => {
  if (stands) return 'stands again'
  if (fact.kind !== 'reply') return 'undone'
  return fact.says.kind === 'correct' ? 'corrected' : 'given up'
}

/** What follows from a batch as it was judged, in the order in which it was judged. */
export const whatFollows = (standing: Standing, judged: readonly Judged[]): Follows => {
  const running = runningFrom(standing)
  const follows: Follows = { taken: [], turns: [], cards: [], kits: [] }
  for (const { event, answer, write, at } of judged) {
    if (write !== 'event' || !event) continue
    const isTaken = answer.answer === 'accepted'
    const turned = isTaken ? fallen(running, event) : []
    keepEvent(running, event, isTaken)
    if (!isTaken) continue
    follows.taken.push({ event, at })
    for (const [known, stands] of [[{ event, taken: true }, true] as const, ...turned]) {
      const told = known.event
      if (told.id !== event.id)
        follows.turns.push({ event: told.id, stands, how: howOf(event, stands), by: event.id })
      if (!known.taken) continue
      for (const card of cardsOf(toldBy(told.fact)))
        follows.cards.push({ card, isLeft: stands, event: told.id })
      follows.kits.push({ by: event, at, told, stands })
    }
  }
  return follows
}
