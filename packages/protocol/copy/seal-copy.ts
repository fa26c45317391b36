import { z } from 'zod'
import { digestOf } from '../codes/digest.ts'
import { bytesOf, textOf } from './base64url.ts'
import { fileLimit, savedCopy, type SavedCopy, type StationKey } from './saved-copy.ts'

/** A key of WebCrypto, by what browsers and Node both call it. */
export type WebKey = Awaited<ReturnType<typeof crypto.subtle.deriveKey>>

const algorithm = { name: 'ECDH', namedCurve: 'P-256' } as const

/** What stands on the disk: readable is for which station it is, and nothing of whose it is. */
const file = z.strictObject({
  mettrace: z.literal('saved copy'),
  version: z.literal(1),
  /** Which key of the station opens it. */
  station: z.string().regex(/^[0-9a-f]{16}$/),
  /** The phone's half of the agreement, made for this file alone. */
  point: z.string().regex(/^[\w-]{87}$/),
  sealed: z.string().regex(/^[\w-]+$/),
})
type CopyFile = z.infer<typeof file>

/** By what a file names the station's key: the beginning of its SHA-256. */
export const nameOfKey = (key: string): string => digestOf(key).slice(0, 16)

const pointOf = (key: string): Promise<WebKey> =>
  crypto.subtle.importKey('raw', bytesOf(key), algorithm, true, [])

/** The key of one file: agreed by two halves, of which one is used once, so that its nonce may be the same in all. */
const keyOfFile = async (
  own: WebKey,
  other: WebKey,
  { station, point }: Pick<CopyFile, 'station' | 'point'>,
): Promise<WebKey> => {
  const agreed = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256)
  const base = await crypto.subtle.importKey('raw', agreed, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode(`mettrace saved copy 1 ${station} ${point}`)
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

const nonce = new Uint8Array(12)

/** Encrypts a copy so that the station alone can read it; not even the phone can any more. */
export const sealCopy = async ({ key }: Pick<StationKey, 'key'>, copy: SavedCopy): Promise<string> => {
  const half = await crypto.subtle.generateKey(algorithm, true, ['deriveBits'])
  const point = textOf(new Uint8Array(await crypto.subtle.exportKey('raw', half.publicKey)))
  const head = { station: nameOfKey(key), point }
  const fileKey = await keyOfFile(half.privateKey, await pointOf(key), head)
  const plain = new TextEncoder().encode(JSON.stringify(copy))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, fileKey, plain)
  const made: CopyFile = {
    mettrace: 'saved copy',
    version: 1,
    ...head,
    sealed: textOf(new Uint8Array(sealed)),
  }
  return JSON.stringify(made)
}

export type CopyRead =
  { copy: SavedCopy } | { fault: 'too-large' | 'no-copy' | 'newer-version' | 'another-station' | 'damaged' }

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Reads a file at the station. `privateKeyOf`: the private key of a name (`nameOfKey`), for ECDH; undefined where it is none of
 * this station's. Nothing is believed of whose it is: that its proof shows.
 */
export const openCopy = async (
  text: string,
  privateKeyOf: (name: string) => Promise<WebKey | undefined>,
): Promise<CopyRead> => {
  if (text.length > fileLimit) return { fault: 'too-large' }
  const told = parsed(text)
  const read = file.safeParse(told)
  if (!read.success) {
    const newer = z.looseObject({ mettrace: z.literal('saved copy'), version: z.int().min(2) })
    if (newer.safeParse(told).success) return { fault: 'newer-version' }
    return { fault: file.pick({ mettrace: true }).loose().safeParse(told).success ? 'damaged' : 'no-copy' }
  }
  const { station, point, sealed } = read.data
  const own = await privateKeyOf(station)
  if (!own) return { fault: 'another-station' }
  try {
    const fileKey = await keyOfFile(own, await pointOf(point), { station, point })
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, fileKey, bytesOf(sealed))
    const copy = savedCopy.safeParse(parsed(new TextDecoder().decode(plain)))
    return copy.success ? { copy: copy.data } : { fault: 'damaged' }
  } catch (error) {
    // No point of the curve, or a bit that was changed.
    if (error instanceof DOMException) return { fault: 'damaged' }
    throw error
  }
}
