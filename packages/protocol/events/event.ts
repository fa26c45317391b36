import { z } from 'zod'
import { appVersion, assignmentId, deviceId, eventId, moment, personId } from '../words/values.ts'
import { fact } from './facts.ts'

/** What the phone knew of time when an event was made: nothing is refused for a wrong clock. */
const clock = z.strictObject({
  /** A run of the app; monotonic times of one run may be compared. */
  run: z.int().nonnegative(),
  /** Milliseconds since this run began, whatever the wall clock does. */
  monotonic: z.number().nonnegative(),
  /** Milliseconds to add to the phone's clock for the server's; null before the first contact of a run. */
  offset: z.int().nullable(),
})

/**
 * One thing that somebody recorded, as it is kept on the phone and sent: never changed after it was saved, whatever
 * version of the app sends it later. `fact`: what may be told.
 */
export const eventOf = <Told extends z.ZodType>(told: Told) =>
  z.strictObject({
    id: eventId,
    /** Format of this event; see `formats.ts`. */
    format: z.int().positive(),
    /** Counts up by one on each phone, over all who use it. */
    sequence: z.int().positive(),
    author: personId,
    device: deviceId,
    assignment: assignmentId.nullable(),
    /** Version of the app that made it. */
    app: appVersion,
    /** By the phone's own clock. */
    occurredAt: moment,
    clock,
    fact: told,
  })

/** What is told of doors and kits. */
export const phoneEvent = eventOf(fact)
export type PhoneEvent = z.infer<typeof phoneEvent>

/** An event of any side of a phone: what it tells is for that side alone. */
export type EventOf<Fact> = Omit<PhoneEvent, 'fact'> & { fact: Fact }
