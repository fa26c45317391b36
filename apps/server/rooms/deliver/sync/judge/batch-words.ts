import type { BatchRequest } from '@mettrace/protocol/batch/batch'
import { readEvent } from '@mettrace/protocol/events/formats'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import { cardsOf, homesOf, kitsOf } from '@mettrace/protocol/events/facts'
import { takenAwayBy, toldBy } from '@mettrace/protocol/judge/running'
import type { AssignmentId, EventId, HomeId, Serial, TransferId } from '@mettrace/protocol/words/values'

/** What events name, each once: what must be read to judge them. */
export type Named = {
  homes: HomeId[]
  kits: Serial[]
  cards: string[]
  assignments: AssignmentId[]
  transfers: TransferId[]
  targets: EventId[]
  sequences: number[]
}

const once = <T>(all: readonly T[]): T[] => [...new Set(all)]

export const namedBy = (events: readonly PhoneEvent[]): Named => {
  const told = events.map(({ fact }) => toldBy(fact))
  return {
    homes: once(told.flatMap(homesOf)),
    kits: once(told.flatMap(kitsOf)),
    cards: once(told.flatMap(cardsOf)),
    assignments: once(events.flatMap(({ assignment }) => assignment ?? [])),
    transfers: once(told.flatMap((fact) => (fact.kind === 'kits-accepted' ? fact.transfer : []))),
    targets: once(events.flatMap(({ fact }) => takenAwayBy(fact) ?? (fact.kind === 'reply' ? fact.of : []))),
    sequences: once(events.map(({ sequence }) => sequence)),
  }
}

/** Events of a batch that can be read; the rules say what becomes of the others. */
export const readable = (sent: BatchRequest['events']): PhoneEvent[] =>
  sent.flatMap((each) => {
    const read = readEvent(each)
    return 'event' in read ? read.event : []
  })
