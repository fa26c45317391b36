import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { z } from 'zod'

/** Bytes of a picture that a phone sends at most: a phone makes its pictures smaller before it keeps them. */
export const pictureBytes = 1_000_000

/** SHA-256, in hexadecimal. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * The picture of an event, as the event tells it: the bytes themselves follow in pieces. So nobody can put another in its place
 * afterwards, and whoever reads the event knows that there is one, also while it is still on the phone.
 */
export const toldPicture = z.strictObject({
  digest,
  bytes: z.int().positive().max(pictureBytes),
})
export type ToldPicture = z.infer<typeof toldPicture>

/** The digest of bytes. */
export const digestOfBytes = (bytes: Uint8Array): string => bytesToHex(sha256(bytes))

/** What an event tells of these bytes. */
export const toldOf = (bytes: Uint8Array): ToldPicture => ({
  digest: digestOfBytes(bytes),
  bytes: bytes.length,
})
