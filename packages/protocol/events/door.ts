import { z } from 'zod'
import { cardCode } from '../codes/left-card.ts'
import { needs } from '../words/household.ts'
import { day, homeId, language, moment, serial, words } from '../words/values.ts'

/** Where the phone was at the moment of an outcome, never a track. */
const position = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  /** Metres within which the phone says it is. */
  accuracy: z.number().nonnegative(),
})

/** Why an outcome was recorded far from its door. */
const far = z.strictObject({
  reason: z.enum([
    'recorded-later',
    'way-in-elsewhere',
    'map-is-wrong',
    'position-is-wrong',
    'other',
    'not-said',
  ]),
  note: words.optional(),
})

/** What every outcome of a door says. A position that was refused or is poor is null: not known. */
const atDoor = { home: homeId, position: position.nullable(), far: far.optional() }

const noAnswer = z.strictObject({
  kind: z.literal('no-answer'),
  ...atDoor,
  /** The card that was left. */
  card: cardCode.optional(),
})

const refused = z.strictObject({
  kind: z.literal('refused'),
  ...atDoor,
  reason: z.enum(['not-wanted', 'no-trust', 'has-one', 'no-time', 'landlord', 'moving', 'other', 'not-said']),
  note: words.optional(),
})

const comeBack = z.strictObject({
  kind: z.literal('come-back'),
  ...atDoor,
  /** An appointment, or null for some other time. */
  appointment: z
    .strictObject({ from: moment, to: moment })
    .refine(({ from, to }) => from < to, { error: 'an appointment ends after it begins' })
    .nullable(),
  note: words.optional(),
})

const noWayIn = z.strictObject({ kind: z.literal('no-way-in'), ...atDoor, note: words.optional() })

/** That a home is to be left out of the register, or is another one; decided by another person. */
const leaveOut = z.strictObject({
  kind: z.literal('leave-out'),
  ...atDoor,
  reason: z.enum(['not-a-dwelling', 'void', 'demolished', 'duplicate']),
  note: words.optional(),
})

const vulnerable = z.strictObject({
  kind: z.literal('tell-sergeant'),
  ...atDoor,
  about: z.enum(['vulnerable', 'repeat-victim']),
  note: words.optional(),
})

/** What the resident was asked in the words of which privacy notice, and what they said. */
const consent = z.strictObject({
  version: z.int().positive(),
  day,
  language,
  agreed: z.boolean(),
})

const resident = z
  .strictObject({
    /** Null: not given. */
    name: z.string().trim().min(1).max(200).nullable(),
    contact: z.string().trim().min(1).max(200).nullable(),
    language,
    needs: z.array(z.enum(needs)).max(5),
    consent,
  })
  .refine(({ name, contact, consent: { agreed } }) => agreed || (name === null && contact === null), {
    error: 'who does not agree leaves neither name nor contact',
  })

export const sticker = z.enum(['up', 'given', 'not-wanted'])

/** How a code came into the phone, as it was and not as it should have been. */
export const recordedBy = z.enum(['camera', 'hand-scanner', 'typed'])

const delivered = z.strictObject({
  kind: z.literal('delivered'),
  ...atDoor,
  kit: serial,
  recorded: recordedBy,
  resident,
  /** Things marked together at the door. With one the home is protected, without any the kit is delivered. */
  applied: z.array(z.enum(['phone', 'laptop', 'television', 'jewellery', 'bicycle', 'other'])).max(20),
  sticker: sticker.nullable(),
})

/** What became of one door. */
export const doorFact = z.discriminatedUnion('kind', [
  noAnswer,
  refused,
  comeBack,
  noWayIn,
  leaveOut,
  vulnerable,
  delivered,
])
export type DoorFact = z.infer<typeof doorFact>

/** "Rest of the landing: no answer": one event, one undo. */
export const restOfLanding = z.strictObject({
  kind: z.literal('rest-of-landing'),
  doors: z
    .array(z.strictObject({ home: homeId, card: cardCode.optional() }))
    .min(2)
    .max(100),
  position: position.nullable(),
  far: far.optional(),
})
