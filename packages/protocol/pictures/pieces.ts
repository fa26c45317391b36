import { z } from 'zod'
import { deviceId, eventId, moment, personId } from '../words/values.ts'
import { digest } from './told-picture.ts'

/**
 * Bytes of a piece: as many as 25 kilobits a second carry within the ten seconds of a question. Only the last piece of a picture may be
 * shorter than `least`.
 */
export const pieceBytes = { least: 1_024, most: 16_384 } as const

/** A piece in base64url, where it begins in the picture, and its own digest. */
const piece = z.strictObject({
  offset: z.int().nonnegative(),
  digest,
  content: z
    .string()
    .regex(/^[\w-]+$/)
    .max(Math.ceil((pieceBytes.most * 4) / 3)),
})

/** A piece of the picture of one of the person's own events; null: how far has it come? */
export const pieceRequest = z.strictObject({
  device: deviceId,
  person: personId,
  event: eventId,
  piece: piece.nullable(),
})
export type PieceRequest = z.infer<typeof pieceRequest>

const head = { epoch: z.string().min(1).max(40), serverTime: moment }

/** How far a picture has come. */
export const pieceAnswer = z.discriminatedUnion('state', [
  /** The first byte that is missing. A piece that was not as it said, or a whole that is not the picture, was not taken. */
  z.strictObject({ state: z.literal('more'), ...head, next: z.int().nonnegative() }),
  /** All of it is at the station, and its digest is right. */
  z.strictObject({ state: z.literal('whole'), ...head }),
  /** The bytes are no picture that the station takes. `words`: for its author. */
  z.strictObject({ state: z.literal('refused'), ...head, words: z.string() }),
  /** The station has no such event of this person's, or the event told of no picture. */
  z.strictObject({ state: z.literal('unknown'), ...head }),
])
export type PieceAnswer = z.infer<typeof pieceAnswer>
