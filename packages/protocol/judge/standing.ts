import type { Answer } from '../batch/batch.ts'
import type { PhoneEvent } from '../events/event.ts'
import type {
  AssignmentId,
  DeviceId,
  EventId,
  HomeId,
  Moment,
  PersonId,
  Serial,
  TransferId,
} from '../words/values.ts'

/** Where a kit is: in a person's hands, at a home, or in any other place that the server knows by a word. */
export type KitHolder = `person:${string}` | `home:${string}` | 'elsewhere'

export type KitState = {
  holder: KitHolder
  /** Who recorded it there, as colleagues call them, and where and when; for words to the author of another record. */
  who?: string
  where?: string
  at?: Moment
  stopped?: boolean
}

/** A round as its author's phone may know it. Ends in milliseconds since 1970; null where it goes on. */
export type Round = { person: PersonId; until: number | null; homes: ReadonlyMap<HomeId, number | null> }

/** An event that is at the server: what undo and reply refer to. */
export type KnownEvent = {
  event: PhoneEvent
  /** Whether it was taken; one that was set aside has moved nothing until a sergeant accepts it. */
  taken: boolean
  /** Whether it was set aside first, and a sergeant accepted it then: its author corrects it no more. */
  accepted?: boolean
  /** Neither undone nor answered for; see `whatStands`. */
  stands: boolean
}

/** Everything that stands and that a batch may touch, read once for the whole batch. */
export type Standing = {
  /** Who sends and from which phone, by their session or by the proof of a saved copy. */
  sender: { person: PersonId; device: DeviceId }
  /** Ids that were answered before, with the digest of what was sent then. */
  answered: ReadonlyMap<EventId, { content: string; answer: Answer }>
  /** Which event has which place in a phone's order: `device sequence`. */
  sequences: ReadonlyMap<string, EventId>
  events: ReadonlyMap<EventId, KnownEvent>
  rounds: ReadonlyMap<AssignmentId, Round>
  /** Homes of the register, of those that the batch names. */
  homes: ReadonlySet<HomeId>
  kits: ReadonlyMap<Serial, KitState>
  transfers: ReadonlyMap<TransferId, { to: PersonId; kits: ReadonlySet<Serial> }>
  /** Cards that were left, and at which event. */
  cards: ReadonlyMap<string, EventId>
  /** Signs of the batch that hang in areas of the sender's, by their events. */
  signs: ReadonlySet<EventId>
  /** The last outcome of a home by another officer. */
  others: ReadonlyMap<HomeId, { person: PersonId; who: string; at: Moment }>
}

/** A phone without contact works on for so long; what it records meanwhile counts for the round that it knew. Milliseconds. */
export const offlineLease = 72 * 3_600_000

export const sequenceKey = (device: DeviceId, sequence: number): string => `${device} ${sequence}`
