import { z } from 'zod'
import { appVersion, deviceId, eventId, homeId, moment, personId, serial } from '../words/values.ts'
import { lookedDay, lookedLimit } from './looked.ts'
import { reasonCodes, scanReasonCodes } from './reasons.ts'

/** What one batch may hold at most; the rest goes in the next. */
export const batchLimit = { events: 200, bytes: 256_000 } as const

/** More than any phone has, and as many as a database's integer counts. */
const count = z.int().nonnegative().max(2_147_483_647)

/** What a phone says of itself at every contact: the fleet page shows it, and what a lost phone had not sent. */
export const heartbeat = z.strictObject({
  unsent: count,
  setAside: count,
  /** What a trial write came to; `estimate()` of browsers cannot tell. */
  storage: z.enum(['works', 'full', 'not-tried']),
})
export type Heartbeat = z.infer<typeof heartbeat>

/**
 * Events to take. Each is read by itself, so that one that cannot be read keeps none of the others: here it needs no more than
 * an id.
 */
export const batchRequest = z.strictObject({
  device: deviceId,
  /** Who is unlocked on the phone. The server refuses the whole where its session is another's. */
  person: personId,
  /**
   * The server's epoch as the phone knows it; null before the first contact. In another one nothing is judged: what comes before
   * these events must be sent once more first.
   */
  epoch: z.string().min(1).max(40).nullable(),
  app: appVersion,
  /** The phone's clocks at sending. */
  sentAt: moment,
  run: z.int().nonnegative(),
  monotonic: z.number().nonnegative(),
  heartbeat,
  events: z.array(z.looseObject({ id: eventId })).max(batchLimit.events),
  /** Homes that the person opened on this phone and that were not told yet. Phones of earlier versions tell none. */
  looked: z.array(lookedDay).max(lookedLimit.days).optional(),
})
export type BatchRequest = z.infer<typeof batchRequest>

/** What another record says that stands against an event: enough to tell it kindly. */
const against = z.strictObject({
  /** Who, as colleagues call them. */
  who: z.string().optional(),
  home: homeId.optional(),
  kit: serial.optional(),
  at: moment.optional(),
})

/** Something to tell the author of an accepted event. */
const notice = z.strictObject({
  code: z.enum(['another-officer-too', 'clock-wrong']),
  against: against.optional(),
})

export const answer = z.discriminatedUnion('answer', [
  z.strictObject({ id: eventId, answer: z.literal('accepted'), notices: z.array(notice).optional() }),
  /** It is at the station already, accepted before. */
  z.strictObject({ id: eventId, answer: z.literal('duplicate') }),
  /** It is kept, and a person decides. A second sending is answered alike. */
  z.strictObject({
    id: eventId,
    answer: z.literal('set-aside'),
    reason: z.enum([...reasonCodes, ...scanReasonCodes]),
    /** For its author; whole sentences. */
    words: z.string(),
    against: against.optional(),
  }),
])
export type Answer = z.infer<typeof answer>
export type Notice = z.infer<typeof notice>
export type Against = z.infer<typeof against>

/** Answers, one for each event; an event without one was not taken and is sent again. */
export const batchAnswer = z.strictObject({
  /** Changes when the server goes back to an older state: what was answered before is sent once more. */
  epoch: z.string().min(1).max(40),
  serverTime: moment,
  answers: z.array(answer),
  /** That the homes that were told to be opened were taken. Only where some were told: without it they are told again. */
  looked: z.literal(true).optional(),
})
export type BatchAnswer = z.infer<typeof batchAnswer>
