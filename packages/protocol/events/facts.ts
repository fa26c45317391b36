import { z } from 'zod'
import { blockId, day, eventId, homeId, personId, serial, transferId, words } from '../words/values.ts'
import { toldPicture } from '../pictures/told-picture.ts'
import { doorFact, recordedBy, restOfLanding, sticker } from './door.ts'

/** Says that an event of one's own did not happen; of an undo, that what it took away stands again. */
const undo = z.strictObject({ kind: z.literal('undo'), of: eventId })

/** How to get into a block, filled once and shared with the next officer. A new card takes the place of the one before. */
export const blockCard = z.strictObject({
  entrance: words.optional(),
  /** When a trade button opens the door. */
  tradeButton: words.optional(),
  fob: words.optional(),
  concierge: words.optional(),
  lift: z.enum(['works', 'broken', 'none']).optional(),
  /** Where the flats hide. */
  flats: words.optional(),
})

const block = z.strictObject({ kind: z.literal('block-card'), block: blockId, card: blockCard })

const safetyNote = z.strictObject({
  kind: z.literal('safety-note'),
  home: homeId,
  risk: z.enum(['dog', 'aggression', 'building', 'other']),
  note: words,
})

/** A kit in hand, and how it came into the phone. */
export const recordedKit = z.strictObject({ kit: serial, recorded: recordedBy.or(z.literal('list')) })
export type RecordedKit = z.infer<typeof recordedKit>

const kits = z.array(recordedKit).min(1).max(200)

/** Kits that were handed over and counted; those of the transfer that are not named were not there. */
const kitsAccepted = z.strictObject({ kind: z.literal('kits-accepted'), transfer: transferId, kits })

const kitsReturned = z.strictObject({ kind: z.literal('kits-returned'), kits })

const kitsLost = z.strictObject({
  kind: z.literal('kits-lost'),
  what: z.enum(['lost', 'damaged']),
  kits,
  reason: words,
  /** Who else knows of it. */
  second: personId,
})

/** A sticker seen, given or refused on another day than the kit. */
const stickerUp = z.strictObject({ kind: z.literal('sticker'), home: homeId, sticker })

/** How a sign that hangs somewhere can be found. */
export const signConditions = ['good', 'worn', 'damaged'] as const

/** A street sign that was put up, or that hangs there and nobody had recorded: where, how it was found, and when to look again. */
const sign = z.strictObject({
  kind: z.literal('sign'),
  spot: z.strictObject({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    /** Metres within which the phone says it is; null where an address was chosen. */
    accuracy: z.number().nonnegative().nullable(),
  }),
  /** Where it hangs, in words; nobody is named in it. */
  place: z.string().trim().min(1).max(120),
  found: z.enum(signConditions),
  nextCheck: day.nullable(),
  picture: toldPicture.optional(),
})
export type SignFact = z.infer<typeof sign>

/** What its author says about an event that was set aside. The event itself is never changed. */
const reply = z.strictObject({
  kind: z.literal('reply'),
  of: eventId,
  says: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('correct'), instead: doorFact }),
    z.strictObject({ kind: z.literal('give-up') }),
    z.strictObject({ kind: z.literal('it-is-right') }),
    z.strictObject({ kind: z.literal('word'), words }),
  ]),
})

/** Everything that a phone may tell. */
export const fact = z.discriminatedUnion('kind', [
  ...doorFact.options,
  restOfLanding,
  undo,
  block,
  safetyNote,
  kitsAccepted,
  kitsReturned,
  kitsLost,
  stickerUp,
  sign,
  reply,
])
export type Fact = z.infer<typeof fact>

/** Homes that a fact is about. */
export const homesOf = (told: Fact): readonly z.infer<typeof homeId>[] => {
  if (told.kind === 'rest-of-landing') return told.doors.map(({ home }) => home)
  return 'home' in told ? [told.home] : []
}

/** Kits that a fact moves. */
export const kitsOf = (told: Fact): readonly z.infer<typeof serial>[] => {
  if (told.kind === 'delivered') return [told.kit]
  return 'kits' in told ? told.kits.map(({ kit }) => kit) : []
}

/** Cards that a fact leaves. */
export const cardsOf = (told: Fact): readonly string[] => {
  if (told.kind === 'no-answer') return told.card === undefined ? [] : [told.card]
  return told.kind === 'rest-of-landing' ? told.doors.flatMap(({ card }) => card ?? []) : []
}
