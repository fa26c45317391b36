import { z } from 'zod'
import { heartbeat } from '../batch/batch.ts'
import { deviceId, eventId, moment, personId } from '../words/values.ts'

/** What a saved copy holds at most, before it is encrypted; a phone that has more saves the first of it. */
export const copyLimit = { events: 2_000, bytes: 2_000_000 } as const

/** Characters of a file at most: what is encrypted is written in base64. */
export const fileLimit = 2_700_000

/** Who asks for the station's key, and how their phone is. */
export const stationKeyRequest = z.strictObject({ device: deviceId, person: personId, heartbeat })

/** What a phone is given at the station so that a copy of its outbox can be read there, and nowhere else. */
export const stationKey = z.strictObject({
  /** The station's public key: a point of P-256 without compression, in base64url. */
  key: z.string().regex(/^[\w-]{87}$/),
  /** Known to this phone, its officer and the station alone: it proves whose a copy is. */
  proof: z.string().regex(/^[\w-]{43}$/),
})
export type StationKey = z.infer<typeof stationKey>

/** A copy of one person's outbox, as it is read at the station. */
export const savedCopy = z.strictObject({
  proof: stationKey.shape.proof,
  person: personId,
  device: deviceId,
  app: z.string().max(40),
  /** By the phone's clock. */
  savedAt: moment,
  /** As they were saved, in whatever format; each is read by itself. */
  events: z
    .array(z.looseObject({ id: eventId }))
    .min(1)
    .max(copyLimit.events),
})
export type SavedCopy = z.infer<typeof savedCopy>
